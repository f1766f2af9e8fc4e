"""A row whose cells are asked for by column, each checked; every complaint names file, line and column."""

import re
from datetime import date
from decimal import Decimal, InvalidOperation

from .problems import FormatProblem

PRACTICE = re.compile(r"[A-Z]\d{5}", re.ASCII)
NETWORK = re.compile(r"U\d{5}", re.ASCII)
SUB_ICB = re.compile(r"[A-Z0-9]{3}|[A-Z0-9]{5}", re.ASCII)
ICB = re.compile(r"Q[A-Z0-9]{2}|[A-Z0-9]{5}", re.ASCII)
REGION = re.compile(r"Y\d{2}", re.ASCII)
WORDS = {
    PRACTICE: "a practice code (a letter and five digits)",
    NETWORK: "a network code (U and five digits)",
    SUB_ICB: "a sub-ICB location code (three or five characters)",
    ICB: "an ICB code (Q and two, or five characters)",
    REGION: "a region code (Y and two digits)",
}
_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTHS = {name: number for number, name in enumerate(_MONTH_NAMES, start=1)}
_DAY = (
    (re.compile(r"(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})", re.ASCII), 0),
    (re.compile(r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})", re.ASCII), 0),
    (re.compile(r"(?P<d>\d{2})-?(?P<m>[A-Za-z]{3})-?(?P<y>\d{4})", re.ASCII), 0),
    (re.compile(r"(?P<d>\d{2})-(?P<m>[A-Za-z]{3})-(?P<y>\d{2})", re.ASCII), 2000),
)
FIRST_YEAR, LAST_YEAR = 1900, 2100
MOST_PATIENTS = 10_000_000


def parse_day(text: str) -> date | None:
    """``2026-07-01``, ``20260701``, ``01Jul2026``, ``01-Jul-2026`` or ``01-Jul-26``; None if it is no date."""
    for pattern, century in _DAY:
        if found := pattern.fullmatch(text):
            month = MONTHS.get(found["m"].lower()) if found["m"].isalpha() else int(found["m"])
            year = int(found["y"]) + century
            try:
                return date(year, month or 0, int(found["d"])) if FIRST_YEAR <= year <= LAST_YEAR else None
            except ValueError:
                return None
    return None


class Row:
    """``places``: column -> position; ``titles``: column -> the heading as the file spells it."""

    __slots__ = ("cells", "file", "line", "places", "titles")

    def __init__(self, file, places, titles):
        self.file, self.places, self.titles = file, places, titles
        self.line, self.cells = 0, []

    def problem(self, column: str, words: str) -> FormatProblem:
        return FormatProblem(self.file, words, line=self.line, column=self.titles.get(column, column))

    def has(self, column: str) -> bool:
        return column in self.places

    def raw(self, column: str) -> str:
        place = self.places.get(column)
        return "" if place is None else self.cells[place].strip()

    def text(self, column: str, longest: int, *, required: bool = True) -> str:
        value = self.raw(column)
        if required and not value:
            raise self.problem(column, "this cell is empty.")
        if len(value) > longest:
            raise self.problem(column, f"this is longer than {longest} characters: {value[:30]}…")
        if not value.isprintable():
            raise self.problem(column, f"this holds characters that can't be shown: {value[:30]!r}")
        return value

    def code(self, column: str, pattern: re.Pattern) -> str:
        value = self.raw(column).upper()
        if not pattern.fullmatch(value):
            raise self.problem(column, f"{value[:30]!r} is not {WORDS[pattern]}.")
        return value

    def day(self, column: str) -> date:
        value = self.raw(column)
        day = parse_day(value)
        if day is None:
            raise self.problem(column, f"{value[:30]!r} is not a possible date.")
        return day

    def day_or_none(self, column: str) -> date | None:
        return self.day(column) if self.raw(column) else None

    def last_day(self, column: str, start: date) -> date | None:
        """A closing date, checked against ``start``."""
        last = self.day_or_none(column)
        if last is not None and last < start:
            raise self.problem(column, f"{last} is before the start, {start}.")
        return last

    def count(self, column: str) -> int:
        value = self.raw(column)
        if not (value.isascii() and value.isdigit()) or len(value) > 8 or int(value) > MOST_PATIENTS:
            raise self.problem(column, f"{value[:30]!r} is not a number of patients.")
        return int(value)

    def decimal(self, column: str, least: int, most: int) -> Decimal:
        value = self.raw(column)
        try:
            number = Decimal(value)
        except InvalidOperation:
            number = None
        # A NaN is neither side of anything, so ask what is right rather than what is wrong.
        if number is None or number.is_nan() or not least <= number <= most:
            raise self.problem(column, f"{value[:30]!r} is not a number from {least} to {most}.")
        return number
