"""Real threads and transactions: whoever presses when, an ask is in one state, and a network supports it once."""

import pytest

from apps.asks import actions, queries
from apps.asks.models import Ask, Support
from tests import factories
from tests.reports.full import full_snapshot
from tests.reports.making import report_of
from tests.surveys.test_concurrency import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_withdrawing_and_replying_at_once_leave_one_state(network, director, lead):
    ask = factories.ask_of(network)
    at_once(
        [
            lambda: actions.withdraw(ask=ask, by=director),
            lambda: actions.reply(ask=ask, by=lead, reply="accepted", words="Yes."),
        ]
    )
    ask.refresh_from_db()
    assert (ask.state, ask.reply) in (("withdrawn", ""), ("replied", "accepted"))
    assert ask.changes.count() == 1


def test_pressed_many_times_at_once_it_is_sent_and_supported_once(
    network, director, other_network, other_director
):
    ask = factories.ask_of(network, state="draft")
    assert at_once([lambda: actions.send(ask=ask, by=director)] * 3).count("done") == 1
    Ask.objects.update(shown="named")
    support = {"ask": ask, "network": other_network, "by": other_director}
    assert at_once([lambda: actions.support(**support)] * 3).count("done") == 1
    assert Support.objects.filter(ended_on=None).count() == 1
    assert ask.changes.count() == 1


def test_a_report_is_taken_once(network, manager):
    report = report_of(network, state="released", snapshot=full_snapshot())
    lines = len(set(queries.lines_of(report)))
    found = at_once([lambda: actions.take_from_report(network=network, by=manager, report=report)] * 3)
    assert sorted(str(one) for one in found) == [str(lines), "done", "done"]  # of which two made none
    assert network.asks.count() == lines
