"""What is computed from published shares, against independent references and cases worked by hand."""

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from apps.surveys import statistics

percents = st.lists(st.integers(0, 100), min_size=5, max_size=5).filter(any)


@given(st.lists(st.integers(1, 5), min_size=1, max_size=60))
def test_median_agrees_with_numpy(answers):
    counts = statistics.histogram(answers, 5)
    assert statistics.median(counts) == numpy.median(answers)


def test_nothing_has_no_median_and_no_agreement():
    for function in (statistics.median, statistics.agreement):
        with pytest.raises(ValueError, match="Nothing"):
            function((0, 0, 0, 0, 0))


@pytest.mark.parametrize(
    ("shares", "a"),
    [
        ((0, 0, 100, 0, 0), 1),
        ((20, 20, 20, 20, 20), 0),
        ((50, 0, 0, 0, 50), -1),
        # Two layers by hand: 10 of every answer (50 %, A = 0), then 50 of the third (A = 1).
        ((10, 10, 60, 10, 10), 0.5),
        # One layer, two answers side by side: U = 1, A = 1 − 1/4.
        ((0, 0, 0, 50, 50), 0.75),
        # One layer 1 0 1 0 0: triples 1 1 0 twice, 1 0 1 once: U = (3 · 2 − 4 · 1) / (3 · 3) = 2/9, times 1 − 1/4.
        ((50, 0, 50, 0, 0), 1 / 6),
        # The paper's longer scale: seven answers.
        ((30, 40, 210, 130, 530, 50, 10), 0.6113333),
    ],
)
def test_agreement_worked_by_hand(shares, a):
    assert statistics.agreement(shares) == pytest.approx(a, abs=1e-6)


@given(percents)
def test_agreement_is_the_same_read_backwards_and_in_bounds(shares):
    a = statistics.agreement(shares)
    assert -1 - 1e-9 <= a <= 1 + 1e-9
    assert statistics.agreement(shares[::-1]) == pytest.approx(a)


@given(percents, st.integers(2, 9))
def test_agreement_depends_on_shares_only(shares, times):
    assert statistics.agreement([times * s for s in shares]) == pytest.approx(statistics.agreement(shares))


@given(st.lists(st.integers(1, 5), min_size=2, max_size=80))
def test_standard_error_agrees_with_scipy(answers):
    counts, n = statistics.histogram(answers, 5), len(answers)
    assert statistics.standard_error(counts, n, invited=1000) == pytest.approx(stats.sem(answers))
    corrected = stats.sem(answers) * numpy.sqrt((n + 1 - n) / n)
    assert statistics.standard_error(counts, n, invited=n + 1) == pytest.approx(corrected)


def test_everybody_answered_leaves_no_error():
    assert statistics.standard_error((10, 20, 30, 20, 20), 50, invited=50) == 0


def test_one_answer_has_no_spread():
    with pytest.raises(ValueError, match="spread"):
        statistics.standard_error((100, 0, 0, 0, 0), 1, invited=9)


@pytest.mark.parametrize(
    ("then", "now", "error", "words"),
    [
        (3.0, 3.5, 0.1, "likely up"),
        (3.5, 3.0, 0.1, "likely down"),
        (3.0, 3.5, 0.3, "no clear change"),
        (3.0, 3.1, 0.0, "no clear change"),
        (3.0, 3.2, 0.0, "likely up"),
        (3.0, 4.5, None, "too few to say"),
        (None, 3.0, 0.1, ""),
        (3.0, None, None, ""),
    ],
)
def test_change_in_words(then, now, error, words):
    assert statistics.change_words(then, now, error) == words


def test_no_view():
    assert statistics.no_view(30, 40) == 25
    assert statistics.no_view(40, 40) == 0
    assert statistics.no_view(0, 8) == 100
