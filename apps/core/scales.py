"""How answers on a scale are called, and one published figure of them. No Django."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from .drawing import FIVE, GREY, PURPLE, TEAL


@dataclass(frozen=True)
class Scale:
    """How answers are called: every point, the three bands, and those who agree."""

    points: tuple[str, ...]
    ends: tuple[str, str]
    bands: tuple[str, str, str]
    agree: str

    @property
    def colours(self) -> tuple[str, ...]:
        return FIVE if len(self.points) == 5 else (PURPLE, GREY, TEAL)


AGREEMENT = Scale(
    points=("1", "2", "3", "4", "5"),
    ends=("1 not at all", "5 completely"),
    bands=("Low (1 or 2)", "Middle (3)", "High (4 or 5)"),
    agree="agree (4 or 5)",
)
YEAR_AGO = Scale(
    points=("Worse", "The same", "Better"),
    ends=("Worse", "Better"),
    bands=("Worse", "The same", "Better"),
    agree="say better",
)
THIRDS = {
    "under": ("Under a third", (0, 67), (67, 100), None),
    "between": ("Between a third and two thirds", (0, 33), (33, 67), (67, 100)),
    "over": ("Over two thirds", None, (0, 33), (33, 100)),
}


class LikertRow(NamedTuple):
    """One published figure: ``detail`` says how much of it may be shown (withheld, thirds, bands, full)."""

    label: str
    detail: str
    n: int | None = None
    agreeing: str | None = None
    low: tuple[int, int] | None = None
    middle: tuple[int, int] | None = None
    high: tuple[int, int] | None = None
    mean: float | None = None
    mean_end: str = ""
    shares: tuple[int, ...] | None = None
    flag: str = ""

    @classmethod
    def of(cls, label: str, figure: Mapping, flag: str = "") -> "LikertRow":
        """``flag`` are a few words beside it, where the chart has a column for them."""
        given = {name: tuple(value) if isinstance(value, list) else value for name, value in figure.items()}
        return cls(label, **given, flag=flag)

    @property
    def mean_words(self) -> str:
        return mean_words(self.mean, self.mean_end)


def mean_words(mean: float | None, end: str = "", *, about: bool = False) -> str:
    """A mean as people read it: "3.4", "1.5 or less", "about 3.4", or a dash where it isn't shown."""
    if mean is None:
        return "–"
    return f"{'about ' if about else ''}{mean:.1f}{' ' + end if end else ''}"


def band_words(band: tuple[int, int]) -> str:
    return f"{band[0]}–{band[1]}%"
