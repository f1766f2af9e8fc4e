"""One's own mean beside others': a dot on grey bands. Plain numbers in, a `Chart` out; no Django.

    bands.beside([bands.Beside("Purpose", 3.9, "3.9", (Band(3.1, 3.4, 3.7),))], sets=("England",), title=…, subtitle=…)

A band reaches over the middle half of the networks of a set, with a stroke at their median. Grey is neither good nor
bad, and rows keep the order they are given in."""

from collections.abc import Sequence
from typing import NamedTuple

from .charts import axis, place
from .drawing import (
    BAR,
    FAINT,
    GREY,
    INK,
    PAPER,
    TEAL,
    Cell,
    Chart,
    DataTable,
    Dot,
    Drawing,
    Label,
    Line,
    Rect,
    Row,
    r,
)
from .scales import AGREEMENT

NOT_SHOWN = "Not shown"
_SCALE = (1, 5)
_THICK, _THIN, _GAP = 14, 9, 3


class Band(NamedTuple):
    low: float
    median: float
    high: float

    @property
    def half(self) -> str:
        return f"{self.low:.1f} to {self.high:.1f}"


class Beside(NamedTuple):
    """A row: ``own`` mean (None: withheld) and what it is called; for each set a band, None where none may be shown."""

    label: str
    own: float | None
    words: str
    bands: tuple[Band | None, ...]


def beside(
    rows: Sequence[Beside], *, sets: Sequence[str], title: str, subtitle: str, label: str = "Theme"
) -> Chart:
    """One band a row for each of ``sets``, from above in their order; the figures stand beside it where it is one set,
    else in the table."""
    thick = _THICK if len(sets) == 1 else _THIN
    height = max(BAR, len(sets) * (thick + _GAP) - _GAP + 4)
    head, grid = axis(AGREEMENT.ends, _SCALE, height)
    one = len(sets) == 1
    order = "" if one else f" From above: {', '.join(sets)}."
    return Chart(
        kind="beside",
        title=title,
        subtitle=subtitle,
        label=label,
        head=head,
        columns=("Ours", "Median", "Middle half") if one else ("Ours",),
        rows=tuple(
            Row(row.label, _drawn(row, sets, grid, height, thick), _cells(row) if one else (row.words,))
            for row in rows
        ),
        notes=(f"Dot: ours. Grey: the middle half of networks, the stroke in it their median.{order}",),
        table=_table(rows, sets, title, label),
    )


def _cells(row: Beside) -> tuple[str, ...]:
    """Own, median and middle half of a row with one set."""
    (band,) = row.bands
    return (row.words, "–", "–") if band is None else (row.words, f"{band.median:.1f}", band.half)


def _drawn(row: Beside, sets, grid, height, thick) -> Drawing:
    rects, lines, labels, said = [], list(grid), [], [f"Ours: {row.words}"]
    top = (height - len(sets) * (thick + _GAP) + _GAP) / 2
    for name, band in zip(sets, row.bands, strict=True):
        if band is None:
            said.append(f"{name}: {NOT_SHOWN.lower()}")
        else:
            left, right = place(band.low), place(band.high)
            # A middle half of one value still is as wide as its stroke.
            rects.append(Rect(r(left - 2), r(top), r(right - left + 4), thick, GREY))
            x = place(band.median)
            lines.append(Line(f"M{x} {r(top)}V{r(top + thick)}", INK, 2))
            said.append(f"{name}: median {band.median:.1f}, middle half {band.half}")
        top += thick + _GAP
    if row.own is None:
        labels = [Label(0, height / 2 + 4, row.words, "start", FAINT)] if not rects else []
        return Drawing("; ".join(said), height, rects=tuple(rects), lines=tuple(lines), labels=tuple(labels))
    x, middle = place(row.own), height / 2
    lines.append(Line(f"M{x} 0V{height}", TEAL, 1.5))
    dots = (Dot(x, middle, 6, TEAL, PAPER),)
    return Drawing("; ".join(said), height, rects=tuple(rects), lines=tuple(lines), dots=dots)


def _table(rows: Sequence[Beside], sets, title, label) -> DataTable:
    columns = [label, "Ours"]
    for name in sets:
        columns += [f"{name}: median", f"{name}: middle half"]
    lines = []
    for row in rows:
        cells = [Cell(row.words, words=row.own is None)]
        for band in row.bands:
            cells += (
                [Cell(NOT_SHOWN, 2, words=True)]
                if band is None
                else [Cell(f"{band.median:.1f}"), Cell(band.half)]
            )
        lines.append((row.label, tuple(cells)))
    return DataTable(title, tuple(columns), tuple(lines))
