"""The 12 months a report is about: April to March by default. No Django."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from apps.core.moments import month

FIRST = date(2019, 7, 1)  # Networks began on this day: no year that ends before it has anything to report.


class BadYear(ValueError):
    """Not a year to report on; the message says why."""


@dataclass(frozen=True)
class Year:
    """12 whole months; ``end`` is the last day of the last."""

    end: date

    @property
    def start(self) -> date:
        year, month = self.end.year - 1, self.end.month
        return date(year + month // 12, month % 12 + 1, 1)

    @property
    def title(self) -> str:
        return f"{month(self.start)} to {month(self.end)}"


def ending(year: int, month: int) -> Year:
    return Year(date(year, month, monthrange(year, month)[1]))


def checked(end: date, *, today: date, opened_on: date | None = None) -> Year:
    """The year that ends on ``end``. Raises BadYear where that is no month's end, or nothing of it has happened."""
    year = ending(end.year, end.month)
    if year.end != end:
        raise BadYear("A report covers whole months.")
    if year.start > today:
        raise BadYear("That year has not begun.")
    if year.end < max(FIRST, opened_on or FIRST):
        raise BadYear("The network did not exist in that year.")
    return year


def on_offer(today: date) -> list[tuple[Year, str]]:
    """Years to choose from on ``today``, each with what it is called: the last complete one comes first."""
    last = ending(today.year if today.month > 3 else today.year - 1, 3)
    current = ending(last.end.year + 1, 3)
    month = today.replace(day=1) - timedelta(days=1)
    rolling = ending(month.year, month.month)
    years = [
        (last, "the last complete year"),
        (current, "so far"),
        (ending(last.end.year - 1, 3), "the year before"),
    ]
    return years if rolling == last else [*years[:2], (rolling, "the last 12 months"), *years[2:]]
