"""The years of objectives: April to March, named by the calendar year in which they begin. No Django."""

from dataclasses import dataclass
from datetime import date

from apps.core.moments import month

# Networks began in July 2019.
FIRST = 2019


@dataclass(frozen=True, order=True)
class Year:
    begins: int

    @property
    def start(self) -> date:
        return date(self.begins, 4, 1)

    @property
    def end(self) -> date:
        """Its last day."""
        return date(self.begins + 1, 3, 31)

    @property
    def title(self) -> str:
        """ "April 2026 to March 2027"."""
        return f"{month(self.start)} to {month(self.end)}"

    @property
    def short(self) -> str:
        """ "2026 to 2027"."""
        return f"{self.begins} to {self.begins + 1}"

    @property
    def next(self) -> "Year":
        return Year(self.begins + 1)

    def is_over(self, today: date) -> bool:
        return today > self.end


def of(day: date) -> Year:
    return Year(day.year if (day.month, day.day) >= (4, 1) else day.year - 1)


def offered(today: date) -> list[Year]:
    """For which objectives may be written: this year, the next one, and the one before for those who begin late."""
    now = of(today)
    return [Year(begins) for begins in (now.begins + 1, now.begins, now.begins - 1) if begins >= FIRST]
