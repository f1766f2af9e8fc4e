"""On which days a series meets, also across a clock change."""

from datetime import UTC, date, time

import pytest

from apps.core.moments import LONDON
from apps.meetings import rhythm


@pytest.mark.parametrize(
    ("first", "every", "days"),
    [
        (date(2027, 1, 12), "month", ["2027-01-12", "2027-02-09", "2027-03-09", "2027-04-13"]),
        (date(2026, 12, 29), "month", ["2026-12-29", "2027-01-26", "2027-02-23", "2027-03-30", "2027-04-27"]),
        (date(2027, 1, 31), "quarter", ["2027-01-31", "2027-04-25"]),
        (date(2027, 1, 1), "two_months", ["2027-01-01", "2027-03-05"]),
        (date(2027, 3, 22), "fortnight", ["2027-03-22", "2027-04-05", "2027-04-19"]),
        (date(2027, 4, 20), "week", ["2027-04-20", "2027-04-27"]),
    ],
)
def test_a_month_means_the_same_weekday_of_it(first, every, days):
    assert [day.isoformat() for day in rhythm.slots(first, every, date(2027, 4, 30))] == days


def test_the_wall_clock_stays_when_clocks_change():
    before, after = (rhythm.starts_at(day, time(13)) for day in (date(2027, 3, 27), date(2027, 3, 28)))
    assert (before.astimezone(UTC).hour, after.astimezone(UTC).hour) == (13, 12)
    assert after.astimezone(LONDON).time() == time(13)


def test_it_is_said_in_words():
    assert rhythm.words(date(2027, 1, 12), "month") == "every month on the second Tuesday"
    assert rhythm.words(date(2026, 12, 29), "quarter") == "every three months on the last Tuesday"
    assert rhythm.words(date(2027, 1, 12), "fortnight") == "every two weeks on Tuesday"
