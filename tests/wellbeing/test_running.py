"""What whoever runs a check-in does to it while it takes answers."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from apps.surveys import actions, opening, opting_out
from apps.surveys.models import Invitation
from apps.wellbeing.actions import open_check_in
from tests import factories


def boxes(day, hour=17) -> dict:
    return {"closes_on_day": day.day, "closes_on_month": day.month, "closes_on_year": day.year, "hour": hour}


@pytest.fixture
def running(network):
    return factories.running_check_in_of(network)


@pytest.fixture
def by_link(network):
    return factories.running_check_in_of(network, way="open", invited=0)


def text(response) -> str:
    return " ".join(response.content.decode().split())


def test_page_offers_what_can_be_done(as_manager, at, running):
    page = text(as_manager.get(at("check_in", pk=running.pk)))
    for name in ("remind", "extend", "close", "links", "cancel"):
        assert f'href="{at(name, pk=running.pk)}"' in page
    assert at("share", pk=running.pk) not in page


def test_open_link_is_passed_on_and_made_anew_but_reminds_nobody(as_manager, at, by_link):
    page = text(as_manager.get(at("check_in", pk=by_link.pk)))
    assert at("remind", pk=by_link.pk) not in page
    assert at("new_link", pk=by_link.pk) in text(as_manager.get(at("share", pk=by_link.pk)))
    as_manager.post(at("new_link", pk=by_link.pk))
    assert (by_link.link_generation, type(by_link).objects.get().link_generation) == (1, 2)
    nobody = text(as_manager.post(at("remind", pk=by_link.pk), follow=True))
    assert "Nobody was written to, so nobody can be reminded" in nobody


def test_more_time_until_the_next_may_open_and_no_longer(as_manager, at, running):
    opened = timezone.localdate(running.opens_at)
    page = text(as_manager.post(at("extend", pk=running.pk), boxes(opened + timedelta(days=29))))
    assert "New closing date must be before" in page
    running.refresh_from_db()
    before = running.closes_at
    as_manager.post(at("extend", pk=running.pk), boxes(opened + timedelta(days=27)))
    running.refresh_from_db()
    assert timezone.localdate(running.closes_at) == opened + timedelta(days=27)
    with pytest.raises(actions.RoundRefused, match="before the next may open"):
        actions.extend_round(
            round_=running, by=factories.UserFactory(), closes_at=before + timedelta(days=60)
        )


def test_earlier_time_is_refused(as_manager, at, running):
    page = text(as_manager.post(at("extend", pk=running.pk), boxes(timezone.localdate())))
    assert "There is a problem" in page


def test_close_now_and_cancel_ask_first(as_manager, at, running):
    assert "The next check-in opens when it would have opened anyway" in text(
        as_manager.get(at("close", pk=running.pk))
    )
    assert "Cancel the check-in and destroy everything" in text(as_manager.get(at("cancel", pk=running.pk)))
    page = text(as_manager.post(at("close", pk=running.pk), follow=True))
    assert "The check-in takes no more answers. It is being counted." in page
    assert at("extend", pk=running.pk) not in page


def test_reminder_by_hand_goes_to_unused_links_and_never_to_who_opted_out(
    as_manager, at, set_up, staff, manager, do_jobs
):
    round_ = open_check_in(plan=set_up(), by=manager)
    do_jobs()
    opting_out.opt_out(staff[0], "check_in")
    answered = Invitation.objects.get(round=round_, person=staff[1])
    Invitation.objects.filter(pk=answered.pk).update(answered=True)
    mail.outbox.clear()
    said = text(as_manager.post(at("remind", pk=round_.pk), follow=True))
    do_jobs()
    assert "Reminders are on their way" in said
    reminded = {address for message in mail.outbox for address in message.to}
    assert reminded == {one.email for one in staff[2:]}
    assert "today already" in text(as_manager.post(at("remind", pk=round_.pk), follow=True))


def test_new_link_to_one_person_looks_the_same_for_who_opted_out(
    as_manager, at, set_up, staff, manager, do_jobs
):
    round_ = open_check_in(plan=set_up(), by=manager)
    opening.prepare(round_.pk)
    opting_out.opt_out(staff[0], "check_in")
    seen = []
    for person in staff[:2]:
        address = at("renew", pk=round_.pk, person=person.pk)
        seen.append(as_manager.get(address).status_code)
        page = text(as_manager.post(address, {"email": person.email}, follow=True))
        do_jobs()
        assert f"A new link for {person.name} is on its way." in page
    mails = text(as_manager.get(at("links", pk=round_.pk)))
    assert seen == [200, 200]
    assert mails.count("No problem known") == len(staff)


def test_scheduled_reminder_is_switched_off_and_on(as_manager, at, set_up, staff, manager):
    round_ = open_check_in(plan=set_up(days_open=10), by=manager)
    opening.prepare(round_.pk)
    reminder = round_.reminders.get(is_on=True)
    as_manager.post(at("reminder", pk=round_.pk, reminder=reminder.pk), {"is_on": "0"})
    reminder.refresh_from_db()
    assert not reminder.is_on
    assert "switched off" in text(as_manager.get(at("check_in", pk=round_.pk)))
