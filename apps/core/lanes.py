"""Shares over time of which only the third is published, under, between or over: spots in three lanes, a row for each
question. Plain words in, a `Chart` out; no Django.

    lanes.lanes([("Workload", [Spot("Sep 2026", "over"), Spot("Oct 2026", None), …]), …], title=…, subtitle=…)

Nothing is drawn between the lanes: a line from one to the next would say more than is known."""

from collections.abc import Sequence
from typing import NamedTuple

from .charts import WITHHELD
from .drawing import (
    FAINT,
    RULE,
    TEAL,
    WIDTH,
    Cell,
    Chart,
    DataTable,
    Drawing,
    Label,
    Line,
    Rect,
    Row,
    hatch,
    r,
)

OVER, BETWEEN, UNDER = "over", "between", "under"
THIRDS = {OVER: "over two thirds", BETWEEN: "a third to two thirds", UNDER: "under a third"}
NOTE = "Upper lane: over two thirds. Middle lane: a third to two thirds. Lower lane: under a third."
_LANE, _GAP = 8, 3
_HEIGHT = 3 * _LANE + 2 * _GAP
_WIDEST = 64
_PALE = "#dde3e6"


class Spot(NamedTuple):
    """One moment: ``third`` of those who agree, None where it is withheld. ``words`` say why there is nothing to
    withhold either ("not asked"): the place is left blank."""

    label: str
    third: str | None
    words: str = ""

    @property
    def is_withheld(self) -> bool:
        return self.third is None and not self.words

    def said(self, withheld: str) -> str:
        return THIRDS[self.third] if self.third else self.words or withheld


def lanes(
    series: Sequence[tuple[str, Sequence[Spot]]],
    *,
    title: str,
    subtitle: str,
    label: str = "Question",
    moment: str = "Check-in",
    latest: str = "Latest",
    withheld: str = WITHHELD,
) -> Chart:
    """A row for each of ``series`` (name, spots of the same moments, the oldest first), with what its ``latest`` spot
    says in words. The table has a row for each ``moment``."""
    spots = [spot for _, row in series for spot in row]
    notes = [NOTE]
    if any(spot.is_withheld for spot in spots):
        notes.append(f"Hatched: {withheld}")
    return Chart(
        kind="lanes",
        title=title,
        subtitle=subtitle,
        label=label,
        head=_moments(series[0][1] if series else ()),
        rows=tuple(Row(name, _row(row, withheld), (), row[-1].said(withheld)) for name, row in series),
        notes=tuple(notes),
        table=_table(series, title, moment, withheld),
        words=latest,
    )


def _step(count: int) -> float:
    return min(WIDTH / max(count, 1), _WIDEST)


def _moments(row: Sequence[Spot]) -> Drawing:
    """The first and the last moment above their places."""
    labels, end = [], _step(len(row)) * len(row)
    if row:
        labels.append(Label(0, 11, row[0].label, "start", FAINT))
    if len(row) > 1:
        labels.append(Label(r(end), 11, row[-1].label, "end", FAINT))
    return Drawing(title=" to ".join(label.text for label in labels), height=16, labels=tuple(labels))


def _row(row: Sequence[Spot], withheld: str) -> Drawing:
    step = _step(len(row))
    wide = r(step * len(row) - 1)
    rects = [Rect(0, lane * (_LANE + _GAP), wide, _LANE, _PALE) for lane in range(3)]
    lines = []
    for place, spot in enumerate(row):
        x, width = r(place * step), r(max(step - 1, step * 0.8))
        if spot.third:
            lane = (OVER, BETWEEN, UNDER).index(spot.third)
            rects.append(Rect(x, lane * (_LANE + _GAP), width, _LANE, TEAL))
        elif spot.is_withheld:
            lines.append(Line(hatch(x, x + width, height=_HEIGHT), RULE))
    words = "; ".join(f"{spot.label}: {spot.said(withheld)}" for spot in row)
    return Drawing(title=words, height=_HEIGHT, rects=tuple(rects), lines=tuple(lines))


def _table(series, title: str, moment: str, withheld: str) -> DataTable:
    rows = zip(*(row for _, row in series), strict=True)
    return DataTable(
        title,
        (moment, *(name for name, _ in series)),
        tuple(
            (spots[0].label, tuple(Cell(spot.said(withheld), words=True) for spot in spots)) for spots in rows
        ),
    )
