"""A round that can't be counted: retried until it can be, told once, over when the round is."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from apps.core.models import AuditEvent
from apps.jobs.clock import run_due
from apps.jobs.models import Job
from apps.mail.sending import MailUnavailable
from apps.surveys import actions, alarms, closing, keyring
from apps.surveys.models import Alarm, Ballot, Finding, Round
from tests import factories

from .conftest import submit


@pytest.fixture
def closing_round(open_round, invitations, administrator, mailoutbox):
    """Nine answers in, the time is up."""
    for invitation in invitations[:9]:
        submit(invitation)
    now = timezone.now()
    Round.objects.update(opens_at=now - timedelta(days=3), closes_at=now - timedelta(minutes=1))
    open_round.refresh_from_db()
    mailoutbox.clear()
    return open_round


@pytest.fixture
def attempt(do_jobs):
    """Another attempt, as if the pause were over."""

    def attempt():
        Job.objects.filter(state=Job.State.QUEUED).update(not_before=timezone.now())
        run_due()
        do_jobs(expect_failures=True)
        return Job.objects.get(kind="surveys.close")

    return attempt


def damage() -> tuple:
    ballot = Ballot.objects.first()
    whole = bytes(ballot.sealed)
    Ballot.objects.filter(pk=ballot.pk).update(sealed=whole[:-1] + bytes([whole[-1] ^ 1]))
    return ballot.pk, whole


def mend(pk, whole) -> None:
    Ballot.objects.filter(pk=pk).update(sealed=whole)


def page(client, user, url) -> str:
    client.force_login(user)
    return client.get(url).content.decode()


def test_counting_goes_on_until_it_succeeds_and_tells_administrators_once(
    closing_round, attempt, mailoutbox, administrator
):
    damaged = damage()
    for _ in range(8):
        assert attempt().state == Job.State.QUEUED
    assert not Finding.objects.exists()
    assert Ballot.objects.count() == 9
    assert [mail.to for mail in mailoutbox] == [[administrator.email]]
    assert AuditEvent.objects.filter(event="round.alarm").count() == 1
    mend(*damaged)
    assert attempt().state == Job.State.DONE
    closing_round.refresh_from_db()
    assert closing_round.state == Round.State.CLOSED
    findings = Finding.objects.count()
    attempt()
    assert Finding.objects.count() == findings
    assert not alarms.standing().exists()


def test_job_that_gave_up_is_begun_anew(closing_round, attempt):
    damaged = damage()
    attempt()
    Job.objects.filter(kind="surveys.close").update(state=Job.State.FAILED, finished_at=timezone.now())
    mend(*damaged)
    assert attempt().state == Job.State.DONE


def test_alarm_says_what_to_do_and_counts_nothing(closing_round, attempt, mailoutbox, administrator, manager):
    damage()
    attempt()
    client = Client()
    home = page(client, administrator, reverse("administration:start"))
    url = reverse("surveys:alarm", args=[closing_round.pk])
    assert url in home
    shown = page(client, administrator, url)
    assert "An envelope could not be opened" in shown
    assert "Never open answers by hand" in shown
    assert url in mailoutbox[0].body
    closing_round.refresh_from_db()
    row = alarms.about(closing_round)
    for words in (mailoutbox[0].body, mailoutbox[0].subject):
        for value in (closing_round.title, closing_round.network.name, row["closed"], row["page"]):
            words = words.replace(value, "")
        assert not any(character.isdigit() for character in words)


def test_network_sees_that_nothing_is_lost_and_who_was_told(closing_round, attempt, client, manager):
    damage()
    attempt()
    url = reverse("scorecard:round", args=[closing_round.network.code, closing_round.pk])
    shown = page(client, manager, url)
    assert "Counting has not succeeded yet" in shown
    assert "Nothing is lost and nothing is published" in shown
    assert "administrators (1 person) were told" in shown
    home = client.get(reverse("home:network", args=[closing_round.network.code])).content.decode()
    assert "could not be counted yet" in home


def test_network_without_administrators_is_told_whom_to_ask(
    closing_round, attempt, client, manager, mailoutbox
):
    alarms.administrators().get().portal_memberships.update(ended_at=timezone.now())
    damage()
    attempt()
    assert mailoutbox == []
    url = reverse("scorecard:round", args=[closing_round.network.code, closing_round.pk])
    assert "no administrator to tell" in page(client, manager, url)


def test_numbers_that_do_not_match_are_told_apart(closing_round, attempt):
    Ballot.objects.first().delete()
    attempt()
    closing_round.refresh_from_db()
    assert closing_round.alarm == Alarm.MISMATCH
    assert AuditEvent.objects.get(event="round.alarm").detail == {"why": "mismatch"}


def test_what_may_mend_itself_is_told_only_when_it_lasts(closing_round, attempt, settings, mailoutbox):
    there, settings.KEYRING_DIR = settings.KEYRING_DIR, ""
    for _ in range(4):
        attempt()
    assert mailoutbox == []
    attempt()
    assert len(mailoutbox) == 1
    settings.KEYRING_DIR = there
    assert attempt().state == Job.State.DONE


def test_failure_nobody_foresaw_is_told_when_it_lasts(closing_round, attempt, monkeypatch, mailoutbox):
    def fail(*args, **kwargs):
        raise RuntimeError("not foreseen")

    monkeypatch.setattr(closing, "tabulate", fail)
    for _ in range(5):
        attempt()
    assert len(mailoutbox) == 1
    closing_round.refresh_from_db()
    assert closing_round.alarm == Alarm.STUCK


def test_mail_that_fails_half_way_goes_on_with_the_rest(closing_round, attempt, monkeypatch, mailoutbox):
    factories.administrator()
    send, fails = alarms.sending.send, [False, True, False]

    def unsteady(**mail):
        if fails.pop(0):
            raise MailUnavailable("later")
        send(**mail)

    monkeypatch.setattr(alarms.sending, "send", unsteady)
    damage()
    attempt()
    attempt()
    assert len({mail.to[0] for mail in mailoutbox}) == len(mailoutbox) == 2


def test_cancelling_is_the_way_out(closing_round, attempt, manager, client, administrator, mailoutbox):
    with pytest.raises(actions.RoundRefused):
        Round.objects.update(state=Round.State.CLOSING)
        actions.cancel_round(round_=closing_round, by=manager)
    damage()
    attempt()
    mailoutbox.clear()
    actions.cancel_round(round_=closing_round, by=manager)
    attempt()
    closing_round.refresh_from_db()
    assert closing_round.state == Round.State.CANCELLED
    assert not Ballot.objects.exists()
    assert keyring.kept() == set()
    assert len(mailoutbox) == 12
    url = reverse("surveys:alarm", args=[closing_round.pk])
    assert url not in page(client, administrator, reverse("administration:start"))
    assert client.get(url).status_code == 404


def test_lost_key_ends_an_alarm_too(closing_round, attempt):
    damage()
    attempt()
    keyring.destroy(closing_round.pk)
    attempt()
    closing_round.refresh_from_db()
    assert closing_round.state == Round.State.VOID
    assert not alarms.standing().exists()
