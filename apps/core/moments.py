"""Days and times as the NHS writes them: "25 March 2026", "7:27pm", "midday". Moments are said in London's time.

Nothing else puts one into words (`tests/architecture/test_moments.py`); templates have filters of the same names.
No Django."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def _local(value):
    return value.astimezone(LONDON) if isinstance(value, datetime) else value


def day(value: date | datetime | None) -> str:
    """ "4 December 2026"; empty for None, so that a template need not ask."""
    return f"{_local(value).day} {month(value)}" if value else ""


def weekday(value: date | datetime) -> str:
    """ "Friday 4 December 2026"."""
    return f"{_local(value):%A} {day(value)}"


def day_of_week(value: date | datetime) -> str:
    """ "Friday"."""
    return f"{_local(value):%A}"


def month(value: date | datetime) -> str:
    """ "December 2026"."""
    return f"{_local(value):%B %Y}"


def short_month(value: date | datetime) -> str:
    """ "Dec 2026": on an axis."""
    return f"{_local(value):%b %Y}"


def short_day(value: date | datetime) -> str:
    """ "4 Dec 2026": in a narrow column."""
    return f"{_local(value).day} {short_month(value)}"


def clock(value: time | datetime) -> str:
    """ "5pm", "9:30am", "midday", "midnight"."""
    at = _local(value)
    if at.minute == 0 and at.hour in (0, 12):
        return "midday" if at.hour else "midnight"
    minutes = f":{at.minute:02d}" if at.minute else ""
    return f"{at.hour % 12 or 12}{minutes}{'pm' if at.hour >= 12 else 'am'}"


def moment(at: datetime) -> str:
    """In a sentence: "Friday 4 December 2026 at 5pm"."""
    return f"{weekday(at)} at {clock(at)}"


def stamp(at: datetime) -> str:
    """In a list: "4 December 2026, 7:27pm"."""
    return f"{day(at)}, {clock(at)}"
