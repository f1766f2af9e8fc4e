"""When check-ins open: by a rhythm, on working days, round holidays and the network's own pauses. Pure."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path

from apps.core.moments import LONDON

DATA = Path(__file__).parent / "data" / "bank-holidays-england.json"
# From opening to opening, also where a holiday moved one of them.
LEAST_APART = timedelta(days=28)
OPENS_AT = time(9)
CLOSES_AT = time(17)
# A check-in during which people are away is none: of its working days at most one may be a holiday or in a pause.
MOST_AWAY = 1
# Pauses may be long, but whoever pauses for longer than this has stopped.
LONGEST_SEARCH = timedelta(days=400)


@dataclass(frozen=True)
class BankHolidays:
    """England's, by day. Nothing is known about days outside ``first`` to ``last``."""

    first: date
    last: date
    names: dict[date, str]


@dataclass(frozen=True)
class Away:
    """Days on which the network asks nobody, both ends included."""

    first: date
    last: date

    def has(self, day: date) -> bool:
        return self.first <= day <= self.last


@cache
def bank_holidays() -> BankHolidays:
    data = json.loads(DATA.read_text(encoding="utf-8"))
    names = {date.fromisoformat(day): name for day, name in data["days"]}
    return BankHolidays(date.fromisoformat(data["from"]), date.fromisoformat(data["to"]), names)


def is_away(day: date, pauses: Collection[Away]) -> bool:
    return day in bank_holidays().names or any(pause.has(day) for pause in pauses)


def can_open(day: date, days_open: int, pauses: Collection[Away] = ()) -> bool:
    """Whether a check-in may open on ``day``: a working day, and people are there while it is open."""
    if day.weekday() > 4 or is_away(day, pauses):
        return False
    window = (day + timedelta(days=n) for n in range(days_open + 1))
    return sum(is_away(one, pauses) for one in window if one.weekday() < 5) <= MOST_AWAY


def first_from(day: date, days_open: int, pauses: Collection[Away] = ()) -> date | None:
    """The first day from ``day`` on that a check-in may open on; None where none is near."""
    for n in range(LONGEST_SEARCH.days):
        if can_open(found := day + timedelta(days=n), days_open, pauses):
            return found
    return None


# Weeks from one opening to the next: whole ones, so that it stays the same day of the week, and every fourth week is
# twelve or thirteen times a year.
WEEKS = {"monthly": 4, "six_weekly": 6, "quarterly": 13}


def opening_after(
    last: date, rhythm: str, days_open: int, pauses: Collection[Away] = (), *, weekday: int | None = None
) -> date | None:
    """When the check-in after one that opened on ``last`` opens by ``rhythm``: on the series' own ``weekday`` (that of
    ``last`` unless given), or, where that is a holiday or people are away, on the next possible day.

    Where ``last`` was moved off that weekday, it counts from the day that it was moved from, or the last such day
    before a pause ended. Never less than 28 days later: where that leaves too few, a week more."""
    moved = 0 if weekday is None else (last.weekday() - weekday) % 7
    due = last - timedelta(days=moved) + timedelta(weeks=WEEKS[rhythm])
    if due < last + LEAST_APART:
        due += timedelta(weeks=1)
    return first_from(due, days_open, pauses)


def upcoming(
    first: date,
    rhythm: str,
    days_open: int,
    pauses: Collection[Away],
    count: int,
    *,
    weekday: int | None = None,
) -> Sequence[date]:
    """``first`` and the openings that follow it, ``count`` of them or as many as can be said."""
    days, weekday = [first], first.weekday() if weekday is None else weekday
    while len(days) < count and (
        after := opening_after(days[-1], rhythm, days_open, pauses, weekday=weekday)
    ):
        days.append(after)
    return days[:count]


def own_weekday(asked: date, opens_on: date) -> int:
    """The weekday (Monday is 0) of a series that was asked for from ``asked`` on and first opens on ``opens_on``."""
    return asked.weekday() if asked.weekday() < 5 else opens_on.weekday()


def opening_moment(day: date) -> datetime:
    return datetime.combine(day, OPENS_AT, LONDON)


def closing_moment(opened: date, days_open: int) -> datetime:
    """5pm, ``days_open`` days after the opening; on the Friday before where that is a weekend."""
    day = opened + timedelta(days=days_open)
    day -= timedelta(days=max(0, day.weekday() - 4))
    return datetime.combine(day, CLOSES_AT, LONDON)
