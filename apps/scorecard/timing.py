"""When a round closes and what it is called, unless the manager says otherwise. Pure."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
USUAL_LENGTH = timedelta(days=14)
USUAL_EXTENSION = timedelta(days=7)
USUAL_HOUR = 17
# Hours of the day at which a round may close. Clocks change between 1am and 2am: none of these is ever
# skipped or struck twice.
HOURS = range(7, 23)
LONGEST = timedelta(days=92)


def closing(day: date, hour: int) -> datetime:
    """``hour`` o'clock of ``day`` in London, in summer and winter time alike."""
    return datetime.combine(day, time(hour), LONDON)


def usual_opening(now: datetime) -> datetime:
    """Of a round that opens later: tomorrow at 9am in London, on Monday where that is a weekend."""
    day = now.astimezone(LONDON).date() + timedelta(days=1)
    return closing(day + timedelta(days=(7 - day.weekday()) % 7 if day.weekday() > 4 else 0), 9)


def usual_closing(now: datetime) -> datetime:
    """Two weeks from now at 5pm in London."""
    return closing(now.astimezone(LONDON).date() + USUAL_LENGTH, USUAL_HOUR)


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
