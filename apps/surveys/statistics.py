"""Arithmetic on histograms of answers. No Django, no rows of people: counts in, figures out.

A histogram is a sequence of counts of the answers 1, 2, … in order; "don't know" and skipped are in none."""

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import combinations
from math import sqrt


def valid(counts: Sequence[int]) -> int:
    """How many gave a valid answer (a number of people)."""
    return sum(counts)


def mean_tenths(counts: Sequence[int]) -> int:
    """The arithmetic mean of the answers in tenths, half rounded up: 34 stands for 3.4.

    Sum of answer times count over the number of valid answers; in whole numbers, so that no binary fraction
    decides which way a half goes. Raises ZeroDivisionError where nobody answered."""
    total, n = sum(answer * count for answer, count in enumerate(counts, start=1)), valid(counts)
    return (20 * total + n) // (2 * n)


def whole_percents(counts: Sequence[int]) -> tuple[int, ...]:
    """Each count as a whole percentage of all valid answers, half rounded up.

    Each is rounded by itself, so that equal counts stay equal: the sum may miss 100 by a point or two."""
    n = valid(counts)
    return tuple((200 * count + n) // (2 * n) for count in counts)


def band(count: int, n: int) -> tuple[int, int]:
    """The fifth of the percentage scale that ``count`` of ``n`` falls into: (0, 20), (20, 40) … (80, 100).

    Each band holds its lower end; the last holds 100 as well."""
    fifth = min(4, 5 * count // n)
    return 20 * fifth, 20 * fifth + 20


def third(count: int, n: int) -> str:
    """ "under" a third, "between" one and two thirds (both ends included), or "over" two thirds of ``n``."""
    if 3 * count < n:
        return "under"
    return "over" if 3 * count > 2 * n else "between"


def mean_of_means(means: Iterable[float]) -> float | None:
    """The unweighted mean of question means (each to 0.1), itself to 0.1, half rounded up; None without any.

    DOMAIN.md, section 2: the score of a theme is the mean of the published means of its questions."""
    tenths = [round(10 * mean) for mean in means]
    return (2 * sum(tenths) + len(tenths)) // (2 * len(tenths)) / 10 if tenths else None


def histogram(answers: Iterable[int | None], options: int) -> tuple[int, ...]:
    """How many gave each of the answers 1 to ``options``; None ("don't know", skipped) counts nowhere."""
    counts = [0] * options
    for answer in answers:
        if answer is not None:
            counts[answer - 1] += 1
    return tuple(counts)


# --- From published shares -----------------------------------------------------------------------------------
# What follows reads what was published (whole percents of the answers 1, 2, …), never the counts behind it, so
# that it says nothing new about anybody. Rounding makes it good to about a tenth of a point.


def median(shares: Sequence[int]) -> float:
    """The answer in the middle: the smallest one that half of the answers do not exceed; 3.5 where exactly half
    are 3 or less and half 4 or more. Raises ValueError where all shares are nought."""
    half, total, reached = sum(shares) / 2, 0, None
    if not half:
        raise ValueError("Nothing was answered.")
    for answer, share in enumerate(shares, start=1):
        if reached is not None and share:
            return (reached + answer) / 2
        total += share
        if total > half:
            return float(answer)
        if total == half and reached is None:
            reached = answer
    return float(answer)


def share_agreeing(shares: Sequence[int]) -> int:
    """The percentage that answered 4 or 5."""
    return shares[3] + shares[4]


def no_view(n: int, answered: int) -> int:
    """The whole percentage of those who took part and had no view on a question, half rounded up."""
    return (200 * (answered - n) + answered) // (2 * answered)


def agreement(shares: Sequence[float]) -> float:
    """Van der Eijk's A: 1 where all give one answer, 0 where every answer is as frequent, −1 where half stand at
    each end.

    Source: C. van der Eijk, "Measuring agreement in ordered rating scales", Quality & Quantity 35 (2001),
    325–341. The shares are taken apart into layers, each as high as its smallest part; A is the mean of the
    layers' agreement, weighted by their size. Raises ValueError where all shares are nought."""
    rest, total = list(shares), sum(shares)
    if not total:
        raise ValueError("Nothing was answered.")
    result = 0.0
    while any(rest):
        height = min(share for share in rest if share)
        pattern = tuple(bool(share) for share in rest)
        result += _agreement_of(pattern) * height * sum(pattern) / total
        rest = [share - height if share else 0 for share in rest]
    return result


@cache
def _agreement_of(pattern: tuple[bool, ...]) -> float:
    """A of a layer: U · (1 − (S − 1) / (K − 1)), with S of K answers given and U from 1 (a single peak) down."""
    answers, given = len(pattern), sum(pattern)
    triples = list(combinations(pattern, 3))
    single, double = triples.count((1, 1, 0)) + triples.count((0, 1, 1)), triples.count((1, 0, 1))
    unimodality = 1.0
    if single + double:
        unimodality = ((answers - 2) * single - (answers - 1) * double) / ((answers - 2) * (single + double))
    return unimodality * (1 - (given - 1) / (answers - 1))


def standard_error(shares: Sequence[int], n: int, invited: int | None) -> float:
    """Of the mean of ``n`` answers, in points of the scale, where ``invited`` people were asked (None: nobody knows).

    Square root of s² / n, s² being the variance with n − 1. Where most of the invited answered, times the
    finite-population correction (N − n) / (N − 1): they are not a sample of many, they are nearly all there are
    (W. G. Cochran, Sampling Techniques, 3rd edition, section 2.6). Raises ValueError below two answers."""
    if n < 2:
        raise ValueError("One answer has no spread.")
    total = sum(shares)
    mean = sum(answer * share for answer, share in enumerate(shares, start=1)) / total
    variance = sum(share * (answer - mean) ** 2 for answer, share in enumerate(shares, start=1)) / total
    squared = variance / (n - 1)
    if invited and 2 * n > invited:
        squared *= (invited - n) / (invited - 1)
    return sqrt(squared)


# Means are published to 0.1: a smaller difference may be rounding alone.
LEAST_CHANGE = 0.2


def change_words(then: float | None, now: float | None, error: float | None) -> str:
    """How a change of a published mean reads: "likely up", "likely down", "no clear change", or "too few to
    say" where there is no ``error`` (the standard error of the difference, in points); empty without both means.

    Likely: at least 0.2, and outside 1.96 standard errors (a normal 95 % interval of an unpaired difference)."""
    if then is None or now is None:
        return ""
    if error is None:
        return "too few to say"
    difference = round(now - then, 1)
    if abs(difference) < LEAST_CHANGE or abs(difference) <= 1.96 * error:
        return "no clear change"
    return "likely up" if difference > 0 else "likely down"
