"""When a round closes and what it is called, unless the manager says otherwise. Pure."""

from datetime import date, datetime, timedelta

from apps.core.moments import LONDON
from apps.surveys.timing import USUAL_HOUR, closing

USUAL_LENGTH = timedelta(days=14)


def working_day(day: date) -> date:
    """``day``, or the Monday after it where it is at a weekend."""
    return day + timedelta(days=7 - day.weekday()) if day.weekday() > 4 else day


def usual_opening(now: datetime, first: date | None = None) -> datetime:
    """Of a round that opens later: at 9am in London, tomorrow or on ``first``, on Monday where that is a weekend."""
    return closing(working_day(first or now.astimezone(LONDON).date() + timedelta(days=1)), 9)


def usual_closing(opens: datetime) -> datetime:
    """Two weeks after it opens, at 5pm in London, on Monday where that is a weekend."""
    return closing(working_day(opens.astimezone(LONDON).date() + USUAL_LENGTH), USUAL_HOUR)


def workshop_closing(now: datetime) -> datetime:
    """The day after at 5pm in London: late enough for a workshop that starts late, or goes on."""
    return closing(now.astimezone(LONDON).date() + timedelta(days=1), USUAL_HOUR)


def season(day: date) -> str:
    """Meteorological season and year: "Spring 2026", "Winter 2026/27"."""
    if day.month in (12, 1, 2):
        first = day.year if day.month == 12 else day.year - 1
        return f"Winter {first}/{(first + 1) % 100:02d}"
    return f"{('Spring', 'Summer', 'Autumn')[day.month // 3 - 1]} {day.year}"


def left_words(seconds: int) -> str:
    """A rest of time as a clock on the wall has it: "6 days", "2 hours 5 minutes", "12:07"."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    if hours >= 48:
        return f"{hours // 24} days"
    if not hours:
        return f"{minutes}:{rest:02d}"
    parts = [(hours, "hour"), (minutes, "minute")]
    return " ".join(f"{count} {word}{'' if count == 1 else 's'}" for count, word in parts if count)
