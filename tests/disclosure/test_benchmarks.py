"""How a network stands beside others: nothing changes with one release, and too few others are nobody's business."""

from datetime import date, timedelta
from random import Random
from statistics import fmean

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.surveys.benchmarks import Contribution, benchmark, quarter_of

SPRING = date(2026, 4, 1)


def contributions(means, day=date(2026, 2, 10)):
    return [Contribution(f"U{number}", day, mean) for number, mean in enumerate(means)]


def tenths(low: int, high: int):
    return st.integers(low, high).map(lambda number: number / 10)


@given(st.lists(tenths(10, 50), min_size=8, max_size=40))
def test_quartiles_agree_with_numpy(means):
    found = benchmark(contributions(means), asking="another", on=SPRING)
    wanted = numpy.quantile(means, [0.25, 0.5, 0.75])
    assert [found.low, found.median, found.high] == pytest.approx(wanted, abs=0.05 + 1e-6)
    assert found.others == len(means)


def test_seven_others_are_too_few_and_the_asker_counts_for_none():
    eight = contributions([3.1, 3.2, 3.3, 3.4, 3.5, 3.6, 3.7, 3.8])
    assert benchmark(eight, asking="U0", on=SPRING) is None
    assert benchmark(eight[1:], asking="another", on=SPRING) is None
    assert benchmark(eight, asking="another", on=SPRING).median == 3.5  # 3.45, half up


def test_the_latest_of_each_network_before_the_quarter_counts():
    old, new = contributions([2.0] * 9, date(2025, 5, 1)), contributions([4.0] * 9, date(2026, 3, 31))
    assert benchmark([*new, *old], asking="U0", on=SPRING).median == 4.0
    assert benchmark([*new, *old], asking="U0", on=SPRING - timedelta(days=1)).median == 2.0


@pytest.mark.parametrize(
    ("day", "quarter"),
    [
        (date(2026, 1, 1), date(2026, 1, 1)),
        (date(2026, 6, 30), SPRING),
        (date(2026, 12, 31), date(2026, 10, 1)),
    ],
)
def test_quarters(day, quarter):
    assert quarter_of(day) == quarter


def naive(contributions, *, asking, on):
    """The mean of all others up to today, with how many they are."""
    means = [one.mean for one in contributions if one.network != asking and one.day <= on]
    return len(means), fmean(means)


def released_between(rule, release: Contribution, before: list) -> float | None:
    """The attack: ask on the day before a release and on the day after it; what did the newcomer publish?"""
    days = release.day - timedelta(days=1), release.day + timedelta(days=1)
    then, now = (rule([*before, release], asking="U0", on=day) for day in days)
    if then == now:
        return None
    (few, low), (many, high) = then, now
    return many * high - few * low


@pytest.mark.parametrize("mean", [1.3, 3.4, 5.0])
def test_release_is_not_seen_in_the_benchmark(mean):
    choose = Random(str(mean))
    before = contributions([choose.randint(20, 45) / 10 for _ in range(12)])
    release = Contribution("new", date(2026, 5, 5), mean)
    assert released_between(benchmark, release, before) is None
    assert released_between(naive, release, before) == pytest.approx(mean)


def test_release_of_a_quarter_gives_no_mean_away_when_the_next_begins():
    """Even alone in its quarter: a newcomer only moves the middle, by as much wherever above (or below) it lies."""
    before = contributions([2.6, 2.8, 3.0, 3.1, 3.3, 3.4, 3.6, 3.8, 4.0])
    summer = date(2026, 7, 1)
    seen = {}
    for mean in range(10, 51):
        new = Contribution("new", date(2026, 5, 5), mean / 10)
        seen.setdefault(benchmark([*before, new], asking="U0", on=summer), []).append(mean / 10)
    # One below or above the middle half looks like every other there.
    far = [means for means in seen.values() if min(means) < 2.5 or max(means) > 4.0]
    assert all(len(means) >= 8 for means in far)
