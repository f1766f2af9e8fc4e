"""What reading any published table has in common."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from .cells import Row
from .layouts import Recognised
from .problems import FormatProblem

_MONTH_IN_NAME = re.compile(r"(?<!\d)(20\d\d)[-_](0[1-9]|1[0-2])(?!\d)")


def day_in_name(name: str) -> date | None:
    """The first of the month that a file name gives, as in ``age_bands_2026-07.csv``."""
    found = _MONTH_IN_NAME.search(name)
    return date(int(found[1]), int(found[2]), 1) if found else None


class Reader:
    """Reads one table; afterwards ``day`` is the edition's and ``skipped`` counts rows left out by reason."""

    def __init__(self, recognised: Recognised, today: date):
        self.recognised, self.today = recognised, today
        self.file = recognised.table.name
        self.day: date | None = None
        self.skipped: Counter[str] = Counter()
        self._lines: dict[object, int] = {}

    def rows(self) -> Iterator:
        for row in self.recognised.rows():
            record = self.record(row)
            if record is not None:
                yield record

    def record(self, row: Row):
        raise NotImplementedError

    def once(self, row: Row, column: str, key, words: str) -> None:
        """Refuse what an earlier line already said."""
        before = self._lines.setdefault(key, row.line)
        if before != row.line:
            raise row.problem(column, f"{words} is already on line {before}.")

    def same_day(self, row: Row, column: str = "extract date") -> None:
        """All rows of an edition are of one day."""
        day = row.day(column)
        self.day = self.day or day
        if day != self.day:
            raise row.problem(column, f"{day} where the rows above say {self.day}: two editions in one file.")

    def latest_day(self, start: date, last_day: date | None) -> None:
        """The registers of ODS don't say of which day they are: it is the last on which something in them began
        or had ended."""
        events = [start, last_day + timedelta(days=1)] if last_day else [start]
        self.day = max([day for day in (self.day, *events) if day and day <= self.today], default=self.day)

    def named_day(self) -> date:
        if self.day is None:
            self.day = day_in_name(self.file)
        if self.day is None:
            raise FormatProblem(
                self.file,
                "doesn't say of which month it is: put that in its name, as in figures_2026-07.csv.",
            )
        return self.day

    def known_by_today(self, last_day: date | None) -> date | None:
        """An end still to come is left to the edition after it: until then the row is open."""
        if last_day is not None and last_day >= self.today:
            self.skipped["end still to come, kept open until a later edition"] += 1
            return None
        return last_day
