"""Whether a meeting can decide, by the network's rule."""

from types import SimpleNamespace

import pytest

from apps.core.contributions import QuorumRule
from apps.meetings.quorum import quorum

RULE = QuorumRule(votes=3, of_practices=2, with_director=True)


def seated(seat="", *, votes=True, practice=7, director=False, present=True):
    return SimpleNamespace(
        pk=id(object()),
        seat=seat,
        votes=votes,
        practice_id=practice,
        is_director=director,
        is_present=present,
    )


DIRECTOR = seated("d", practice=None, director=True)


def test_enough_are_there():
    found = quorum([DIRECTOR, seated("a"), seated("b")], RULE)
    assert found.is_met
    assert found.needs == "3 votes, 2 of them of practices, and the clinical director"


@pytest.mark.parametrize(
    ("people", "missing"),
    [
        ([], ("3 votes", "the votes of 2 practices", "the clinical director")),
        ([DIRECTOR, seated("a"), seated("a")], ("one vote", "one practice’s vote")),
        ([seated("a"), seated("b"), seated("c")], ("the clinical director",)),
        ([DIRECTOR, seated("a"), seated("b", present=False)], ("one vote", "one practice’s vote")),
        ([DIRECTOR, seated("a"), seated("b", votes=False)], ("one vote", "one practice’s vote")),
        ([DIRECTOR, seated("a"), seated("c", practice=None)], ("one practice’s vote",)),
    ],
)
def test_what_is_missing_is_named(people, missing):
    assert quorum(people, RULE).missing == missing


def test_without_a_rule_nobody_can_say():
    found = quorum([DIRECTOR], None)
    assert found.is_met is None
    assert found.needs == ""
