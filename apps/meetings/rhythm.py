"""On which days a series meets: "every month" is the same weekday of its month, such as the second Tuesday. No
Django."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from apps.core.moments import LONDON, day_of_week

WEEKS = {"week": 1, "fortnight": 2}
MONTHS = {"month": 1, "two_months": 2, "quarter": 3}
ORDINALS = ("first", "second", "third", "fourth", "last")


def starts_at(day: date, at: time) -> datetime:
    """That time on the wall's clock in London, whichever side of a clock change the day is."""
    return datetime.combine(day, at, LONDON)


def which_of_month(day: date) -> int:
    """0 for the first of its weekday in its month, up to 4 for the last: a fifth one is the last."""
    return (day.day - 1) // 7


def slots(first_on: date, every: str, until: date) -> Iterator[date]:
    """The days from ``first_on`` on, up to and with ``until``."""
    number = 0
    while (day := _slot(first_on, every, number)) <= until:
        yield day
        number += 1


def words(first_on: date, every: str) -> str:
    """ "every two weeks on Tuesday", "every month on the second Tuesday"."""
    weekday = day_of_week(first_on)
    if every in WEEKS:
        return f"every {'week' if every == 'week' else 'two weeks'} on {weekday}"
    months = {"month": "month", "two_months": "two months", "quarter": "three months"}[every]
    return f"every {months} on the {ORDINALS[which_of_month(first_on)]} {weekday}"


def _slot(first_on: date, every: str, number: int) -> date:
    if every in WEEKS:
        return first_on + timedelta(weeks=WEEKS[every] * number)
    months = first_on.month - 1 + MONTHS[every] * number
    month = date(first_on.year + months // 12, months % 12 + 1, 1)
    day = month + timedelta(days=(first_on.weekday() - month.weekday()) % 7)
    which = which_of_month(first_on)
    found = day + timedelta(weeks=which)
    # A fifth Tuesday is there in some months only; the last one is in all.
    return found if found.month == month.month else found - timedelta(weeks=1)
