"""Charts: plain numbers in, frozen dataclasses of coordinates and words out. No Django, no database.

One contract for page and PDF. A builder (`likert`, `bars`, `dumbbell`; `ladders.ladder`; `bands.beside`;
`trends.line`, `trends.multiples`) returns a `Chart`; `chart_html` draws it:

    {{ chart|chart_figure }}    the whole figure of a page: title (the finding), subtitle (measure, who, when, n),
                                rows, notes, and the same figures as a table behind "Show as a table";
                                {{ chart|chart_figure:address }} with a link to them as CSV
    {{ chart|chart_rows }}      only the rows (the PDF)

A chart is a table whose rows each hold a small drawing: a label that wraps and zooms as text, a bar, its
figures. Nothing needs a style attribute: colours are presentation attributes, as a strict policy wants it.

    from apps.core import charts
    rows = [charts.LikertRow.of(question.text, figure.to_json()) for …]
    charts.likert(rows, title="We agree on why we exist", subtitle="Purpose · 34 answers · March 2026")
    charts.likert([charts.LikertRow.of("Purpose", year_ago.to_json())], scale=charts.YEAR_AGO, …)
    charts.bars([("Mill Lane Surgery", 12034)], title=…, subtitle=…, value="Patients", label="Practice")
    charts.dumbbell([("Purpose", 3.4, 3.9)], title=…, subtitle=…, then="March 2025", now="March 2026")

``LikertRow.of`` takes a published figure as JSON: detail, n, agreeing, low, middle, high, mean, mean_end,
shares."""

from collections.abc import Sequence
from functools import cache

from .drawing import (
    BAR,
    FAINT,
    GREY,
    MINT,
    PAPER,
    RULE,
    TEAL,
    THREE,
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
    on,
    r,
)
from .scales import AGREEMENT, THIRDS, YEAR_AGO, LikertRow, Scale, band_words, mean_words

__all__ = ["AGREEMENT", "WITHHELD", "YEAR_AGO", "LikertRow", "bars", "dumbbell", "likert", "mean_words"]

WITHHELD = "Not shown, to protect people."


# --- Answers on a scale ----------------------------------------------------------
def likert(
    rows: Sequence[LikertRow],
    *,
    title: str,
    subtitle: str,
    scale: Scale = AGREEMENT,
    label: str = "Question",
    withheld: str = WITHHELD,
    flag: str = "",
    coarse: str = "because too few people answered to show more",
) -> Chart:
    """Answers as stacked bars, each drawn with exactly what its figure says: solid is certain, hatched is
    "somewhere in here", and nothing is drawn where nothing may be shown. Five points or three. ``flag`` is the title of
    a column for the rows' flags, ``coarse`` the reason of what is only known to lie somewhere."""
    details = {row.detail for row in rows}
    with_mean = any(row.mean is not None for row in rows)
    fine = "full" in details
    return Chart(
        kind="likert",
        title=title,
        subtitle=subtitle,
        label=label,
        head=_legend(scale, fine or len(scale.points) == 3),
        columns=("Mean", "Answers") if with_mean else ("Answers",),
        rows=tuple(
            Row(
                row.label,
                _bar(row, scale, withheld),
                ((row.mean_words,) if with_mean else ()) + (str(row.n) if row.n is not None else "–",),
                row.flag,
            )
            for row in rows
        ),
        notes=_notes(details, scale, coarse),
        table=_likert_table(rows, scale, title, label, fine, with_mean, withheld, flag),
        words=flag,
    )


def _notes(details: set[str], scale: Scale, coarse: str) -> tuple[str, ...]:
    notes = []
    if "full" in details:
        notes.append("Numbers on the bars are percentages of answers; “don’t know” is left out.")
    if details & {"bands", "thirds"}:
        notes.append(f"Solid parts are certain; hatched parts lie somewhere in between, {coarse}.")
    if "bands" in details and "full" in details and len(scale.points) == 5:
        notes.append("Where hatched, 1 and 2 are taken together as low, 4 and 5 as high.")
    return tuple(notes)


@cache
def _legend(scale: Scale, fine: bool) -> Drawing:
    names, colours = (scale.points, scale.colours) if fine else (scale.bands, THREE)
    texts = (scale.ends[0], *names[1:-1], scale.ends[1]) if fine else names
    step = WIDTH / len(names)
    anchors = ["start"] + ["middle"] * (len(names) - 2) + ["end"]
    places = [0] + [step * (i + 0.5) for i in range(1, len(names) - 1)] + [WIDTH]
    return Drawing(
        title="Key, from left to right: " + ", ".join(texts),
        height=22,
        rects=tuple(Rect(r(i * step), 16, r(step - 1), 6, colour) for i, colour in enumerate(colours)),
        labels=tuple(
            Label(r(x), 11, text, anchor, FAINT)
            for x, text, anchor in zip(places, texts, anchors, strict=True)
        ),
    )


def _bar(row: LikertRow, scale: Scale, withheld: str) -> Drawing:
    if row.detail == "full":
        return _full(row, scale)
    if row.detail == "bands":
        return _bands(row, scale)
    if row.detail == "thirds":
        return _thirds(row, scale)
    return _nothing(withheld)


def _full(row: LikertRow, scale: Scale) -> Drawing:
    # Whole percents may add up to 99 or 101: the bar is as long as their sum.
    total, edge, rects, labels = sum(row.shares), 0.0, [], []
    for share, colour in zip(row.shares, scale.colours, strict=True):
        width = WIDTH * share / total
        if share:
            rects.append(Rect(r(edge), 0, r(max(width - 1, 0.5)), BAR, colour))
        if width >= 18:
            labels.append(Label(r(edge + width / 2 - 0.5), 15.5, str(share), fill=on(colour)))
        edge += width
    words = ", ".join(f"{name}: {share}%" for name, share in zip(scale.points, row.shares, strict=True))
    return Drawing(title=words, rects=tuple(rects), labels=tuple(labels))


def band_zones(low, middle, high) -> list[tuple[str, float, float]]:
    """Where each part of a bar lies when shares are only known as bands (percent, inclusive of both ends).

    Returns (part, from, to) in percent from the left: "low", "low?" (low or middle), "middle", "?" (any),
    "high?" (middle or high), "high". Bands are first narrowed by each other: the three make 100."""
    low_least, high_least = low[0], high[0]
    low_most = max(low_least, min(low[1], 100 - middle[0] - high[0]))
    high_most = max(high_least, min(high[1], 100 - middle[0] - low[0]))
    certain_high, possible_high = 100 - high_least, 100 - high_most
    inner = sorted((low_most, possible_high))
    zones = [
        ("low", 0, low_least),
        ("low?", low_least, inner[0]),
        ("?" if low_most > possible_high else "middle", inner[0], inner[1]),
        ("high?", inner[1], certain_high),
        ("high", certain_high, 100),
    ]
    return [(part, start, end) for part, start, end in zones if end > start]


def _bands(row: LikertRow, scale: Scale) -> Drawing:
    zones = band_zones(row.low, row.middle, row.high)
    first, last = THREE[0], THREE[2]
    solid = {"low": first, "middle": GREY, "high": last}
    rects, lines = [], []
    for part, start, end in zones:
        x, width = WIDTH * start / 100, WIDTH * (end - start) / 100
        if part in solid:
            rects.append(Rect(r(x), 0, r(width - 1), BAR, solid[part]))
        else:
            stroke = {"low?": first, "?": FAINT, "high?": last}[part]
            lines.append(Line(hatch(x, x + width - 1), stroke))
    labels, plates = [], []
    for band, anchor, place in ((row.low, "start", 5), (row.high, "end", WIDTH - 5)):
        text = band_words(band)
        wide = 7 * len(text) + 4
        plates.append(Rect(place - 3 if anchor == "start" else place + 3 - wide, 4, wide, 14, PAPER))
        labels.append(Label(place, 15, text, anchor))
    words = ", ".join(
        f"{name}: {band_words(band)}"
        for name, band in zip(scale.bands, (row.low, row.middle, row.high), strict=True)
    )
    return Drawing(words, rects=tuple(rects), lines=tuple(lines), labels=tuple(labels), plates=tuple(plates))


def _thirds(row: LikertRow, scale: Scale) -> Drawing:
    amount, others, possible, certain = THIRDS[row.agreeing]
    text = f"{amount} {scale.agree}"
    rects = [
        Rect(r(WIDTH * span[0] / 100), 14, r(WIDTH * (span[1] - span[0]) / 100 - 1), 8, colour)
        for span, colour in ((others, GREY), (certain, MINT))
        if span
    ]
    stripes = hatch(WIDTH * possible[0] / 100, WIDTH * possible[1] / 100 - 1, top=14, height=8)
    return Drawing(
        title=text,
        rects=tuple(rects),
        lines=(Line(stripes, MINT),),
        labels=(Label(0, 10, text, "start"),),
    )


def _likert_table(rows, scale, title, label, fine, with_mean, withheld, flag) -> DataTable:
    points = tuple(f"{name} (%)" for name in (scale.points if fine else scale.bands))
    wide = len(points)
    lines = []
    for row in rows:
        mean = (Cell(row.mean_words),) if with_mean else ()
        if row.detail == "withheld":
            cells = (Cell(withheld, 1 + wide + with_mean, words=True),)
        elif row.detail == "thirds":
            words = f"{THIRDS[row.agreeing][0]} {scale.agree}"
            cells = (Cell(str(row.n)), Cell(words, wide, words=True), *mean)
        elif row.detail == "bands":
            spans = (2, 1, 2) if wide == 5 else (1, 1, 1)
            bands = zip((row.low, row.middle, row.high), spans, strict=True)
            cells = (Cell(str(row.n)), *(Cell(f"{b[0]}–{b[1]}", s) for b, s in bands), *mean)
        else:
            cells = (Cell(str(row.n)), *(Cell(str(share)) for share in row.shares), *mean)
        lines.append((row.label, (*cells, *((Cell(row.flag or "–", words=True),) if flag else ()))))
    columns = (label, "Answers", *points, *(("Mean",) if with_mean else ()), *((flag,) if flag else ()))
    return DataTable(title, columns, tuple(lines))


# --- Amounts ---------------------------------------------------------------------
def bars(
    rows: Sequence[tuple],
    *,
    title: str,
    subtitle: str,
    value: str,
    label: str,
    columns: tuple[str, ...] = (),
) -> Chart:
    """Whole amounts as bars from nought on one scale; each says its own number.

    A row is (label, amount or None where nothing is published, one text for each of ``columns``)."""
    longest = max((amount or 0 for _, amount, *_ in rows), default=0) or 1
    room = WIDTH - 52

    def bar(amount):
        if amount is None:
            return Drawing(
                "Nothing published", 18, labels=(Label(0, 13.5, "Nothing published", "start", FAINT),)
            )
        width = max(r(room * amount / longest), 1)
        text = Label(r(width + 5), 13.5, f"{amount:,}", "start")
        return Drawing(
            f"{amount:,} {value.lower()}", 18, rects=(Rect(0, 2, width, 14, TEAL),), labels=(text,)
        )

    head = Drawing(title=value, height=16, labels=(Label(0, 11, value, "start", FAINT),))
    drawn = tuple(Row(name, bar(amount), tuple(cells)) for name, amount, *cells in rows)
    data = tuple(
        (name, tuple(Cell(text) for text in ("–" if amount is None else f"{amount:,}", *cells)))
        for name, amount, *cells in rows
    )
    table = DataTable(title, (label, value, *columns), data)
    return Chart("bars", title, subtitle, label, head, columns, drawn, (), table)


# --- Then and now ------------------------------------------------------------------
_LEFT, _RIGHT = 10, WIDTH - 10


def dumbbell(
    rows: Sequence[tuple[str, float | None, float | None]],
    *,
    title: str,
    subtitle: str,
    then: str | None,
    now: str,
    ends: tuple[str, str] = AGREEMENT.ends,
    scale: tuple[int, int] = (1, 5),
    label: str = "Theme",
    withheld: str = WITHHELD,
    words: tuple[str, Sequence[str]] = ("", ()),
) -> Chart:
    """Means then (hollow) and now (filled) on one scale; None where a mean may not be shown.

    ``then`` None draws the present alone. ``words`` are the title of a last column and what it says of each row."""
    head, grid = axis(ends, scale)

    def means(before, after):
        return (mean_words(before), mean_words(after)) if then else (mean_words(after),)

    def said(before, after):
        past = f"{then}: {mean_words(before)}. " if then else ""
        return f"{past}{now}: {mean_words(after)}."

    def pair(before, after):
        if before is None and after is None:
            return _nothing(withheld)
        lines, dots = list(grid), []
        if before is not None:
            dots.append(Dot(place(before, scale), BAR / 2, 5, PAPER, TEAL))
        if after is not None:
            dots.append(Dot(place(after, scale), BAR / 2, 6, TEAL, TEAL))
        if len(dots) == 2:
            lines.append(Line(f"M{dots[0].x} {BAR / 2}H{dots[1].x}", TEAL, 2.5))
        return Drawing(title=said(before, after), lines=tuple(lines), dots=tuple(dots))

    columns = (then, now) if then else ("Mean",)
    flag, flags = words[0], words[1] or [""] * len(rows)
    drawn, data = [], []
    for (name, before, after), text in zip(rows, flags, strict=True):
        cells = means(before, after)
        drawn.append(Row(name, pair(before, after), cells, text))
        last = (Cell(text or "–", words=True),) if flag else ()
        data.append((name, (*(Cell(cell) for cell in cells), *last)))
    notes = (f"Hollow dot: {then}. Filled dot: {now}.",) if then else ()
    table = DataTable(title, (label, *columns, *((flag,) if flag else ())), tuple(data))
    return Chart("dumbbell", title, subtitle, label, head, columns, tuple(drawn), notes, table, words=flag)


def axis(
    ends: tuple[str, str], scale: tuple[int, int], height: float = BAR
) -> tuple[Drawing, tuple[Line, ...]]:
    """What stands above rows that share a scale, and the lines behind each of them."""
    ticks = [(tick, place(tick, scale)) for tick in range(scale[0], scale[1] + 1)]
    inner = tuple(Label(x, 11, str(tick), fill=FAINT) for tick, x in ticks[1:-1])
    outer = (Label(0, 11, ends[0], "start", FAINT), Label(WIDTH, 11, ends[1], "end", FAINT))
    head = Drawing(
        title=f"Scale from {ends[0]} to {ends[1]}",
        height=20,
        lines=tuple(Line(f"M{x} 15V20", RULE, 0.7) for _, x in ticks),
        labels=inner + outer,
    )
    return head, tuple(Line(f"M{x} 0V{height}", RULE, 0.7) for _, x in ticks)


def place(value: float, scale: tuple[int, int] = (1, 5)) -> float:
    """Where a value lies on the scale of a row, from the left."""
    return r(_LEFT + (_RIGHT - _LEFT) * (value - scale[0]) / (scale[1] - scale[0]))


def _nothing(withheld: str) -> Drawing:
    """Where nothing may be shown: a light hatch with the sentence beside it."""
    return Drawing(
        title=withheld,
        lines=(Line(hatch(0, 72), RULE),),
        labels=(Label(80, 15, withheld, "start", FAINT),),
    )
