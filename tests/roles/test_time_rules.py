"""Which months can be written, and what others see of logged time: pure."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.roles.time_rules import (
    KINDS,
    LEAST,
    LEAST_OF_A_PART,
    OTHER,
    Worked,
    is_settled,
    open_months,
    quarter_of,
    settled_quarters,
    sums,
)


def on(year, month, day):
    return date(year, month, day)


@pytest.mark.parametrize(
    ("today", "months"),
    [
        (on(2026, 11, 22), [on(2026, 11, 1), on(2026, 10, 1)]),
        (on(2026, 10, 14), [on(2026, 10, 1), on(2026, 9, 1), on(2026, 8, 1), on(2026, 7, 1)]),
        (on(2026, 10, 15), [on(2026, 10, 1)]),
        (on(2027, 1, 1), [on(2027, 1, 1), on(2026, 12, 1), on(2026, 11, 1), on(2026, 10, 1)]),
    ],
)
def test_months_are_open_through_their_quarter_and_two_weeks_more(today, months):
    assert open_months(today) == months


@given(st.dates(on(2020, 1, 1), on(2100, 1, 1)))
def test_a_month_that_can_be_written_is_in_no_quarter_that_is_shown(today):
    shown = settled_quarters(today, 4)

    assert len(shown) == 4
    assert not {quarter_of(month) for month in open_months(today)} & set(shown)
    assert all(is_settled(quarter, today) for quarter in shown)


def people(*rows):
    """(leads, sessions of meetings, of change) each."""
    return [Worked(leads, {"meetings": meetings, "change": change}) for leads, meetings, change in rows]


SIX = people((True, 12, 8), (True, 10, 0), (False, 4, 4), (False, 3, 3), (False, 2, 0), (False, 4, 0))


def test_sums_are_coarse():
    found = sums(SIX)

    assert found.sessions == 50
    assert found.kinds == ((KINDS["meetings"], 70), (KINDS["change"], 30))
    assert found.beyond == 40


def test_nothing_is_shown_of_fewer_than_five_who_logged_any():
    assert sums([*SIX[:4], Worked(False, {})]) is None
    assert sums([]) is None


def test_the_share_beyond_is_not_shown_where_one_side_is_one_or_two_people():
    alone = people((True, 12, 8), *[(False, 3, 3)] * 5)
    assert sums(alone).beyond is None
    few = people(*[(True, 12, 8)] * 4, (False, 4, 4), (False, 3, 3))
    assert sums(few).beyond is None
    assert sums(people(*[(False, 3, 3)] * 5)).beyond == 100


def test_a_kind_of_one_person_is_put_together_with_another():
    rare = [*SIX, Worked(False, {"partners": 9})]

    assert [words for words, _ in sums(rare).kinds] == [KINDS["meetings"], OTHER]


amounts = st.dictionaries(st.sampled_from(list(KINDS)), st.integers(0, 30).map(lambda half: half / 2))


@given(st.lists(st.builds(Worked, st.booleans(), amounts), max_size=12))
def test_whatever_people_log_each_part_that_is_shown_is_of_enough_people(rows):
    found = sums(rows)
    logged = [one for one in rows if one.total]
    if len(logged) < LEAST:
        assert found is None
        return
    for words, share in found.kinds:
        named = [kind for kind in KINDS if KINDS[kind] == words]
        if named:
            assert sum(one.sessions.get(named[0], 0) > 0 for one in logged) >= LEAST_OF_A_PART
        assert share % 10 == 0
    assert sum(words == OTHER for words, _ in found.kinds) <= 1
