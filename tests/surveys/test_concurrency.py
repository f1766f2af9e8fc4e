"""Real threads and transactions: an answer counts once, and either in the count or not at all."""

import threading
import time

import pytest
from django.db import connection, transaction

from apps.surveys import actions, answering, closing, keyring, opening, queries
from apps.surveys.models import Ballot, Finding, Invitation, Round
from tests import factories

from .conftest import submit

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(functions) -> list:
    """Run all at the same moment in threads of their own; what each returned or raised, in order."""
    barrier, results = threading.Barrier(len(functions)), [None] * len(functions)

    def run(index, function):
        try:
            barrier.wait()
            results[index] = function() or "done"
        except Exception as problem:  # noqa: BLE001 - looked at by the test
            results[index] = type(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=item) for item in enumerate(functions)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results


def test_one_link_on_two_devices_counts_once(open_round, invitations):
    for invitation in invitations[:5]:
        results = at_once([lambda one=invitation: submit(one)] * 4)
        assert sorted(map(str, results)) == sorted(map(str, ["done"] + [answering.LinkSpent] * 3))
    assert Ballot.objects.count() == Invitation.objects.filter(answered=True).count() == 5


CHANGES = {
    "closing": (lambda: Round.objects.update(state=Round.State.CLOSING), answering.RoundOver),
    "cancelled": (lambda: Invitation.objects.update(answered=None), answering.LinkSpent),
    "new link": (lambda: Invitation.objects.update(generation=2), answering.LinkSpent),
    "on time": (lambda: None, "done"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_answer_that_waited_for_the_round_sees_what_became_of_it(open_round, invitations, change):
    """Whoever changes a round holds it; the answer that came meanwhile was read before and stored after."""
    act, expected = CHANGES[change]
    held = threading.Event()

    def hold():
        with transaction.atomic():
            Round.objects.select_for_update().get(pk=open_round.pk)
            held.set()
            wait_until_one_waits()
            act()

    def answer():
        held.wait(30)
        submit(invitations[0])

    assert at_once([hold, answer]) == ["done", expected]
    assert Ballot.objects.count() == Invitation.objects.filter(answered=True).count() == (change == "on time")


def wait_until_one_waits():
    waiting = (
        "SELECT count(*) FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"
    )
    for _ in range(600):
        with connection.cursor() as cursor:
            cursor.execute(waiting)
            if cursor.fetchone()[0]:
                return
        time.sleep(0.05)
    raise AssertionError("Nobody waits for the round.")


def test_answers_while_the_round_closes_are_counted_or_refused(ask, network, do_jobs):
    round_ = ask(people=factories.PersonFactory.create_batch(30, network=network))
    do_jobs()
    round_.refresh_from_db()
    invitations = list(Invitation.objects.filter(round=round_))
    for invitation in invitations[:15]:
        submit(invitation)
    manager = type("By", (), {"pk": None})()

    def close():
        actions.close_now(round_=round_, by=manager)
        closing.close_round(round_.pk)

    results = at_once([*(lambda one=one: submit(one) for one in invitations[15:]), close])
    assert results[-1] == "done"
    assert set(results[:-1]) <= {"done", answering.RoundOver}
    closed = Round.objects.get(pk=round_.pk)
    assert closed.state == Round.State.CLOSED
    assert closed.answered == 15 + results[:-1].count("done")
    assert queries.round_results(closed).themes[0].questions[0].figure.n == closed.answered
    assert not Ballot.objects.exists()


def test_two_workers_close_a_round_once(open_round, invitations):
    for invitation in invitations:
        submit(invitation)
    results = at_once([lambda: closing.close_round(open_round.pk, now=open_round.closes_at)] * 3)
    assert results == ["done"] * 3
    assert Finding.objects.count() == len(open_round.definition.questions)
    assert Round.objects.get(pk=open_round.pk).answered == 12
    assert keyring.kept() == set()


def test_two_workers_make_one_key(ask):
    round_ = ask()
    assert at_once([lambda: opening.prepare(round_.pk)] * 3) == ["done"] * 3
    round_.refresh_from_db()
    assert bytes(keyring.private_key(round_.pk).public_key) == bytes(round_.public_key)


def test_two_managers_open_one_round(ask):
    results = at_once([ask] * 3)
    assert results.count(actions.RoundRefused) == 2
    assert Round.objects.count() == 1
