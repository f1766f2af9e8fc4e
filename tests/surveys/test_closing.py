"""Counting: everything or nothing, once, and what is left afterwards."""

import pytest
from django.db import connection

from apps.core.models import AuditEvent
from apps.jobs.models import Job
from apps.surveys import actions, closing, disclosure, keyring, queries
from apps.surveys.models import Ballot, Comment, Finding, Invitation, Round

from .conftest import close, submit


@pytest.fixture
def answered(open_round, invitations):
    """A round with eleven of twelve answers in, all with a comment."""
    for number, invitation in enumerate(invitations[:11]):
        answers = {
            question.code: 1 + number % len(question.options) for question in open_round.definition.questions
        }
        submit(invitation, answers, {"purpose": f"Comment {number}"})
    return open_round


def test_results_are_figures_of_every_question(answered):
    results = queries.round_results(close(answered))
    assert results.enough
    assert results.turnout == "11 of 12 answered"
    assert [len(theme.questions) for theme in results.themes] == [5, 6, 6, 5]
    theme = results.themes[0]
    assert theme.questions[0].figure == disclosure.publish((3, 2, 2, 2, 2))
    assert theme.year_ago == disclosure.publish((4, 4, 3))
    assert (theme.mean, theme.mean_is_about, theme.questions_counted) == (2.8, False, 5)
    assert Finding.objects.count() == 26


def test_results_are_one_query(answered, django_assert_num_queries):
    round_ = Round.objects.select_related("questionnaire").get(pk=close(answered).pk)
    with django_assert_num_queries(1):
        queries.round_results(round_)


def test_nothing_that_ties_people_to_answers_is_left(answered):
    closed = close(answered)
    assert not Ballot.objects.exists()
    assert Invitation.objects.filter(round=closed, person=None, answered=None).count() == 12
    assert keyring.kept() == set()
    assert closed.public_key is None
    assert closed.answered == 11
    assert AuditEvent.objects.get(event="round.closed").detail == {}


def test_links_still_know_their_round_and_generation(answered, invitations):
    close(answered)
    assert Invitation.objects.get(pk=invitations[0].pk).generation == 1


def test_comments_of_eleven_people_wait_for_review(answered):
    closed = close(answered)
    texts = set(closed.comments.values_list("text", flat=True))
    assert texts == {f"Comment {number}" for number in range(11)}
    assert set(closed.comments.values_list("state", flat=True)) == {Comment.State.WAITING}


def test_comments_of_ten_people_are_destroyed(open_round, invitations):
    for invitation in invitations[:10]:
        submit(invitation, {"purpose_why": 3}, {theme.code: "Mine" for theme in open_round.definition.themes})
    submit(invitations[10], {"purpose_why": 3})
    close(open_round)
    assert not Comment.objects.exists()


@pytest.mark.parametrize("number", [0, 1, 7])
def test_too_few_answers_show_nothing(open_round, invitations, number):
    for invitation in invitations[:number]:
        submit(invitation)
    closed = close(open_round)
    results = queries.round_results(closed)
    assert not results.enough
    assert closed.answered is None
    assert results.turnout == "Fewer than 8 of 12 answered"
    assert set(Finding.objects.values_list("figure__detail", flat=True)) == {"withheld"}
    assert {tuple(finding.figure) for finding in Finding.objects.all()} == {("detail",)}


def test_question_few_answered_is_withheld_in_a_round_many_answered(open_round, invitations):
    for number, invitation in enumerate(invitations):
        submit(invitation, {"purpose_why": 4} | ({"purpose_own": 2} if number < 7 else {}))
    theme = queries.round_results(close(open_round)).themes[0]
    shown = {result.question.code: result.figure for result in theme.questions}
    assert shown["purpose_why"].detail == "bands"
    assert shown["purpose_own"].is_withheld
    assert theme.questions_counted == 1


def test_results_of_a_round_that_is_not_closed_are_nobodys(open_round):
    with pytest.raises(ValueError, match="closed"):
        queries.round_results(open_round)


def test_round_whose_time_is_not_up_stays_open(answered):
    closing.close_round(answered.pk)
    answered.refresh_from_db()
    assert answered.state == Round.State.OPEN
    assert Ballot.objects.count() == 11


def test_closing_again_changes_nothing(answered):
    closed = close(answered)
    before = list(Finding.objects.order_by("pk").values())
    close(answered)
    assert list(Finding.objects.order_by("pk").values()) == before
    assert Round.objects.get(pk=closed.pk).closed_at == closed.closed_at


# --- Failures leave everything sealed -----------------------------------------


def is_sealed(round_) -> bool:
    round_.refresh_from_db()
    return (
        round_.state == Round.State.CLOSING
        and Ballot.objects.count() == 11
        and Invitation.objects.filter(round=round_, answered=True, person__isnull=False).count() == 11
        and not Finding.objects.exists()
        and not Comment.objects.exists()
        and round_.answered is None
        and keyring.kept() == {round_.pk}
    )


class Forced(Exception):
    pass


@pytest.mark.parametrize(
    ("where", "what"),
    [
        (closing.ballot_box, "open_all"),
        (closing, "tabulate"),
        (closing.disclosure, "publish"),
        (closing, "kept_comments"),
        (Comment.objects, "bulk_create"),
        (Round, "save"),
        (closing, "record"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_failure_anywhere_leaves_everything_sealed_and_is_mended_by_a_retry(
    answered, monkeypatch, where, what
):
    def fail(*args, **kwargs):
        raise Forced

    with monkeypatch.context() as patch:
        patch.setattr(where, what, fail)
        with pytest.raises(Forced):
            close(answered)
    assert is_sealed(answered)
    assert queries.round_results(close(answered)).turnout == "11 of 12 answered"


def test_failure_after_the_commit_is_mended_by_a_retry(answered, monkeypatch):
    def fail(round_id):
        raise Forced

    with monkeypatch.context() as patch:
        patch.setattr(keyring, "destroy", fail)
        with pytest.raises(Forced):
            close(answered)
    answered.refresh_from_db()
    assert answered.state == Round.State.CLOSED
    assert keyring.kept() == {answered.pk}
    close(answered)
    assert keyring.kept() == set()


def close_by_job(round_, do_jobs):
    Round.objects.filter(pk=round_.pk).update(opens_at=round_.opens_at - (round_.closes_at - round_.opens_at))
    Round.objects.filter(pk=round_.pk).update(closes_at=round_.opens_at)
    round_.refresh_from_db()
    actions.enqueue_closing(round_)
    do_jobs(expect_failures=True)
    return Job.objects.get(kind="surveys.close")


def test_envelope_missing_stops_publication(answered, do_jobs):
    Ballot.objects.first().delete()
    job = close_by_job(answered, do_jobs)
    assert job.state == Job.State.QUEUED
    assert "nothing was published" in job.error
    assert not any(character.isdigit() for character in job.error)
    assert not Finding.objects.exists()
    assert Ballot.objects.count() == 10
    problem = queries.round_problem(Round.objects.get(pk=answered.pk))
    assert (problem.words, problem.goes_on) == (job.error, True)


def test_envelope_too_many_stops_publication(answered, invitations, do_jobs):
    Invitation.objects.filter(pk=invitations[0].pk).update(answered=False)
    assert "does not match" in close_by_job(answered, do_jobs).error
    assert is_sealed_but_for_flags(answered)


def is_sealed_but_for_flags(round_) -> bool:
    return Ballot.objects.count() == 11 and not Finding.objects.exists() and keyring.kept() == {round_.pk}


def test_damaged_envelope_stops_publication(answered, do_jobs):
    ballot = Ballot.objects.first()
    ballot.sealed = bytes(ballot.sealed)[:-1] + b"\0"
    ballot.save()
    assert "can't be opened" in close_by_job(answered, do_jobs).error
    assert is_sealed_but_for_flags(answered)


def test_copied_envelope_counts_once(answered):
    original = Ballot.objects.first()
    Ballot.objects.create(round=answered, sealed=bytes(original.sealed))
    assert close(answered).answered == 11


def test_unmounted_keyring_is_waited_for(answered, do_jobs, settings):
    there, settings.KEYRING_DIR = settings.KEYRING_DIR, ""
    job = close_by_job(answered, do_jobs)
    assert job.state == Job.State.QUEUED
    assert "still sealed" in job.error
    settings.KEYRING_DIR = there
    closing.close_round(answered.pk)
    assert Round.objects.get(pk=answered.pk).state == Round.State.CLOSED


def test_lost_key_voids_the_round_and_tells_everybody(answered, do_jobs, mailoutbox):
    keyring.destroy(answered.pk)
    mailoutbox.clear()
    close(answered)
    assert answered.state == Round.State.VOID
    assert not Ballot.objects.exists()
    assert not Finding.objects.exists()
    do_jobs()
    assert len(mailoutbox) == 12
    assert "could not be counted" in mailoutbox[0].body
    assert not Invitation.objects.exclude(person=None, answered=None).exists()
    assert AuditEvent.objects.filter(event="round.voided").exists()


# --- Keys of rounds that ended ------------------------------------------------


def test_sweep_destroys_a_key_that_came_back(answered):
    close(answered)
    keyring.make_pair(answered.pk)
    closing.destroy_spent_keys()
    assert keyring.kept() == set()


def test_sweep_spares_keys_of_running_and_unknown_rounds(answered):
    unknown = type(answered.pk)("00000000-0000-4000-8000-000000000000")
    keyring.make_pair(unknown)
    closing.destroy_spent_keys()
    assert keyring.kept() == {answered.pk, unknown}


def test_ballots_say_nothing_but_round_and_ciphertext(answered):
    with connection.cursor() as cursor:
        columns = {
            column.name for column in connection.introspection.get_table_description(cursor, "surveys_ballot")
        }
    assert columns == {"id", "round_id", "sealed"}
    sizes = {len(bytes(ballot.sealed)) for ballot in Ballot.objects.all()}
    assert len(sizes) == 1


def test_commit_times_are_not_kept(db):
    with connection.cursor() as cursor:
        cursor.execute("SHOW track_commit_timestamp")
        assert cursor.fetchone() == ("off",)
