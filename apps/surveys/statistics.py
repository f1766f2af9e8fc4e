"""Arithmetic on histograms of answers. No Django, no rows of people: counts in, figures out.

A histogram is a sequence of counts of the answers 1, 2, … in order; "don't know" and skipped are in none."""

from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal


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
    values = [Decimal(str(mean)) for mean in means]
    if not values:
        return None
    return float((sum(values) / len(values)).quantize(Decimal("0.1"), ROUND_HALF_UP))


def histogram(answers: Iterable[int | None], options: int) -> tuple[int, ...]:
    """How many gave each of the answers 1 to ``options``; None ("don't know", skipped) counts nowhere."""
    counts = [0] * options
    for answer in answers:
        if answer is not None:
            counts[answer - 1] += 1
    return tuple(counts)
