"""Reading what people write for a report: the parts of a year, and what was promised before."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from . import parts
from .models import WrittenPart
from .parts import Part
from .years import BadYear, checked, ending


@dataclass(frozen=True)
class State:
    """A part and how far it is; ``row`` is None while nobody has written anything."""

    part: Part
    row: WrittenPart | None

    @property
    def words(self) -> dict:
        return self.row.words if self.row else {}

    @property
    def is_written(self) -> bool:
        return parts.is_written(self.part, self.words)

    @property
    def said(self) -> tuple[str, str]:
        """In words, and the colour of its tag."""
        if self.is_written:
            return "Written", "green"
        return ("Begun", "yellow") if parts.is_begun(self.words) else ("Not written", "grey")


def may_be_written(network, year_end: date) -> bool:
    """Whether anybody may report on the year that ends then."""
    try:
        checked(year_end, today=timezone.localdate(), opened_on=network.opened_on)
    except BadYear:
        return False
    return True


def rows_of(network, year_end: date):
    return network.written_parts.filter(year_end=year_end).select_related("by")


def states(network, year_end: date) -> list[State]:
    """Every part of a year in the order of the report; one query."""
    rows = {row.part: row for row in rows_of(network, year_end)}
    return [State(part, rows.get(code)) for code, part in parts.PARTS.items()]


def missing(network, year_end: date) -> list[Part]:
    return [state.part for state in states(network, year_end) if not state.is_written]


def words_of(network, year_end: date) -> dict[str, dict]:
    """By part; one query."""
    return dict(network.written_parts.filter(year_end=year_end).values_list("part", "words"))


def promised(network, year_end: date) -> list[str]:
    """What was committed to for this year: by the latest report on a year that ended before, else as it was written for
    the year before. Two queries at most."""
    before = network.reports.filter(year_end__lt=year_end, snapshot__brief__has_key="commitments")
    frozen = (
        before.order_by("-year_end", "-version")
        .values_list("snapshot__brief__commitments", flat=True)
        .first()
    )
    if frozen:
        return frozen
    last = ending(year_end.year - 1, year_end.month).end
    words = network.written_parts.filter(year_end=last, part="commitments").values_list("words", flat=True)
    found = words.first() or {}
    lines = (found.get(f"line_{n}", "").strip() for n in range(1, parts.COMMITMENTS + 1))
    return [line for line in lines if line]
