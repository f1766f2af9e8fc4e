from datetime import UTC, date, datetime, time

import pytest

from apps.core import moments


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (datetime(2026, 12, 4, 17, 0, tzinfo=UTC), "Friday 4 December 2026 at 5pm"),
        (datetime(2026, 6, 4, 8, 30, tzinfo=UTC), "Thursday 4 June 2026 at 9:30am"),
        (datetime(2026, 6, 4, 11, 0, tzinfo=UTC), "Thursday 4 June 2026 at midday"),
        (datetime(2026, 6, 4, 23, 0, tzinfo=UTC), "Friday 5 June 2026 at midnight"),
        (datetime(2026, 6, 4, 23, 5, tzinfo=UTC), "Friday 5 June 2026 at 12:05am"),
        # The hours around both changes of the clock.
        (datetime(2027, 3, 28, 0, 59, tzinfo=UTC), "Sunday 28 March 2027 at 12:59am"),
        (datetime(2027, 3, 28, 1, 0, tzinfo=UTC), "Sunday 28 March 2027 at 2am"),
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "Sunday 25 October 2026 at 1:30am"),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "Sunday 25 October 2026 at 1:30am"),
    ],
)
def test_moments_are_told_in_london_time(at, words):
    assert moments.moment(at) == words


def test_a_line_of_a_list_says_day_and_time():
    assert moments.stamp(datetime(2026, 12, 4, 19, 27, tzinfo=UTC)) == "4 December 2026, 7:27pm"


def test_a_day_near_midnight_is_londons():
    assert moments.day(datetime(2026, 6, 30, 23, 30, tzinfo=UTC)) == "1 July 2026"
    assert moments.month(datetime(2026, 6, 30, 23, 30, tzinfo=UTC)) == "July 2026"
    assert moments.short_day(datetime(2026, 6, 30, 23, 30, tzinfo=UTC)) == "1 Jul 2026"


def test_days_and_times_without_the_other():
    assert moments.day(date(2026, 3, 1)) == "1 March 2026"
    assert moments.day(None) == ""
    assert [moments.clock(time(hour)) for hour in (7, 12, 13, 22)] == ["7am", "midday", "1pm", "10pm"]
