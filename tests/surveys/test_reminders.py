"""Reminders on a schedule: proposed, seen, switched off and on, moved along, sent once and never after the close."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from apps.core.models import AuditEvent
from apps.core.moments import LONDON
from apps.jobs.models import Job
from apps.surveys import actions, reminders
from apps.surveys.actions import RoundRefused
from apps.surveys.models import Invitation, Reminder, Round
from apps.surveys.reminders import proposals

from .conftest import close, submit, token_of
from .respondent import post


def london(*parts) -> datetime:
    return datetime(*parts, tzinfo=LONDON)


@pytest.fixture
def planned(ask, do_jobs, mailoutbox) -> Round:
    """An open round of two weeks with both reminders on; the mails so far are out of the way."""
    round_ = ask(closes_at=timezone.now() + timedelta(days=14), reminders=reminders.DAYS_BEFORE)
    do_jobs()
    mailoutbox.clear()
    round_.refresh_from_db()
    return round_


@pytest.fixture
def at(monkeypatch):
    def at(moment):
        monkeypatch.setattr(timezone, "now", lambda: moment)

    return at


def passes(round_, at, do_jobs) -> None:
    """The time of the round's next reminder comes."""
    at(round_.reminders.filter(sent_at=None).first().due_at)
    reminders.send_due()
    do_jobs()


# --- The proposal ---------------------------------------------------------------------
@pytest.mark.parametrize(
    ("opens", "closes", "due"),
    [
        # A Friday at 5pm: a week before is a Friday, two days before a Wednesday.
        (london(2026, 12, 1, 9), london(2026, 12, 18, 17), [london(2026, 12, 11, 9), london(2026, 12, 16, 9)]),
        # Two days before a Monday is a Saturday, and so the Friday.
        (london(2026, 12, 1, 9), london(2026, 12, 14, 17), [london(2026, 12, 7, 9), london(2026, 12, 11, 9)]),
        # Too short for the first, and for both.
        (london(2026, 12, 10, 9), london(2026, 12, 16, 17), [london(2026, 12, 14, 9)]),
        (london(2026, 12, 14, 9), london(2026, 12, 16, 17), []),
        # 9am is 9am in London on either side of a change of the clocks: the weekends of 28 March and 24 October.
        (
            datetime(2026, 3, 16, 9, tzinfo=UTC), london(2026, 4, 1, 17),
            [datetime(2026, 3, 25, 9, tzinfo=UTC), datetime(2026, 3, 30, 8, tzinfo=UTC)],
        ),
        (
            datetime(2026, 10, 12, 9, tzinfo=UTC), london(2026, 10, 28, 17),
            [datetime(2026, 10, 21, 8, tzinfo=UTC), datetime(2026, 10, 26, 9, tzinfo=UTC)],
        ),
    ],
)  # fmt: skip
def test_proposal_is_at_9am_on_working_days(opens, closes, due):
    assert [one.at for one in reminders.proposals(opens, closes)] == due


def test_every_proposal_lies_inside_its_round_on_a_weekday():
    opens = london(2026, 3, 20, 9)
    for hours in range(1, 24 * 40, 7):
        closes = opens + timedelta(hours=hours)
        for one in reminders.proposals(opens, closes):
            assert opens + timedelta(days=1) < one.at < closes
            assert (one.at.weekday() < 5, one.at.hour) == (True, 9)


def test_round_keeps_what_was_not_chosen_switched_off(ask):
    round_ = ask(closes_at=timezone.now() + timedelta(days=14), reminders=[2])
    assert [(one.days_before, one.is_on) for one in round_.reminders.all()] == [(7, False), (2, True)]


def test_open_link_has_none(ask):
    assert not ask(way="open", people=None, reminders=[7, 2]).reminders.exists()


# --- Sending --------------------------------------------------------------------------
def test_each_goes_once_to_those_whose_link_is_unused(planned, at, do_jobs, mailoutbox, people):
    answered = Invitation.objects.filter(round=planned).first()
    submit(answered)
    passes(planned, at, do_jobs)
    reminders.send_due()
    do_jobs()
    assert len(mailoutbox) == 11
    assert answered.person.email not in {message.to[0] for message in mailoutbox}
    passes(planned, at, do_jobs)
    assert len(mailoutbox) == 22
    assert not planned.reminders.filter(sent_at=None).exists()
    planned.refresh_from_db()
    assert planned.reminders_sent == 2
    assert AuditEvent.objects.filter(event="round.reminded", actor_id=None).count() == 2


def test_nothing_is_sent_before_its_time_or_after_the_close(planned, at, do_jobs, mailoutbox):
    first = planned.reminders.first()
    at(first.due_at - timedelta(hours=1))
    reminders.send_due()
    at(planned.closes_at)
    reminders.send_due()
    do_jobs()
    assert not mailoutbox
    assert not planned.reminders.exclude(sent_at=None).exists()


def test_a_job_that_runs_after_the_close_writes_to_nobody(planned, at, do_jobs, mailoutbox):
    at(planned.reminders.first().due_at)
    reminders.send_due()
    at(planned.closes_at)
    do_jobs()
    assert not mailoutbox


def test_by_hand_and_by_the_clock_on_one_day_is_one_mail(planned, manager, at, do_jobs, mailoutbox):
    at(planned.reminders.first().due_at - timedelta(hours=1))
    actions.remind(round_=planned, by=manager)
    do_jobs()
    passes(planned, at, do_jobs)
    assert len(mailoutbox) == 12
    assert Round.objects.get(pk=planned.pk).reminders_sent == 1


def test_what_was_missed_while_nothing_ran_is_made_up_once(planned, at, do_jobs, mailoutbox):
    at(planned.reminders.last().due_at)
    reminders.send_due()
    do_jobs()
    assert len(mailoutbox) == 12


def test_round_that_has_not_opened_reminds_nobody(ask, at, settings):
    settings.KEYRING_DIR = ""
    round_ = ask(closes_at=timezone.now() + timedelta(days=14), reminders=[7, 2])
    at(round_.reminders.first().due_at)
    reminders.send_due()
    assert not Job.objects.filter(kind="surveys.remind").exists()


# --- Switching and moving -------------------------------------------------------------
def test_one_that_is_off_is_not_sent_until_it_is_on(planned, manager, at, do_jobs, mailoutbox):
    first = planned.reminders.first()
    actions.switch_reminder(round_=planned, by=manager, reminder=first.pk, is_on=False)
    at(first.due_at)
    reminders.send_due()
    do_jobs()
    assert not mailoutbox
    with pytest.raises(RoundRefused, match="has passed"):
        actions.switch_reminder(round_=planned, by=manager, reminder=first.pk, is_on=True)
    (event,) = AuditEvent.objects.filter(event="round.reminder_switched")
    assert event.detail == {"is_on": False}


def test_switching_twice_is_recorded_once(planned, manager):
    first = planned.reminders.first()
    for _ in range(2):
        actions.switch_reminder(round_=planned, by=manager, reminder=first.pk, is_on=False)
    assert AuditEvent.objects.filter(event="round.reminder_switched").count() == 1


def test_a_reminder_of_another_round_and_an_ended_round_are_refused(planned, manager, do_jobs):
    first = planned.reminders.first()
    with pytest.raises(RoundRefused):
        actions.switch_reminder(round_=planned, by=manager, reminder=0, is_on=False)
    close(planned)
    with pytest.raises(RoundRefused, match="has closed"):
        actions.switch_reminder(round_=planned, by=manager, reminder=first.pk, is_on=False)


def test_what_waits_moves_along_with_the_close(planned, manager):
    first, last = planned.reminders.all()
    actions.switch_reminder(round_=planned, by=manager, reminder=last.pk, is_on=False)
    closes = planned.closes_at + timedelta(days=7)
    actions.extend_round(round_=planned, by=manager, closes_at=closes)
    moved = list(planned.reminders.all())
    assert [(one.pk, one.due_at) for one in moved] == [
        (one.pk, proposal.at)
        for one, proposal in zip([first, last], reminders.proposals(planned.opens_at, closes), strict=True)
    ]
    assert [one.is_on for one in moved] == [True, False]


def test_after_the_last_reminder_more_time_makes_room_for_another(planned, manager, at, do_jobs, mailoutbox):
    passes(planned, at, do_jobs)
    passes(planned, at, do_jobs)
    actions.extend_round(round_=planned, by=manager, closes_at=planned.closes_at + timedelta(days=7))
    planned.refresh_from_db()
    # Before 9am there is still time today for the earlier of the two.
    room = [(one.days, True) for one in proposals(timezone.now(), planned.closes_at)]
    waiting = planned.reminders.filter(sent_at=None)
    assert [(one.days_before, one.is_on) for one in waiting] == room
    assert (2, True) in room
    assert planned.reminders.count() == 2 + len(room)


def test_a_round_too_short_for_any_gets_some_off_when_it_is_extended(ask, manager):
    round_ = ask(closes_at=timezone.now() + timedelta(days=1))
    actions.extend_round(round_=round_, by=manager, closes_at=timezone.now() + timedelta(days=20))
    assert [one.is_on for one in round_.reminders.all()] == [False, False]


# --- Stopping them --------------------------------------------------------------------
@pytest.fixture
def reader(client, planned):
    """Somebody who followed the link that stops reminders, and whose it is."""
    invitation = Invitation.objects.filter(round=planned).order_by("pk").first()
    response = client.get(reverse("surveys:stop_link", args=[token_of(invitation)]))
    assert response.url == reverse("surveys:stop", args=[planned.pk])
    return client, invitation, response.url


def shown(client, url) -> str:
    return client.get(url).content.decode()


def press(client, url):
    check = shown(client, url).split('name="check" value="')[1].split('"')[0]
    return post(client, url, {"check": check})


def test_opening_the_page_stops_nothing(reader):
    client, invitation, url = reader
    assert "Stop reminders?" in shown(client, url)
    assert not Invitation.objects.filter(no_reminders=True).exists()


def test_the_button_stops_reminders_and_nothing_else(reader, planned, at, do_jobs, mailoutbox):
    client, invitation, url = reader
    assert "You get no more reminders" in press(client, url).content.decode()
    passes(planned, at, do_jobs)
    assert len(mailoutbox) == 11
    assert invitation.person.email not in {message.to[0] for message in mailoutbox}
    page = client.get(reverse("surveys:link", args=[token_of(invitation)]), follow=True)
    assert "Submit" in page.content.decode()


def test_it_looks_the_same_after_answering(reader):
    client, invitation, url = reader
    before = shown(client, url)
    submit(invitation)
    assert shown(client, url) == before
    assert press(client, url).status_code == 200


def test_it_leaves_no_record_and_no_time(reader):
    client, invitation, url = reader
    events = AuditEvent.objects.count()
    press(client, url)
    assert AuditEvent.objects.count() == events


def test_a_form_of_another_link_stops_nothing(reader, planned):
    client, invitation, url = reader
    other = Invitation.objects.filter(round=planned).order_by("pk").last()
    check = shown(client, url).split('name="check" value="')[1].split('"')[0]
    client.get(reverse("surveys:stop_link", args=[token_of(other)]))
    assert post(client, url, {"check": check}).status_code == 409
    assert post(client, url, {}).status_code in (400, 409)
    assert not Invitation.objects.filter(no_reminders=True).exists()


def test_wrong_and_open_links_and_slips_have_no_such_page(client, ask, do_jobs, planned):
    assert client.get(reverse("surveys:stop_link", args=["x"])).status_code == 404
    assert client.get(reverse("surveys:stop", args=[planned.pk])).status_code == 403
    Invitation.objects.filter(round=planned).update(person=None)
    slip = Invitation.objects.filter(round=planned).first()
    response = client.get(reverse("surveys:stop_link", args=[token_of(slip)]), follow=True)
    assert response.status_code == 404


def test_after_the_close_the_page_says_so_and_the_wish_is_forgotten(reader, planned):
    client, invitation, url = reader
    press(client, url)
    close(planned)
    assert client.get(url).status_code == 410
    assert not Invitation.objects.filter(no_reminders=True).exists()


def test_every_letter_leads_there(ask, do_jobs, mailoutbox, manager):
    round_ = ask(closes_at=timezone.now() + timedelta(days=14), reminders=[7])
    do_jobs()
    Reminder.objects.filter(is_on=True).update(due_at=timezone.now())
    reminders.send_due()
    do_jobs()
    invitation = Invitation.objects.filter(round=round_).first()
    letters = [one.body for one in mailoutbox if one.to == [invitation.person.email]]
    assert [f"/a/{token_of(invitation)}/reminders/" in body for body in letters] == [True, True]
