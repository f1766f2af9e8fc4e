"""How a network stands beside others: from what they published, recomputed once a quarter. Pure; point 8 of "The
anonymous engine".

A set of networks is fixed (an area, England, a class of peers), never chosen by who asks. A benchmark is a function of
the set, of who asks and of the quarter: what is published within a quarter changes no benchmark until the next
begins, so that nobody can compare one from before a release with one from after it."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import accumulate
from statistics import quantiles

# Fewest other networks that a benchmark is made of.
OTHERS = 8
# The means there are, in tenths.
TENTHS = range(10, 51)


@dataclass(frozen=True)
class Contribution:
    """A mean that ``network`` published on ``day`` and gave for comparison, to 0.1."""

    network: str
    day: date
    mean: float


@dataclass(frozen=True)
class Benchmark:
    """The ``median`` of the latest means of ``others`` networks, and between which two the middle half of them lies
    (``low`` to ``high``); all to 0.1."""

    others: int
    median: float
    low: float
    high: float


def quarter_of(day: date) -> date:
    """The first day of the calendar quarter of ``day``."""
    return date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)


def benchmark(contributions: Iterable[Contribution], *, asking: str, on: date) -> Benchmark | None:
    """What ``asking`` may be shown on any day of the quarter of ``on``: of each other network of the set the latest
    mean published before that quarter. None where fewer than 8 others have one.

    Quartiles as by R. J. Hyndman and Y. Fan, "Sample Quantiles in Statistical Packages", The American Statistician 50
    (1996), type 7."""
    latest: dict[str, Contribution] = {}
    for one in sorted(contributions, key=lambda one: one.day):
        if one.network != asking and one.day < quarter_of(on):
            latest[one.network] = one
    return _of([one.mean for one in latest.values()])


def counted(means: Iterable[float]) -> list[int]:
    """How many of ``means`` are 1.0, 1.1, … 5.0: all that a set needs to keep of those who count in it."""
    counts = [0] * len(TENTHS)
    for mean in means:
        counts[_bin(mean)] += 1
    return counts


def of_counts(counts: Sequence[int], *, own: float | None = None) -> Benchmark | None:
    """The `benchmark` of a set kept as `counted`. ``own`` is the mean that whoever asks gave to it: it is taken out
    again. None where they gave none."""
    others = list(counts)
    if own is not None:
        others[_bin(own)] -= 1
    up_to = list(accumulate(others))
    if up_to[-1] < OTHERS:
        return None
    low, median, high = (_quartile(up_to, number) for number in (1, 2, 3))
    return Benchmark(up_to[-1], median, low, high)


def _quartile(up_to: Sequence[int], number: int) -> float:
    """As in `benchmark`, of means of which so many are at most 1.0, 1.1, …; in fortieths, so that no binary fraction
    decides which way a half goes."""
    place, rest = divmod(number * (up_to[-1] - 1), 4)
    below = TENTHS[bisect_right(up_to, place)]
    above = TENTHS[bisect_right(up_to, place + 1)] if rest else below
    return ((4 - rest) * below + rest * above + 2) // 4 / 10


def _of(means: Sequence[float]) -> Benchmark | None:
    if len(means) < OTHERS:
        return None
    low, median, high = quantiles(means, n=4, method="inclusive")
    return Benchmark(len(means), _tenth(median), _tenth(low), _tenth(high))


def _bin(mean: float) -> int:
    return round(mean * 10) - TENTHS.start


def _tenth(value: float) -> float:
    """Half rounded up, as people do it, and as the means it comes from are."""
    return float(Decimal(str(round(value, 6))).quantize(Decimal("0.1"), ROUND_HALF_UP))
