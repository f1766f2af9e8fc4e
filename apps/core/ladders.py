"""Steps: how far we say we are, how far we can show it, and where we stood a year before. No Django.

ladders.ladder([Rung("Leadership", say=3, show=2, before=1)], steps=("Foundation", "Step 1", "Step 2", "Step 3"),
               title=…, subtitle=…, then="March 2025", now="March 2026")"""

from collections.abc import Sequence
from typing import NamedTuple

from .charts import WITHHELD
from .drawing import (
    FAINT,
    PAPER,
    RULE,
    TEAL,
    WIDTH,
    Cell,
    Chart,
    DataTable,
    Dot,
    Drawing,
    Label,
    Line,
    Rect,
    Row,
    hatch,
    r,
)

_HEIGHT, _RISE, _RADIUS = 38, 24, 4


class Rung(NamedTuple):
    """One component. Steps count from 0, the first; None: not known, or withheld where ``withheld`` is set."""

    label: str
    say: int | None
    show: int | None
    before: int | None = None
    withheld: bool = False


def ladder(
    rungs: Sequence[Rung],
    *,
    steps: Sequence[str],
    title: str,
    subtitle: str,
    then: str | None,
    now: str,
    label: str = "Component",
    withheld: str = WITHHELD,
) -> Chart:
    """Stairs from left to right: solid is what we can show, hatched what we only say, empty what lies ahead; the hollow
    dot is what we could show ``then`` (None: there is no year before)."""
    columns = (*((f"Shown, {then}",) if then else ()), f"Shown, {now}", f"Said, {now}")

    def words(rung: Rung) -> tuple[str, ...]:
        reached = (rung.before, rung.show, rung.say) if then else (rung.show, rung.say)
        return tuple("–" if step is None else steps[step] for step in reached)

    def cells(rung: Rung) -> tuple[Cell, ...]:
        if rung.withheld:
            return (Cell(withheld, len(columns), words=True),)
        return tuple(Cell(text, words=True) for text in words(rung))

    notes = ["Solid: what we can show. Hatched: what we say and can’t show yet. Empty: still ahead."]
    if then:
        notes.append(f"Hollow dot: what we could show in {then}.")
    return Chart(
        kind="ladder",
        title=title,
        subtitle=subtitle,
        label=label,
        head=_head(steps),
        columns=columns,
        rows=tuple(
            Row(
                rung.label,
                _stairs(rung, steps, columns, words(rung), then, withheld),
                ("–",) * len(columns) if rung.withheld else words(rung),
            )
            for rung in rungs
        ),
        notes=tuple(notes),
        table=DataTable(title, (label, *columns), tuple((rung.label, cells(rung)) for rung in rungs)),
    )


def _head(steps) -> Drawing:
    """The first and the last step by name; those between stand in the figures of each row."""
    return Drawing(
        title="Steps, from left to right: " + ", ".join(steps),
        height=16,
        labels=(Label(0, 11, steps[0], "start", FAINT), Label(WIDTH, 11, steps[-1], "end", FAINT)),
    )


def _stairs(rung, steps, columns, words, then, withheld) -> Drawing:
    if rung.withheld:
        return Drawing(
            title=withheld,
            lines=(Line(hatch(0, 72), RULE),),
            labels=(Label(80, 15, withheld, "start", FAINT),),
        )
    wide = WIDTH / len(steps)
    rects, lines, dots = [], [], []
    for place in range(len(steps)):
        x, height = place * wide, _RISE * (place + 1) / len(steps)
        top, right = _HEIGHT - height, x + wide - 3
        if rung.show is not None and place <= rung.show:
            rects.append(Rect(r(x), r(top), r(wide - 3), r(height), TEAL))
            continue
        said = rung.say is not None and place <= rung.say
        if said:
            lines.append(Line(hatch(x, right, top=top, height=height, step=5), TEAL, 1.5))
        box = f"M{r(x + 0.5)} {r(top + 0.5)}H{r(right - 0.5)}V{_HEIGHT - 0.5}H{r(x + 0.5)}Z"
        lines.append(Line(box, TEAL if said else RULE))
    if then and rung.before is not None:
        top = _HEIGHT - _RISE * (rung.before + 1) / len(steps)
        dots.append(Dot(r(rung.before * wide + wide / 2 - 1.5), r(top - _RADIUS - 2), _RADIUS, PAPER, TEAL))
    said = ". ".join(f"{column}: {step}" for column, step in zip(columns, words, strict=True))
    return Drawing(said, height=_HEIGHT, rects=tuple(rects), lines=tuple(lines), dots=tuple(dots))
