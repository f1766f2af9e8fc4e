"""Dates and shares as people say them."""

from datetime import datetime

from django.utils import timezone
from django.utils.dateformat import format as format_date


def moment(at: datetime) -> str:
    """In Europe/London: "Friday 4 December 2026 at 5pm"."""
    return f"{day(at)} at {clock(at)}"


def day(at: datetime) -> str:
    return format_date(timezone.localtime(at), "l j F Y")


def clock(at: datetime) -> str:
    """NHS style: "5pm", "9:30am", "midday", "midnight"."""
    local = timezone.localtime(at)
    if local.minute == 0 and local.hour in (0, 12):
        return "midday" if local.hour else "midnight"
    hour = local.hour % 12 or 12
    minutes = f":{local.minute:02d}" if local.minute else ""
    return f"{hour}{minutes}{'pm' if local.hour >= 12 else 'am'}"


# Each share is the end of its words; the words are as coarse as a turnout may be while a round runs.
_SHARES = (
    (0.2, "fewer than a fifth have answered"),
    (0.29, "about a quarter have answered"),
    (0.42, "about a third have answered"),
    (0.58, "about half have answered"),
    (0.71, "about two thirds have answered"),
    (0.8, "about three quarters have answered"),
)


def share_answered(answered: int, invited: int) -> str:
    """About how many of ``invited`` answered, in words: "about two thirds have answered"."""
    share = answered / invited
    return next((words for end, words in _SHARES if share < end), "more than three quarters have answered")
