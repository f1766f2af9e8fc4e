"""How many stand where: whole counts of networks along a bar, and medians with the middle half. Plain numbers in, a
`Chart` out; no Django. Rows keep the order they are given in, and nothing is better or worse by its colour.

    spreads.spread([("Leadership", [1, 4, 6, 2, 0])], steps=("Not yet", "Foundation", …), title=…, subtitle=…)
    spreads.middles([("Purpose", 14, (3.1, 3.4, 3.7))], title=…, subtitle=…)"""

from collections.abc import Sequence

from .charts import axis, place
from .drawing import (
    BAND,
    BAR,
    FAINT,
    GREY,
    INK,
    MINT,
    PAPER,
    RULE,
    WIDTH,
    Cell,
    Chart,
    DataTable,
    Drawing,
    Label,
    Line,
    Rect,
    Row,
    r,
)
from .scales import AGREEMENT

# From pale to dark, so that they stay apart in grey; numbers stand on them in ink or paper. The first has an edge.
SHADES = (PAPER, BAND, MINT, "#2f857c", "#00443e")
_DARK = SHADES[3:]
_THICK = 14


def spread(
    rows: Sequence[tuple[str, Sequence[int]]],
    *,
    steps: Sequence[str],
    title: str,
    subtitle: str,
    label: str = "Component",
    last: str = "",
    cells: Sequence[str] = (),
) -> Chart:
    """A row is a label and its count at each of at most five ``steps``. ``last`` heads a column of texts, ``cells``
    has one for each row."""
    shades = SHADES[: len(steps)]
    texts = [(text,) for text in cells] if last else [()] * len(rows)
    drawn = tuple(
        Row(name, _counts(counts, steps, shades), said)
        for (name, counts), said in zip(rows, texts, strict=True)
    )
    data = tuple((name, tuple(Cell(str(count)) for count in counts)) for name, counts in rows)
    return Chart(
        kind="spread",
        title=title,
        subtitle=subtitle,
        label=label,
        head=_key(steps, shades),
        columns=(last,) if last else (),
        rows=drawn,
        notes=("Numbers on the bars are networks.",),
        table=DataTable(title, (label, *steps), data),
    )


def _key(steps: Sequence[str], shades: Sequence[str]) -> Drawing:
    width = WIDTH / len(steps)
    return Drawing(
        title="Key, from left to right: " + ", ".join(steps),
        height=24,
        rects=tuple(Rect(r(i * width), 16, r(width - 1), 8, shade) for i, shade in enumerate(shades)),
        lines=(_edge(0, 16, width - 1, 8),),
        labels=tuple(Label(r(i * width), 11, step, "start", FAINT, 11) for i, step in enumerate(steps)),
    )


def _counts(counts: Sequence[int], steps: Sequence[str], shades: Sequence[str]) -> Drawing:
    total, edge, rects, labels, lines = sum(counts), 0.0, [], [], []
    for count, shade in zip(counts, shades, strict=True):
        width = WIDTH * count / total if total else 0
        if count:
            rects.append(Rect(r(edge), 0, r(max(width - 1, 0.5)), BAR, shade))
            fill = PAPER if shade in _DARK else INK
            if shade == PAPER:
                lines.append(_edge(edge, 0, width - 1, BAR))
            labels.append(Label(r(edge + width / 2 - 0.5), 15.5, str(count), fill=fill))
        edge += width
    words = ", ".join(f"{step}: {count}" for step, count in zip(steps, counts, strict=True))
    title = f"Networks by step. {words}"
    return Drawing(title, rects=tuple(rects), lines=tuple(lines), labels=tuple(labels))


def _edge(x: float, y: float, width: float, height: float) -> Line:
    """Within a box, so that nothing of it is cut off."""
    return Line(f"M{r(x + 0.5)} {r(y + 0.5)}H{r(x + width - 0.5)}V{r(y + height - 0.5)}H{r(x + 0.5)}z", RULE)


def middles(
    rows: Sequence[tuple[str, int, Sequence[float] | None]],
    *,
    title: str,
    subtitle: str,
    label: str = "Theme",
    withheld: str = "Not shown",
) -> Chart:
    """A row is a label, of how many networks it is, and low, median and high of their middle half; None where too few
    have a figure."""
    head, grid = axis(AGREEMENT.ends, (1, 5))
    drawn, data = [], []
    for name, count, found in rows:
        drawing, said = _middle(found, grid, withheld), _said(found, count, withheld)
        drawn.append(Row(name, drawing, said))
        data.append((name, tuple(Cell(text) for text in said)))
    columns = ("Median", "Middle half", "Networks")
    notes = ("Grey: the middle half of the networks; the stroke in it is their median.",)
    table = DataTable(title, (label, *columns), tuple(data))
    return Chart("middles", title, subtitle, label, head, columns, tuple(drawn), notes, table)


def _said(found, count: int, withheld: str) -> tuple[str, str, str]:
    if found is None:
        return ("–", withheld, "–")
    low, median, high = found
    return (f"{median:.1f}", f"{low:.1f} to {high:.1f}", str(count))


def _middle(found, grid, withheld: str) -> Drawing:
    if found is None:
        return Drawing(withheld, lines=tuple(grid), labels=(Label(0, 15, withheld, "start", FAINT),))
    low, median, high = found
    left, right, x = place(low), place(high), place(median)
    top = (BAR - _THICK) / 2
    # A middle half of one value still is as wide as its stroke.
    band = Rect(r(left - 2), r(top), r(right - left + 4), _THICK, GREY)
    stroke = Line(f"M{x} {r(top)}V{r(top + _THICK)}", INK, 2)
    said = f"Median {median:.1f}, middle half {low:.1f} to {high:.1f}"
    return Drawing(said, rects=(band,), lines=(*grid, stroke))
