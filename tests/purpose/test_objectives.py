"""Objectives of a year: how they come along and how they end."""

from datetime import date, timedelta

import pytest

from apps.core.contributions import person_holdings
from apps.purpose import objective_actions as actions
from apps.purpose import queries, words, years
from apps.purpose.actions import PurposeRefused
from apps.purpose.models import Objective
from tests import factories

YEAR = years.Year(2026)


@pytest.fixture
def owner(network):
    return factories.PersonFactory(network=network)


@pytest.fixture
def objective(network, manager, owner):
    return actions.add_objective(
        network=network, by=manager, year=2026, text="Answer the phone", measure="In 5 minutes", owner=owner
    )


@pytest.mark.parametrize(
    ("day", "begins"), [(date(2026, 3, 31), 2025), (date(2026, 4, 1), 2026), (date(2027, 1, 1), 2026)]
)
def test_a_year_runs_from_april_to_march(day, begins):
    year = years.of(day)
    assert year.begins == begins
    assert year.start <= day <= year.end
    assert (YEAR.title, YEAR.short) == ("April 2026 to March 2027", "2026 to 2027")
    assert (YEAR.is_over(date(2027, 3, 31)), YEAR.is_over(date(2027, 4, 1))) == (False, True)


def test_carried_over_it_appears_in_the_next_year_with_its_origin(manager, objective, owner):
    following = actions.end_objective(objective=objective, by=manager, outcome="carried", reason="Too late")
    objective.refresh_from_db()
    assert (objective.outcome, objective.reason, objective.carried_to) == ("carried", "Too late", following)
    assert (following.year, following.owner, following.origin, following.is_open) == (
        2027,
        owner,
        objective,
        True,
    )


def test_carried_over_from_a_leaver_it_belongs_to_nobody(manager, network, objective, owner, today):
    owner.active_to = today
    owner.save()
    assert queries.orphaned_objectives([network]).get() == objective
    assert (
        actions.end_objective(objective=objective, by=manager, outcome="carried", reason="Gone").owner is None
    )


def test_what_has_ended_is_not_rewritten_until_it_is_opened_again(manager, objective, owner):
    actions.end_objective(objective=objective, by=manager, outcome="carried", reason="Too late")
    for act in (
        lambda: actions.change_objective(objective=objective, by=manager, text="x", measure="y", owner=owner),
        lambda: actions.note_progress(objective=objective, by=manager, text="x"),
        lambda: actions.end_objective(objective=objective, by=manager, outcome="kept", reason=""),
        lambda: actions.delete_objective(objective=objective, by=manager),
    ):
        with pytest.raises(PurposeRefused):
            act()
    actions.reopen_objective(objective=objective, by=manager)
    assert Objective.objects.get().is_open


def test_it_can_not_be_opened_again_once_work_goes_on_in_the_next_year(manager, objective):
    following = actions.end_objective(objective=objective, by=manager, outcome="carried", reason="Too late")
    actions.note_progress(objective=following, by=manager, text="Begun")
    with pytest.raises(PurposeRefused, match="has begun"):
        actions.reopen_objective(objective=objective, by=manager)
    with pytest.raises(PurposeRefused, match="stays on record"):
        actions.delete_objective(objective=following, by=manager)


def test_a_leaver_hands_their_objectives_over(manager, network, objective, owner, today):
    other = factories.PersonFactory(network=network)
    [held] = person_holdings.of([owner.pk])[owner.pk]
    assert held.text == "Owns the objective “Answer the phone”"
    held.hand_over(to=other, by=manager, on=today)
    assert list(person_holdings.of([owner.pk, other.pk])) == [other.pk]


def test_a_year_holds_a_score_of_them(manager, network, objective, owner):
    for _ in range(actions.MOST_A_YEAR - 1):
        factories.objective_of(network, year=2026)
    with pytest.raises(PurposeRefused, match="room for"):
        actions.add_objective(network=network, by=manager, year=2026, text="x", measure="y", owner=owner)


@pytest.mark.parametrize(
    ("counts", "day", "said"),
    [
        ({}, YEAR.start, "No objectives yet"),
        ({"": 1}, YEAR.end, "1 objective, still open"),
        ({"": 3}, YEAR.end, "3 objectives, all open"),
        (
            {"": 1},
            YEAR.end + timedelta(days=1),
            "1 objective, the year is over and nobody has said yet how it ended",
        ),
        (
            {"kept": 3, "carried": 1, "missed": 1},
            YEAR.end,
            "5 objectives: 3 kept, 1 carried over and 1 missed",
        ),
        ({"kept": 1, "": 2}, YEAR.end, "3 objectives: 1 kept and 2 still open"),
    ],
)
def test_headline(counts, day, said):
    whole = {"kept": 0, "carried": 0, "missed": 0, "": 0} | counts
    assert words.headline(whole, YEAR, day) == said
