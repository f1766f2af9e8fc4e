"""Opening, extending, closing by hand and cancelling a round."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from apps.core import moments
from apps.core.models import AuditEvent
from apps.jobs.clock import run_due
from apps.jobs.models import Job
from apps.people.actions import mark_left
from apps.surveys import actions, answering, keyring, opening, queries
from apps.surveys.actions import RoundRefused
from apps.surveys.models import Ballot, Invitation, Round
from tests import factories

from .conftest import close, submit


def later(days):
    return timezone.now() + timedelta(days=days)


# --- Opening ------------------------------------------------------------------


def test_round_waits_for_its_key_before_anybody_is_invited(ask, mailoutbox):
    round_ = ask()
    assert round_.state == Round.State.OPENING
    assert round_.public_key is None
    assert [job.kind for job in Job.objects.all()] == ["surveys.prepare"]
    assert mailoutbox == []


def test_round_opens_with_its_key_and_invites(open_round, do_jobs, mailoutbox):
    do_jobs()
    assert open_round.state == Round.State.OPEN
    assert bytes(open_round.public_key) == bytes(keyring.private_key(open_round.pk).public_key)
    assert len(mailoutbox) == 12
    event = AuditEvent.objects.get(event="round.opened")
    assert event.object_code == str(open_round.pk)
    assert event.detail == {"invited": 12}


def test_round_waits_where_workers_have_no_keyring(ask, do_jobs, settings):
    settings.KEYRING_DIR = ""
    round_ = ask()
    do_jobs(expect_failures=True)
    round_.refresh_from_db()
    assert round_.state == Round.State.OPENING
    assert Job.objects.get().state == Job.State.QUEUED
    assert "KEYRING_DIR" in queries.round_problem(round_).words


def test_round_opens_at_its_time(ask, do_jobs):
    round_ = ask(opens_at=later(2))
    do_jobs()
    round_.refresh_from_db()
    assert round_.state == Round.State.OPENING
    Job.objects.update(not_before=timezone.now())
    do_jobs()
    round_.refresh_from_db()
    assert round_.state == Round.State.OPEN


def test_preparing_twice_changes_nothing(open_round):
    opening.prepare(open_round.pk)
    again = Round.objects.get(pk=open_round.pk)
    assert bytes(again.public_key) == bytes(open_round.public_key)
    assert Job.objects.filter(kind="surveys.invite").count() == 12


def test_only_people_with_an_address_are_invited_and_each_once(ask, network):
    silent = factories.PersonFactory(network=network, email="")
    gone = factories.PersonFactory(network=network, active_to=timezone.localdate())
    asked = factories.PersonFactory(network=network)
    round_ = ask(people=[silent, gone, asked, asked])
    assert round_.invited == 1
    assert Invitation.objects.get(round=round_).person == asked


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"closes_at": later(-1)}, "in the future"),
        ({"opens_at": later(8)}, "close after it opens"),
        ({"opens_at": later(7), "closes_at": later(6)}, "close after it opens"),
        ({"people": []}, "at least one person"),
    ],
)
def test_round_that_makes_no_sense_is_refused(ask, changes, words):
    with pytest.raises(RoundRefused, match=words):
        ask(**changes)
    assert not Round.objects.exists()


def test_round_for_people_without_addresses_is_refused(ask, network):
    with pytest.raises(RoundRefused, match="at least one person"):
        ask(people=[factories.PersonFactory(network=network, email="")])


def test_people_of_another_network_are_refused(ask, other_network):
    with pytest.raises(RoundRefused, match="not in this network"):
        ask(people=[factories.PersonFactory(network=other_network)])


def test_closed_network_opens_no_round(ask, network):
    network.closed_on = timezone.localdate()
    with pytest.raises(RoundRefused, match="has closed"):
        ask()


def test_second_running_round_is_refused(ask):
    ask()
    with pytest.raises(RoundRefused, match="running already"):
        ask()


def test_two_rounds_opened_in_the_same_moment(ask, monkeypatch):
    ask()
    monkeypatch.setattr(opening, "refuse_overlap", lambda *arguments: None)
    with pytest.raises(RoundRefused, match="running already"), transaction.atomic():
        ask()


def test_other_network_may_run_its_own(ask, other_network):
    ask()
    assert ask(network=other_network, people=[factories.PersonFactory(network=other_network)])


def test_same_questions_rest_60_days(ask, open_round):
    closed = close(open_round)
    with pytest.raises(RoundRefused, match="at least 60 days apart") as refused:
        ask(opens_at=closed.closed_at + timedelta(days=59), closes_at=closed.closed_at + timedelta(days=90))
    first = closed.closed_at + timedelta(days=61)
    assert moments.weekday(first) in str(refused.value)
    assert ask(
        opens_at=closed.closed_at + timedelta(days=60), closes_at=closed.closed_at + timedelta(days=90)
    )


def test_round_without_a_result_delays_nothing(ask, open_round, manager):
    actions.cancel_round(round_=open_round, by=manager)
    assert ask()


def test_past_can_be_made_up(ask):
    then = timezone.now() - timedelta(days=100)
    round_ = ask(now=then, closes_at=then + timedelta(days=14))
    assert round_.opens_at == then


def test_database_refuses_a_second_running_round(open_round):
    with pytest.raises(IntegrityError, match="round_one_running"), transaction.atomic():
        Round.objects.create(
            network=open_round.network, kind=open_round.kind, questionnaire=open_round.questionnaire,
            title="x", opens_at=timezone.now(), closes_at=later(1), invited=1,
        )  # fmt: skip


# --- While it runs ------------------------------------------------------------


def test_extended_round_closes_later(open_round, manager):
    first = open_round.closes_at
    actions.extend_round(round_=open_round, by=manager, closes_at=first + timedelta(days=3))
    close_at_first_time = Round.objects.to_close(first)
    assert not close_at_first_time.exists()
    assert AuditEvent.objects.filter(event="round.extended").exists()


def test_extending_after_the_closing_job_was_queued(open_round, manager, do_jobs):
    """The job of the old time does nothing; the new time gets a job of its own."""
    invitation = Invitation.objects.filter(round=open_round).first()
    submit(invitation)
    actions.enqueue_closing(open_round)
    actions.extend_round(round_=open_round, by=manager, closes_at=open_round.closes_at + timedelta(days=3))
    do_jobs()
    open_round.refresh_from_db()
    assert open_round.state == Round.State.OPEN
    assert Ballot.objects.count() == 1
    keys = {job.key for job in Job.objects.filter(kind="surveys.close")}
    actions.enqueue_closing(open_round)
    assert {job.key for job in Job.objects.filter(kind="surveys.close")} > keys


def test_extending_backwards_is_refused(open_round, manager):
    with pytest.raises(RoundRefused, match="later"):
        actions.extend_round(round_=open_round, by=manager, closes_at=open_round.closes_at)


def test_closed_round_is_never_opened_again(open_round, manager):
    close(open_round)
    for refused in (
        lambda: actions.extend_round(round_=open_round, by=manager, closes_at=later(30)),
        lambda: actions.close_now(round_=open_round, by=manager),
        lambda: actions.remind(round_=open_round, by=manager),
        lambda: actions.cancel_round(round_=open_round, by=manager),
        lambda: actions.renew_link(round_=open_round, by=manager, person=open_round.network.people.first()),
    ):
        with pytest.raises(RoundRefused):
            refused()


def test_round_whose_time_is_up_is_not_extended_before_it_is_counted(open_round, manager):
    Round.objects.update(opens_at=later(-3), closes_at=later(-1))
    with pytest.raises(RoundRefused, match="closed"):
        actions.extend_round(round_=open_round, by=manager, closes_at=later(3))


def test_closing_by_hand_stops_answers_at_once(open_round, invitations, manager, do_jobs):
    actions.close_now(round_=open_round, by=manager)
    with pytest.raises(answering.RoundOver):
        submit(invitations[0])
    do_jobs()
    open_round.refresh_from_db()
    assert open_round.state == Round.State.CLOSED
    assert AuditEvent.objects.get(event="round.close_asked").actor_id == manager.pk


def test_round_closes_by_the_clock(open_round, do_jobs):
    Round.objects.update(opens_at=later(-3), closes_at=later(-1))
    run_due()
    run_due()
    do_jobs()
    open_round.refresh_from_db()
    assert open_round.state == Round.State.CLOSED
    assert Job.objects.filter(kind="surveys.close").count() == 1


def test_turnout_is_said_from_11_answers_on_and_in_words(open_round, invitations):
    for invitation in invitations[:10]:
        submit(invitation)
    assert queries.turnout_words(open_round) == ""
    submit(invitations[10])
    assert queries.turnout_words(open_round) == "more than three quarters have answered"


@pytest.mark.parametrize(
    ("answered", "words"),
    [(11, "about a quarter"), (20, "about half"), (26, "about two thirds"), (30, "about three")],
)
def test_turnout_in_words(answered, words):
    assert queries.words.share_answered(answered, 40).startswith(words)


# --- Ending without a result --------------------------------------------------


def test_cancelling_destroys_everything_and_tells_everybody(
    open_round, invitations, manager, do_jobs, mailoutbox
):
    submit(invitations[0])
    mailoutbox.clear()
    actions.cancel_round(round_=open_round, by=manager)
    assert not Ballot.objects.exists()
    assert not Invitation.objects.exclude(answered=None).exists()
    do_jobs()
    open_round.refresh_from_db()
    assert open_round.state == Round.State.CANCELLED
    assert keyring.kept() == set()
    assert not Invitation.objects.exclude(person=None).exists()
    assert len(mailoutbox) == 12
    assert all("has been cancelled" in mail.body for mail in mailoutbox)
    assert queries.turnout_words(open_round) == ""


def test_round_cancelled_before_it_opened_writes_to_nobody(ask, manager, do_jobs, mailoutbox):
    round_ = ask(opens_at=later(2))
    actions.cancel_round(round_=round_, by=manager)
    Job.objects.update(not_before=timezone.now())
    do_jobs()
    assert mailoutbox == []
    assert keyring.kept() == set()
    assert not Invitation.objects.exclude(person=None).exists()


def test_round_cancelled_while_its_key_was_made_keeps_no_key(ask, manager, monkeypatch):
    round_ = ask()
    make_pair = keyring.make_pair

    def cancelled_meanwhile(round_id):
        key = make_pair(round_id)
        actions.cancel_round(round_=round_, by=manager)
        return key

    monkeypatch.setattr(keyring, "make_pair", cancelled_meanwhile)
    opening.prepare(round_.pk)
    round_.refresh_from_db()
    assert round_.state == Round.State.CANCELLED
    assert keyring.kept() == set()


def test_who_is_asked_is_listed_first_and_invited_by_a_worker(network, manager, people, scorecard, do_jobs):
    round_ = opening.open_round(
        network=network, by=manager, questionnaire=scorecard, title="Autumn", message="", closes_at=later(7),
        people=network.people.all(),
    )  # fmt: skip
    assert (round_.invited, set(round_.listed)) == (12, {person.pk for person in people})
    assert not Invitation.objects.exists()
    mark_left(person=people[0], by=manager)
    network.people.filter(pk=people[1].pk).update(email="")  # there were no slips to choose
    do_jobs()
    opening.enlist(round_.pk)
    round_.refresh_from_db()
    assert (round_.invited, round_.slips, round_.listed) == (10, 0, None)
    assert Invitation.objects.filter(round=round_, is_slip=False).count() == 10


def test_a_round_cancelled_before_its_invitations_were_made_forgets_whom_it_listed(
    network, manager, people, scorecard, do_jobs
):
    round_ = opening.open_round(
        network=network, by=manager, questionnaire=scorecard, title="Autumn", message="", opens_at=later(1),
        closes_at=later(7), people=network.people.all(),
    )  # fmt: skip
    actions.cancel_round(round_=round_, by=manager)
    do_jobs()
    round_.refresh_from_db()
    assert round_.listed is None
    assert not Invitation.objects.exists()
