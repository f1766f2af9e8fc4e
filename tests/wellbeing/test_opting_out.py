"""Opting out of check-ins for good: by a button, told to nobody."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.urls import reverse
from django.utils import timezone

from apps.core.models import AuditEvent
from apps.jobs.models import Job
from apps.surveys import letters, opening, opting_out
from apps.surveys.models import Invitation, Kind, OptOut
from apps.surveys.queries import current_check_in
from apps.surveys.questionnaire import CHECK_IN
from apps.wellbeing import letters as after_check_in
from tests.factories import PersonFactory, check_in_of, response_to


@pytest.fixture
def round_(network, manager, staff):
    round_ = opening.open_round(
        network=network, by=manager, questionnaire=current_check_in(), title="Check-in", message="",
        closes_at=timezone.now() + timedelta(days=7), people=network.people.all(),
    )  # fmt: skip
    opening.prepare(round_.pk)
    return round_


@pytest.fixture
def person(staff):
    return staff[0]


def follow(client, person):
    return client.get(reverse("surveys:no_more_link", args=[opting_out.token_of(person)]))


def press(client, **more):
    page = reverse("surveys:no_more")
    check = client.get(page).context["check"]
    body = "&".join(f"{name}={value}" for name, value in {"check": check, **more}.items())
    return client.post(page, body, content_type="application/x-www-form-urlencoded")


def test_each_mail_has_the_link_and_where_to_turn(round_, mailoutbox, person):
    letters.send_invitation(Invitation.objects.get(round=round_, person=person).pk)
    text = mailoutbox[0].body
    assert opting_out.address(person) in text
    assert "Nobody watches this for emergencies. In an emergency call 999" in text
    assert "https://www.samaritans.org/" in text
    assert "scorecard" not in text.lower() + mailoutbox[0].subject.lower()


def test_following_the_link_alone_changes_nothing(client, person):
    response = follow(client, person)
    assert response.url == reverse("surveys:no_more")
    assert client.get(response.url).status_code == 200
    assert not OptOut.objects.exists()


def test_button_opts_out_and_in_again(client, person, staff):
    follow(client, person)
    before = AuditEvent.objects.count()
    assert "You get no more check-ins" in press(client).text
    assert opting_out.wants_none(person, Kind.CHECK_IN)
    assert not opting_out.wants_none(staff[1], Kind.CHECK_IN)
    assert "no more check-ins" in press(client).text
    assert OptOut.objects.count() == 1
    assert "You get check-ins again" in press(client, again="yes").text
    assert not OptOut.objects.exists()
    assert AuditEvent.objects.count() == before


def test_no_mail_goes_out_and_the_counts_stay(round_, mailoutbox, person):
    opting_out.opt_out(person, Kind.CHECK_IN)
    invitation = Invitation.objects.get(round=round_, person=person)
    letters.send_invitation(invitation.pk)
    letters.send_reminders(round_.pk, after="", passed=lambda pk: None)
    assert person.email not in [mail.to[0] for mail in mailoutbox]
    assert round_.invited == Invitation.objects.filter(round=round_).count() == 13
    invitation.refresh_from_db()
    assert invitation.delivered_to is not None


def test_scorecards_still_arrive(person):
    opting_out.opt_out(person, Kind.CHECK_IN)
    assert not opting_out.wants_none(person, Kind.SCORECARD)


def test_for_good_also_where_they_are_listed_anew_or_change_their_address(network, person):
    opting_out.opt_out(person, Kind.CHECK_IN)
    address, person.email = person.email, "new@x.example"
    person.save()
    assert opting_out.wants_none(person, Kind.CHECK_IN)
    person.delete()
    again = PersonFactory(network=network, email=address.upper())
    assert opting_out.wants_none(again, Kind.CHECK_IN)


def test_another_network_asks_for_itself(person, other_network):
    opting_out.opt_out(person, Kind.CHECK_IN)
    assert not opting_out.wants_none(PersonFactory(network=other_network, email=person.email), Kind.CHECK_IN)


@pytest.mark.parametrize("token", ["x", "A" * 43, ""])
def test_forged_links_open_nothing(client, token):
    url = reverse("surveys:no_more_link", args=[token or "-"])
    assert client.get(url).status_code == 404


def test_page_without_link_or_with_anothers_form_changes_nothing(client, person, staff):
    assert client.get(reverse("surveys:no_more")).status_code == 403
    follow(client, person)
    check = client.get(reverse("surveys:no_more")).context["check"]
    follow(client, staff[1])
    body = f"check={check}"
    response = client.post(reverse("surveys:no_more"), body, content_type="application/x-www-form-urlencoded")
    assert response.status_code == 409
    assert not OptOut.objects.exists()


def test_code_of_the_check_in_is_the_kind_that_is_opted_out_of():
    assert current_check_in().kind == Kind.CHECK_IN == CHECK_IN


def test_what_will_be_done_is_not_mailed_to_them(network, staff, mailoutbox):
    series = network.series.create(
        kind="check_in", people=[one.pk for one in staff], listed_at=timezone.now()
    )
    response = response_to(check_in_of(network, series=series))
    opting_out.opt_out(staff[0], Kind.CHECK_IN)
    passed = []
    after_check_in.tell(response.pk, after=0, passed=passed.append)
    assert len(passed) == len(staff) == len(mailoutbox) + 1
    assert staff[0].email not in [mail.to[0] for mail in mailoutbox]
    assert "/no-more/" in mailoutbox[0].body


def ask(client, address):
    form = urlencode({"email": address})
    page = client.post(
        reverse("surveys:no_more_lost"), form, content_type="application/x-www-form-urlencoded"
    )
    return page.content.decode()


def test_who_lost_their_mails_gets_the_link_again_and_nobody_can_tell_who_opted_out(
    client, person, staff, mailoutbox, do_jobs
):
    opting_out.opt_out(person, Kind.CHECK_IN)
    before = AuditEvent.objects.count()
    pages = {ask(client, address) for address in (person.email.upper(), staff[1].email, "nobody@x.example")}
    assert len(pages) == 1
    assert "Look into your mail" in pages.pop()
    ask(client, person.email)
    do_jobs()
    assert sorted(mail.to[0] for mail in mailoutbox) == sorted([person.email, staff[1].email])
    texts = {mail.body.replace(opting_out.address(one), "").replace(one.name, "") for mail in mailoutbox
             for one in staff if one.email == mail.to[0]}  # fmt: skip
    assert len(texts) == 1
    assert opting_out.address(person) in "".join(mail.body for mail in mailoutbox)
    kept = Job.objects.filter(kind="surveys.mail_no_more").values_list("error", "progress", "cursor", "state")
    assert len(set(kept)) == 1
    assert AuditEvent.objects.count() == before


@pytest.mark.parametrize("typed", ["", "no address", "a@b"])
def test_what_is_no_address_is_said_and_does_nothing(client, db, typed):
    assert "There is a problem" in ask(client, typed)
    assert not Job.objects.filter(kind="surveys.mail_no_more").exists()


def test_who_left_gets_no_link(client, person, mailoutbox, do_jobs):
    type(person).objects.filter(pk=person.pk).update(active_to=timezone.localdate())
    ask(client, person.email)
    do_jobs()
    assert not mailoutbox
