"""What rooms tell in the yearly report: parts of chapters as plain data. No Django.

A room registers a provider under a chapter's code; reports fix the chapters' order and titles, freeze what they are
given and lay it out. A chapter may come of several rooms, and one of which nobody tells anything is not there.

    chapters.report_chapters.register("purpose", chapter.purpose)

Readers of a report are the whole network and, once it is released, the area: nothing confidential, and no names of
people. What is told is about the year of the `Period` as it was known on its last day."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Period:
    """The 12 months of ``network`` from ``start`` to ``end``; ``on`` is the last day of them that is over or today."""

    network: Any
    start: date
    end: date
    on: date


@dataclass(frozen=True)
class Heading:
    """Stands above what follows, below the chapter's title."""

    text: str


@dataclass(frozen=True)
class Text:
    """A paragraph, or several with an empty line between; ``lead`` says in one sentence what a chapter found, ``label``
    stands in bold before it. ``note`` is a caveat or a source, told at the foot of the page."""

    text: str
    lead: bool = False
    note: str = ""
    label: str = ""


@dataclass(frozen=True)
class Listing:
    items: Sequence[str]


@dataclass(frozen=True)
class Quote:
    """Words of the network's own, such as its purpose; ``by`` says whose or of when."""

    text: str
    by: str = ""


@dataclass(frozen=True)
class Table:
    """Rows of texts, the first of each its head. ``numbers`` are the places of columns of numbers, ``wide`` of those
    that need most room; ``source`` says where it is from, ``note`` is a caveat."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    source: str
    numbers: Sequence[int] = ()
    wide: Sequence[int] = ()
    note: str = ""


@dataclass(frozen=True)
class Plot:
    """A chart as the data it is drawn of: ``draw`` is bars, dumbbell, ladder, beside, spread or middles, ``rows`` and
    ``options`` what that builder takes. ``in_brief``: it also stands on the first pages."""

    draw: str
    title: str
    subtitle: str
    rows: Sequence[Sequence]
    source: str
    options: dict
    note: str = ""
    in_brief: bool = False


Part = Heading | Text | Listing | Quote | Table | Plot
_KINDS = {
    "heading": Heading,
    "text": Text,
    "listing": Listing,
    "quote": Quote,
    "table": Table,
    "plot": Plot,
}
_NAMES = {kind: name for name, kind in _KINDS.items()}


@dataclass(frozen=True)
class Prompt:
    """Something of the year's records to think of while writing; ``part`` is that of the report it may belong to:
    went_well, challenges, residents, stories, next, commitments or asks."""

    part: str
    text: str


@dataclass(frozen=True)
class Section:
    """What a room tells of a chapter. ``findings`` are sentences for a reader with three minutes, the most important
    first; ``prompts`` are for those who write, and never printed."""

    parts: Sequence[Part]
    findings: Sequence[str] = ()
    prompts: Sequence[Prompt] = ()


Provider = Callable[[Period], Section | None]


class Chapters:
    """The providers of chapters, by code and in the order in which rooms registered."""

    def __init__(self):
        self._providers: list[tuple[str, Provider]] = []

    def register(self, code: str, provider: Provider) -> None:
        self._providers.append((code, provider))

    @property
    def codes(self) -> frozenset[str]:
        return frozenset(code for code, _ in self._providers)

    def of(self, period: Period) -> dict[str, Section]:
        """What there is to tell, by chapter; what several rooms tell of one follows on."""
        found: dict[str, Section] = {}
        for code, provider in self._providers:
            section = provider(period)
            if section and code in found:
                found[code] = joined(found[code], section)
            elif section:
                found[code] = section
        return found


def joined(one: Section, other: Section) -> Section:
    """One section of two: what ``other`` tells follows on."""
    return Section(
        *((*getattr(one, name), *getattr(other, name)) for name in ("parts", "findings", "prompts"))
    )


def frozen(part: Part) -> dict:
    """As JSON holds it."""
    return {"part": _NAMES[type(part)], **asdict(part)}


def thawed(data: dict) -> Part:
    """A part that was frozen, also by an earlier version: what it did not know yet is as if left out."""
    kind = _KINDS[data["part"]]
    known = {field.name for field in fields(kind)}
    return kind(**{name: value for name, value in data.items() if name in known})


report_chapters = Chapters()
