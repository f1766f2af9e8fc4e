"""Our whole-number arithmetic against independent references."""

from fractions import Fraction

import numpy
from hypothesis import given
from hypothesis import strategies as st

from apps.surveys import statistics

fives = st.lists(st.integers(0, 60), min_size=5, max_size=5).filter(any)


def rounded(value: Fraction) -> int:
    """Half up, exactly."""
    return (value + Fraction(1, 2)).__floor__()


@given(fives)
def test_mean_agrees_with_exact_fractions_and_numpy(counts):
    exact = Fraction(sum(a * c for a, c in enumerate(counts, 1)), sum(counts))
    assert statistics.mean_tenths(counts) == rounded(exact * 10)
    assert (
        abs(statistics.mean_tenths(counts) / 10 - numpy.average(range(1, 6), weights=counts)) <= 0.05 + 1e-9
    )


@given(fives)
def test_percents_agree_with_exact_fractions(counts):
    n = sum(counts)
    assert statistics.whole_percents(counts) == tuple(rounded(Fraction(100 * c, n)) for c in counts)


def test_half_is_rounded_up():
    assert statistics.mean_tenths((0, 0, 13, 7, 0)) == 34  # 3.35, which binary fractions hold as 3.3499…
    assert statistics.whole_percents((1, 7, 0, 0, 0)) == (13, 88, 0, 0, 0)
    assert statistics.mean_of_means([3.4, 3.5]) == 3.5


@given(st.integers(1, 200).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_band_holds_the_share(count_and_n):
    count, n = count_and_n
    low, high = statistics.band(count, n)
    share = Fraction(100 * count, n)
    assert low <= share
    assert share < high or share == high == 100


def test_bands_hold_their_lower_end():
    assert [statistics.band(count, 10) for count in (0, 2, 4, 6, 8, 10)] == [
        (0, 20), (20, 40), (40, 60), (60, 80), (80, 100), (80, 100),
    ]  # fmt: skip


@given(st.lists(st.one_of(st.none(), st.integers(1, 5)), max_size=60))
def test_histogram_agrees_with_numpy_whatever_the_order(answers):
    known = [answer for answer in answers if answer is not None]
    reference = tuple(numpy.bincount(known, minlength=6)[1:].tolist()) if known else (0,) * 5
    assert statistics.histogram(answers, 5) == statistics.histogram(sorted(known), 5) == reference


def test_mean_of_no_means_is_none():
    assert statistics.mean_of_means([]) is None
