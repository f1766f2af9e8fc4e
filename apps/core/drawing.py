"""What a chart is made of: shapes, words, rows, and the table beside it. No Django, no database.

What a page holds by the hundred is a named tuple: frozen dataclasses are slow to make."""

from dataclasses import dataclass
from typing import NamedTuple

WIDTH = 320
BAR = 22
PURPLE, LILAC, GREY, MINT, TEAL = FIVE = ("#4a2c6b", "#7c63a3", "#d5dbde", "#7cc4bd", "#00665e")
THREE = (LILAC, GREY, MINT)
INK, FAINT, RULE, PAPER = "#212b32", "#4c6272", "#c3ccd1", "#ffffff"
BAND = "#cfe8e5"
_DARK = {PURPLE, LILAC, TEAL}


class Rect(NamedTuple):
    x: float
    y: float
    width: float
    height: float
    fill: str


class Line(NamedTuple):
    """An open path (``d`` as in SVG)."""

    d: str
    stroke: str
    width: float = 1


class Area(NamedTuple):
    """A closed shape that is filled and has no edge."""

    d: str
    fill: str


class Dot(NamedTuple):
    x: float
    y: float
    r: float
    fill: str
    stroke: str


class Label(NamedTuple):
    x: float
    y: float
    text: str
    anchor: str = "middle"
    fill: str = INK
    size: int = 12


class Drawing(NamedTuple):
    """What one small SVG holds, in its own units; ``title`` is what it says to those who can't see it."""

    title: str
    height: float = BAR
    width: float = WIDTH
    areas: tuple[Area, ...] = ()
    rects: tuple[Rect, ...] = ()
    lines: tuple[Line, ...] = ()
    dots: tuple[Dot, ...] = ()
    plates: tuple[Rect, ...] = ()
    labels: tuple[Label, ...] = ()


class Cell(NamedTuple):
    text: str
    span: int = 1
    words: bool = False


@dataclass(frozen=True)
class DataTable:
    """The figures of a chart: first column is the row's head. Texts are ready to show."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]


class Row(NamedTuple):
    """``words`` are for the chart's last column, if it has one for words."""

    label: str
    drawing: Drawing
    cells: tuple[str, ...]
    words: str = ""


class Panel(NamedTuple):
    """A drawing that stands for itself, under its name if it has one."""

    name: str
    drawing: Drawing


@dataclass(frozen=True)
class Chart:
    """Rows of a table that each hold a drawing (with a ``head`` above them), or ``panels``. ``words`` is the title of
    a last column of words, if there is one."""

    kind: str
    title: str
    subtitle: str
    label: str
    head: Drawing | None = None
    columns: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    notes: tuple[str, ...] = ()
    table: DataTable | None = None
    panels: tuple[Panel, ...] = ()
    words: str = ""


def hatch(start: float, end: float, *, top: float = 0, height: float = BAR, step: float = 6) -> str:
    """Diagonal strokes inside a box from ``start`` to ``end``, cut at its edges.

    A path of its own: a pattern would need an id, and a page holds many drawings."""
    parts = []
    foot = start - height + step / 2
    while foot < end:
        x1, y1, x2, y2 = foot, height, foot + height, 0.0
        if x1 < start:
            x1, y1 = start, height - (start - foot)
        if x2 > end:
            x2, y2 = end, foot + height - end
        if x2 - x1 > 0.3:
            parts.append(f"M{r(x1)} {r(top + y1)}L{r(x2)} {r(top + y2)}")
        foot += step
    return "".join(parts)


def on(colour: str) -> str:
    return PAPER if colour in _DARK else INK


def r(number: float) -> float:
    """To 0.1, whole numbers without a point."""
    tenths = round(number * 10)  # several times faster than round(number, 1)
    return tenths / 10 if tenths % 10 else tenths // 10


def text_width(text: str, size: int = 12) -> float:
    """About as wide as ``text`` is drawn at most: a browser without the typeface takes a wider one."""
    return 0.58 * size * len(text)
