"""Lines over time, one by one or side by side. Plain numbers in, a `Chart` out; no Django.

    trends.line([Point("May 2025", 3.4, 3.1, 3.7), Point("Nov 2025", None), …], title=…, subtitle=…, value="Mean")
    trends.multiples([("Purpose", [Point(…), …]), …], title=…, subtitle=…, value="Mean")

A point without value is drawn as a gap: the line stops, a hatch marks the place, a note says why. ``low`` and ``high``
draw a band: where the value may lie, or from whom to whom it reaches."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from .charts import WITHHELD
from .drawing import (
    BAND,
    FAINT,
    PAPER,
    RULE,
    TEAL,
    Area,
    Cell,
    Chart,
    DataTable,
    Dot,
    Drawing,
    Label,
    Line,
    Panel,
    hatch,
    r,
    text_width,
)
from .scales import mean_words

WIDE, TALL = 400, 170
SMALL, LOW = 180, 92
_TOP, _GAP = 24, 6


class Point(NamedTuple):
    """One moment: its ``label`` on the axis, ``value`` (None: withheld), and the band around it. ``words`` stand in
    place of the value's own ("4.5 or more"); of a point without value they say why there is none ("not asked"), and
    nothing is marked as withheld."""

    label: str
    value: float | None
    low: float | None = None
    high: float | None = None
    words: str = ""

    @property
    def is_withheld(self) -> bool:
        return self.value is None and not self.words

    def said(self, say: Callable[[float], str], withheld: str) -> str:
        return self.words or (withheld if self.value is None else say(self.value))


def line(
    points: Sequence[Point],
    *,
    title: str,
    subtitle: str,
    value: str,
    band: str = "",
    scale: tuple[float, float] = (1, 5),
    label: str = "When",
    say: Callable[[float], str] = mean_words,
    withheld: str = WITHHELD,
) -> Chart:
    """One line. ``band`` says in words what is shaded ("Half of all answers lie in here")."""
    texts = [point.said(say, withheld) for point in points]
    drawing = _plot(points, texts, scale, say, withheld, value, width=WIDE, height=TALL, fine=True)
    return Chart(
        kind="line",
        title=title,
        subtitle=subtitle,
        label=label,
        notes=_notes([points], band, withheld),
        table=_line_table(points, title, label, value, say, withheld),
        panels=(Panel("", drawing),),
    )


def multiples(
    series: Sequence[tuple[str, Sequence[Point]]],
    *,
    title: str,
    subtitle: str,
    value: str,
    band: str = "",
    scale: tuple[float, float] = (1, 5),
    label: str = "Theme",
    say: Callable[[float], str] = mean_words,
    withheld: str = WITHHELD,
) -> Chart:
    """Small lines side by side on one scale, one for each of ``series`` (name, points of the same moments)."""
    notes = (f"All on one scale, from {say(scale[0])} to {say(scale[1])}.",) if series else ()
    texts = [[point.said(say, withheld) for point in points] for _, points in series]
    size = {"width": SMALL, "height": LOW, "fine": False}
    return Chart(
        kind="multiples",
        title=title,
        subtitle=subtitle,
        label=label,
        notes=notes + _notes([points for _, points in series], band, withheld),
        table=_multiples_table(series, texts, title, label),
        panels=tuple(
            Panel(name, _plot(points, said, scale, say, withheld, value, **size))
            for (name, points), said in zip(series, texts, strict=True)
        ),
    )


# --- Geometry ----------------------------------------------------------------------------
class _Mark(NamedTuple):
    """A point in its place; ``y`` is None where nothing is shown, ``text`` is what it says."""

    x: float
    y: float | None
    point: Point
    text: str


def _plot(points, texts, scale, say, withheld, value, *, width, height, fine) -> Drawing:
    """``fine``: an axis with ticks and as many labels as find room; else the first and the last. ``texts`` are what the
    points say."""
    shown = [text for one, text in zip(points, texts, strict=True) if one.value is not None]
    words = "; ".join(f"{one.label}: {text}" for one, text in zip(points, texts, strict=True))
    if not shown and not any(point.is_withheld for point in points):
        text = points[-1].words if points else withheld
        return Drawing(words, height, width, labels=(Label(width / 2, height - 6, text, "middle", FAINT),))
    if not shown:
        size = 12 if text_width(withheld) <= width else 10
        return Drawing(
            title=words or withheld,
            width=width,
            height=height,
            lines=(Line(hatch(0, width, top=_TOP, height=height - 2 * _TOP), RULE),),
            labels=(Label(width / 2, height - 6, withheld, "middle", FAINT, size),),
        )
    ticks = _ticks(scale) if fine else ()
    tick_words = str if scale[1] - scale[0] <= 6 else say
    left = max((text_width(tick_words(tick)) for tick in ticks), default=0) + (_GAP if ticks else 0)
    inset = text_width(max(shown, key=len)) / 2 + 4
    bottom = height - _TOP
    xs = _spread(len(points), left + inset, width - inset)

    def y(number: float) -> float:
        inside = min(max(number, scale[0]), scale[1])
        return r(bottom - (bottom - _TOP) * (inside - scale[0]) / (scale[1] - scale[0]))

    placed = [
        _Mark(x, None if point.value is None else y(point.value), point, text)
        for x, point, text in zip(xs, points, texts, strict=True)
    ]
    grid = [Line(f"M{r(left)} {y(tick)}H{width}", RULE, 0.7) for tick in ticks or (scale[0],)]
    gaps = [
        Line(hatch(max(one.x - 7, 0), min(one.x + 7, width), top=_TOP, height=bottom - _TOP), RULE)
        for one in placed
        if one.point.is_withheld
    ]
    labels = [Label(r(left - _GAP), y(tick) + 4, tick_words(tick), "end", FAINT) for tick in ticks]
    labels += _values(placed, fine) + _moments(placed, width, height, fine)
    return Drawing(
        title=f"{value}. {words}",
        width=width,
        height=height,
        areas=tuple(_bands(placed, y)),
        lines=(*grid, *gaps, *_strokes(placed)),
        dots=tuple(Dot(r(one.x), one.y, 4, TEAL, PAPER) for one in placed if one.y is not None),
        labels=tuple(labels),
    )


def _ticks(scale) -> tuple[float, ...]:
    """Every whole number of a short scale, else five equal steps."""
    least, most = scale
    if most - least <= 6:
        return tuple(range(int(least), int(most) + 1))
    return tuple(least + (most - least) * step / 4 for step in range(5))


def _spread(count: int, start: float, end: float) -> list[float]:
    if count == 1:
        return [(start + end) / 2]
    return [start + (end - start) * place / (count - 1) for place in range(count)]


def _runs(placed):
    """Stretches of points that are shown, one after another."""
    run = []
    for one in placed:
        if one.y is not None:
            run.append(one)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _strokes(placed):
    for run in _runs(placed):
        if len(run) > 1:
            yield Line("M" + "L".join([f"{r(one.x)} {one.y}" for one in run]), TEAL, 2.5)


def _bands(placed, y):
    """The shade around each stretch; around a single point a narrow one."""
    for run in _runs(placed):
        edges = [
            (one.x, y(one.point.low), y(one.point.high))
            for one in run
            if one.point.low is not None and one.point.high is not None
        ]
        if len(edges) == 1:
            x, low, high = edges[0]
            edges = [(x - 4, low, high), (x + 4, low, high)]
        if edges:
            corners = [(x, high) for x, _, high in edges] + [(x, low) for x, low, _ in reversed(edges)]
            yield Area("M" + "L".join(f"{r(x)} {edge}" for x, edge in corners) + "Z", BAND)


def _values(placed, fine) -> list[Label]:
    """What points say, above them or where there is no room below; those that have room, the last first."""
    shown = [one for one in placed if one.y is not None]
    kept: list[tuple[float, float]] = []
    labels = []
    for x, top, _, text in [shown[-1], *(shown[:-1] if fine else shown[:-1][:1])]:
        half = text_width(text) / 2
        if any(x - half < end + _GAP and start - _GAP < x + half for start, end in kept):
            continue
        kept.append((x - half, x + half))
        labels.append(Label(r(x), top - 9 if top >= _TOP else top + 18, text))
    return labels


def _moments(placed, width, height, fine) -> list[Label]:
    """The moments below the axis: the last and the first, and those between that have room."""
    ends = [placed[-1], placed[0]] if len(placed) > 1 else placed
    kept: list[tuple[float, float]] = []
    labels = []
    for x, _, point, _ in [*ends, *(placed[1:-1] if fine else ())]:
        text = _cut(point.label, width / 2 - _GAP)
        wide = text_width(text)
        start = min(max(x - wide / 2, 0), width - wide)
        if any(start < end + _GAP and begin - _GAP < start + wide for begin, end in kept):
            continue
        kept.append((start, start + wide))
        labels.append(Label(r(start + wide / 2), height - 6, text, "middle", FAINT))
    return labels


def _cut(text: str, room: float) -> str:
    while text and text_width(text) > room:
        text = text[:-2].rstrip() + "…"
    return text


# --- The same in words and as a table --------------------------------------------------------
def _notes(series, band: str, withheld: str) -> tuple[str, ...]:
    points = [point for one in series for point in one]
    notes = []
    if band and any(point.low is not None and point.value is not None for point in points):
        notes.append(f"Shaded: {band}.")
    if any(point.is_withheld for point in points):
        notes.append(f"Hatched, where the line stops: {withheld}")
    return tuple(notes)


def _line_table(points, title, label, value, say, withheld) -> DataTable:
    banded = any(point.low is not None for point in points)
    columns = (label, value, *(("From", "To") if banded else ()))

    def cells(point):
        if point.value is None:
            return (Cell(point.said(say, withheld), len(columns) - 1, words=True),)
        band = (point.low, point.high) if banded else ()
        return (Cell(point.said(say, withheld)), *(Cell("–" if edge is None else say(edge)) for edge in band))

    return DataTable(title, columns, tuple((point.label, cells(point)) for point in points))


def _multiples_table(series, texts, title, label) -> DataTable:
    moments = tuple(point.label for point in series[0][1]) if series else ()
    rows = tuple(
        (
            name,
            tuple(Cell(text, words=point.value is None) for point, text in zip(points, said, strict=True)),
        )
        for (name, points), said in zip(series, texts, strict=True)
    )
    return DataTable(title, (label, *moments), rows)
