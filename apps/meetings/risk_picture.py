"""The picture of open risks: five by five, likelihood across, impact down. Pure.

Bands as the NHS risk matrix has them (National Patient Safety Agency, "A risk matrix for risk managers", 2008): the
product of both is low from 1 to 3, moderate from 4 to 6, high from 8 to 12, extreme from 15."""

from collections.abc import Iterable
from dataclasses import dataclass

LIKELY = ("Rare", "Unlikely", "Possible", "Likely", "Almost certain")
BAD = ("Negligible", "Minor", "Moderate", "Major", "Catastrophic")
BANDS = ((15, "Extreme"), (8, "High"), (4, "Moderate"), (1, "Low"))
COLOURS = {"Extreme": "red", "High": "orange", "Moderate": "yellow", "Low": "green"}


def band(score: int) -> str:
    return next(word for least, word in BANDS if score >= least)


def moved(then: int | None, now: int) -> str:
    """In words how a score moved since the move before."""
    if then is None:
        return "New"
    return "As before" if then == now else f"{'Up' if now > then else 'Down'} from {then}"


@dataclass(frozen=True)
class Cell:
    band: str
    risks: tuple


@dataclass(frozen=True)
class Line:
    """The row of an impact; ``cells`` from rare to almost certain."""

    words: str
    cells: tuple[Cell, ...]


def picture(risks: Iterable) -> tuple[Line, ...]:
    """The worst impact first."""
    risks = list(risks)
    return tuple(
        Line(
            f"{impact} {BAD[impact - 1]}",
            tuple(_cell(risks, likelihood, impact) for likelihood in range(1, 6)),
        )
        for impact in range(5, 0, -1)
    )


def _cell(risks, likelihood: int, impact: int) -> Cell:
    there = tuple(one for one in risks if (one.likelihood, one.impact) == (likelihood, impact))
    return Cell(band(likelihood * impact), there)
