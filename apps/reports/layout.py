"""A snapshot as chapters of numbered blocks: what page, PDF and downloads of a report have in common. Reads nothing but
the snapshot."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from apps.core.chapters import Heading, Listing, Plot, Quote, Table, Text, thawed
from apps.core.drawing import Chart, DataTable

from . import contents, drawn, own
from .words import day

# A row with a longer text than this may be parted by the end of a page.
LONG_CELL = 500
# Of a column; longer ones stand better at the side.
LONG_HEAD = 24
# So many characters fill about a third of a page.
FILLED = 700
# A table with at most so many lines of text stays on one page.
SHORT = 9
_LINE = 42


@dataclass(frozen=True)
class NumberedTable:
    """``figure`` is the number of the figure whose figures these are, 0 where it stands for itself; ``rows`` hold texts
    alone. ``spans`` has, by row, over how many columns each cell reaches, empty where every cell has its own."""

    number: int
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    source: str
    numbers: frozenset[int] = frozenset()
    wide: frozenset[int] = frozenset()
    note: str = ""
    figure: int = 0
    spans: tuple[tuple[int, ...], ...] = ()

    @property
    def cells(self):
        """By row: its head, and every other cell as text, span and whether it is a number."""
        for number, row in enumerate(self.rows):
            spans = self.spans[number] if self.spans else (1,) * (len(row) - 1)
            place, cells = 1, []
            for text, span in zip(row[1:], spans, strict=True):
                cells.append((text, span, place in self.numbers and span == 1))
                place += span
            yield row[0], cells

    @property
    def flat(self):
        """Rows as a file has them: a cell over several columns stands in the first of them."""
        for head, cells in self.cells:
            yield [head, *(text for cell, span, _ in cells for text in (cell, *[""] * (span - 1)))]

    @property
    def heads(self):
        """Columns with what is in them: wide text, a number, or a few words."""
        for place, title in enumerate(self.columns):
            yield title, "number" if place in self.numbers else "wide" if place in self.wide else "narrow"

    @property
    def is_short(self) -> bool:
        lines = sum(max(1 + len(cell) // _LINE for cell in row) for row in self.rows)
        return lines <= SHORT

    @property
    def is_long_worded(self) -> bool:
        return any(len(cell) > LONG_CELL for row in self.rows for cell in row)


@dataclass(frozen=True)
class Figure:
    number: int
    chart: Chart
    source: str
    note: str
    table: NumberedTable


@dataclass(frozen=True)
class Block:
    """``kind`` is heading, text, listing, quote, table, figure or reference (to a figure that stands elsewhere); ``it``
    what stands there."""

    kind: str
    it: object

    @property
    def length(self) -> int:
        """About how many characters of text would take as much room."""
        return len(self.it.text) if isinstance(self.it, (Text, Quote, Heading)) else 400

    @property
    def paragraphs(self) -> list[str]:
        """Of a text or a quote."""
        return [one for one in re.split(r"\n\s*\n", self.it.text.strip()) if one]


@dataclass(frozen=True)
class Chapter:
    code: str
    title: str
    blocks: tuple[Block, ...]

    opens: bool = False  # begins a page

    @property
    def is_prose(self) -> bool:
        return self.code in contents.PROSE


@dataclass
class Layout:
    """``brief`` are the figures of the first pages; ``rounds`` the table of how it was made, None without a round."""

    brief: list[Figure] = field(default_factory=list)
    rounds: NumberedTable | None = None
    chapters: list[Chapter] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    tables: list[NumberedTable] = field(default_factory=list)

    @property
    def appendix(self) -> list[NumberedTable]:
        """Tables of figures, which stand at the end."""
        return [one for one in self.tables if one.figure]


def laid_out(snapshot: dict) -> Layout:
    """The same numbers for the same snapshot: figures and the tables of the text as they are read, then the tables of
    the figures."""
    work = _Numbering()
    told = snapshot.get("chapters", {})
    parts = {code: [thawed(part) for part in one["parts"]] for code, one in told.items()}
    parts |= own.chapters(snapshot)
    first = _first_pages(snapshot, parts)
    elsewhere = [(part, work.figure(one)) for part, one in first]
    # Without promises and asks, the second figure alone would leave most of its page empty.
    goes_on = len(first) > 1 and not snapshot.get("brief")
    chapters = []
    for code, title in contents.TITLES.items():
        if code in parts:
            titled = told.get(code, {}).get("title", title)
            blocks = [_elsewhere(part, elsewhere) or work.block(part) for part in parts[code]]
            opens = bool(told) and _opens(code, chapters) and (bool(chapters) or not goes_on)
            chapters.append(Chapter(code, titled, tuple(blocks), opens))
    rounds = work.table(_rounds(snapshot)) if snapshot["all_rounds"] else None
    brief = work.figures[: len(first)]
    figures, tables = work.finished()
    by_number = {one.number: one for one in figures}
    chapters = [_with_tables(chapter, by_number) for chapter in chapters]
    return Layout([by_number[one.number] for one in brief], rounds, chapters, figures, tables)


def numbered(told: Sequence[tuple[str, str, Sequence]]) -> Layout:
    """Chapters of another publication (code, title, parts), numbered as a report's are."""
    work = _Numbering()
    chapters = [
        Chapter(code, title, tuple(work.block(part) for part in parts)) for code, title, parts in told
    ]
    figures, tables = work.finished()
    by_number = {one.number: one for one in figures}
    return Layout([], None, [_with_tables(one, by_number) for one in chapters], figures, tables)


def _opens(code: str, before: list[Chapter]) -> bool:
    """Whether a chapter begins a page: not where the page before would stay nearly empty."""
    since = []
    for chapter in reversed(before):
        since.append(chapter)
        if chapter.opens:
            break
    filled = sum(block.length for chapter in since for block in chapter.blocks)
    return code in contents.OPENERS and (not before or filled >= FILLED)


def _first_pages(snapshot: dict, parts: dict) -> list[tuple]:
    """The figures of the first pages, each with the part of a chapter in whose place it stands: the scorecard's, and
    those that rooms put there."""
    found = []
    latest = own.latest_of(snapshot)
    if latest and latest["enough"]:
        overview = drawn.overview(snapshot["rounds"])
        parts["scorecard"].insert(1, overview)
        found.append((overview, overview))
    plots = [part for one in parts.values() for part in one if isinstance(part, Plot) and part.in_brief]
    return found + [(plot, drawn.plotted(plot)) for plot in plots]


def _elsewhere(part, figures) -> Block | None:
    return next((Block("reference", figure) for one, figure in figures if one is part), None)


def _rounds(snapshot: dict) -> Table:
    rows = [
        (
            one["title"],
            day(one["opened_on"]),
            day(one["closed_on"]),
            f"{one['turnout']}. {one['caution']}" if one.get("caution") else one["turnout"],
        )
        for one in snapshot["all_rounds"]
    ]
    return Table(
        "Scorecard rounds", ("Round", "Opened", "Closed", "Answers"), rows, drawn.SCORECARD, wide=(0, 3)
    )


class _Numbering:
    def __init__(self):
        self.figures: list[Figure] = []
        self._drawn: list[drawn.Drawn] = []
        self._tables: list[NumberedTable] = []

    def block(self, part) -> Block:
        match part:
            case Heading():
                return Block("heading", part)
            case Text():
                return Block("text", part)
            case Listing():
                return Block("listing", part)
            case Quote():
                return Block("quote", part)
            case Table():
                return Block("table", self.table(part))
            case Plot():
                return Block("figure", self.figure(drawn.plotted(part)))
            case drawn.Drawn():
                return Block("figure", self.figure(part))
        raise TypeError(part)

    def table(self, part: Table) -> NumberedTable:
        self._tables.append(
            NumberedTable(
                len(self._tables) + 1,
                part.title,
                tuple(part.columns),
                tuple(tuple(row) for row in part.rows),
                part.source,
                frozenset(part.numbers),
                frozenset(part.wide),
                part.note,
            )
        )
        return self._tables[-1]

    def figure(self, one: drawn.Drawn) -> Figure:
        self._drawn.append(one)
        self.figures.append(Figure(len(self._drawn), one.chart, one.source, one.note, None))
        return self.figures[-1]

    def finished(self) -> tuple[list[Figure], list[NumberedTable]]:
        """Every figure with its table, which follow those of the text."""
        figures, tables = [], list(self._tables)
        for figure, one in zip(self.figures, self._drawn, strict=True):
            tables.append(_of_figure(len(tables) + 1, figure, one))
            figures.append(Figure(figure.number, figure.chart, figure.source, figure.note, tables[-1]))
        return figures, tables


def _of_figure(number: int, figure: Figure, one: drawn.Drawn) -> NumberedTable:
    data = _upright(one.table, figure.chart.label)
    worded = {
        place
        for _, cells in data.rows
        for place, cell in enumerate(cells, 1)
        if cell.words and cell.span == 1
    }
    return NumberedTable(
        number,
        one.data.caption if one.data else figure.chart.subtitle,
        tuple(data.columns),
        tuple((head, *(cell.text for cell in cells)) for head, cells in data.rows),
        one.source,
        frozenset(range(1, len(data.columns))) - worded,
        frozenset({0}),
        figure=figure.number,
        spans=tuple(tuple(cell.span for cell in cells) for _, cells in data.rows),
    )


def _upright(data: DataTable, label: str) -> DataTable:
    """With the longer heads at the side: a table of few rows and many columns of sentences is turned over, and
    ``label`` heads what was its heads."""
    heads = data.columns[1:]
    spread = any(cell.span > 1 for _, cells in data.rows for cell in cells)
    if spread or len(data.rows) >= len(heads) or max(map(len, heads), default=0) <= LONG_HEAD:
        return data
    rows = tuple((head, tuple(cells[place] for _, cells in data.rows)) for place, head in enumerate(heads))
    return DataTable(data.caption, (label, *(head for head, _ in data.rows)), rows)


def _with_tables(chapter: Chapter, figures: dict[int, Figure]) -> Chapter:
    blocks = tuple(
        Block(one.kind, figures[one.it.number]) if one.kind in ("figure", "reference") else one
        for one in chapter.blocks
    )
    return Chapter(chapter.code, chapter.title, blocks, chapter.opens)
