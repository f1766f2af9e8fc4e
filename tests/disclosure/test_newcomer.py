"""A lone newcomer: one person joins between two rounds. How much better than by the base rate can their answer be
guessed, by somebody who knows who joined, how people answer in general, and every published figure of both rounds?

The others answer as people do who are asked again after months: two in five give another answer, by one step (retests
of five-point items agree in about six of ten answers), and one in ten does not answer. Where all others answer exactly
as before, no rounding would protect the newcomer: `docs/trust.md`, "Honest limits"."""

from random import Random
from statistics import fmean

import numpy
import pytest

from apps.surveys.disclosure import Figure, publish

ANSWERS = range(1, 6)
IN_GENERAL = (0.05, 0.15, 0.25, 0.38, 0.17)
POINTS = 5


def anew(choose: Random, answer: int, change: float) -> int:
    if choose.random() >= change:
        return answer
    return {1: 2, 5: 4}.get(answer) or answer + choose.choice((-1, 1))


def two_rounds(choose: Random, people: int, *, turnout: float, change: float) -> tuple[list, list, int]:
    """Histograms of the round without and with the newcomer, and what the newcomer answered."""
    staff = choose.choices(ANSWERS, IN_GENERAL, k=people)
    newcomer = choose.choices(ANSWERS, IN_GENERAL)[0]
    before = [one for one in staff if choose.random() < turnout]
    after = [anew(choose, one, change) for one in staff if choose.random() < turnout] + [newcomer]
    return [before.count(one) for one in ANSWERS], [after.count(one) for one in ANSWERS], newcomer


def as_numbers(figure: Figure) -> list[float]:
    """What a figure says of how many gave each answer: exactly, or a band's middle shared out as in general."""
    if figure.detail == "full":
        return [figure.n * share / 100 for share in figure.shares] + [figure.n * figure.mean]
    low, middle, high = (figure.n * sum(band) / 200 for band in (figure.low, figure.middle, figure.high))
    return [low / 4, low * 3 / 4, middle, high * 0.7, high * 0.3, figure.n * figure.mean]


def exact(counts) -> Figure:
    """Naive: counts as they are."""
    n = sum(counts)
    mean = sum(answer * count for answer, count in zip(ANSWERS, counts, strict=True)) / n
    return Figure("full", n=n, shares=tuple(100 * count / n for count in counts), mean=mean)


def gain(show, people: int, *, turnout: float, change: float, networks: int) -> float:
    """The attack: learn from half of the networks, where everything is known, how figures move with a newcomer's
    answer, then guess the likeliest in the others (normal discriminant analysis with one covariance). Percentage points
    above guessing the commonest answer."""
    choose = Random(f"{people} {turnout} {change}")
    seen = []
    while len(seen) < networks:
        before, after, newcomer = two_rounds(choose, people, turnout=turnout, change=change)
        figures = show(before), show(after)
        if all(figure.mean is not None for figure in figures):
            then, now = map(as_numbers, figures)
            seen.append(
                (newcomer, [b - a for a, b in zip(then, now, strict=True)] + [figures[1].n - figures[0].n])
            )
    known, unknown = seen[: networks // 2], seen[networks // 2 :]
    by_answer = {answer: numpy.array([moved for one, moved in known if one == answer]) for answer in ANSWERS}
    middle = {answer: moved.mean(axis=0) for answer, moved in by_answer.items()}
    spread = numpy.cov(numpy.array([moved - middle[one] for one, moved in known]).T) + numpy.eye(7) * 1e-3
    inverse = numpy.linalg.inv(spread)

    def likelihood(answer, moved):
        away = numpy.array(moved) - middle[answer]
        return numpy.log(len(by_answer[answer]) / len(known)) - away @ inverse @ away / 2

    right = fmean(max(ANSWERS, key=lambda answer: likelihood(answer, moved)) == one for one, moved in unknown)
    commonest = max(fmean(one == answer for one, _ in unknown) for answer in ANSWERS)
    return 100 * (right - commonest)


@pytest.mark.parametrize("people", [14, 22])
def test_newcomer_is_hardly_guessed(people):
    assert gain(publish, people, turnout=0.9, change=0.4, networks=4000) <= POINTS


@pytest.mark.full
@pytest.mark.parametrize("people", [12, 14, 16, 22, 30])
def test_newcomer_is_hardly_guessed_in_many_networks(people):
    assert gain(publish, people, turnout=0.9, change=0.4, networks=20_000) <= POINTS


def test_naive_counts_a_week_apart_give_a_newcomer_away():
    """All others still think what they thought last week: which is why the same questions rest for 60 days."""
    assert gain(exact, 14, turnout=1, change=0, networks=400) > 50
