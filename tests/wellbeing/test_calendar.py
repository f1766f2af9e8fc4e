"""When check-ins open: pure."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.wellbeing import calendar
from apps.wellbeing.calendar import Away, can_open, first_from, opening_after, upcoming


def easter(year: int) -> date:
    """Sunday, by the anonymous Gregorian algorithm (Meeus, Astronomical Algorithms)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    l_ = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 19 * l_) // 433
    month = (h + l_ - 7 * m + 90) // 25
    return date(year, month, (h + l_ - 7 * m + 33 * month + 19) % 32)


def monday_from(day: date) -> date:
    return day + timedelta(days=-day.weekday() % 7)


def by_the_act(year: int) -> set[date]:
    """The eight days of a year without a special one."""
    sunday, christmas = easter(year), date(year, 12, 25)
    late_may, late_august = date(year, 5, 25), date(year, 8, 25)
    new_year = date(year, 1, 1)
    fixed = {new_year if new_year.weekday() < 5 else monday_from(new_year)}
    for day in (christmas, christmas + timedelta(days=1)):
        while day.weekday() > 4 or day in fixed:
            day += timedelta(days=1)
        fixed.add(day)
    moving = {sunday - timedelta(days=2), sunday + timedelta(days=1)}
    return fixed | moving | {monday_from(day) for day in (date(year, 5, 1), late_may, late_august)}


def test_bank_holidays_are_those_of_the_act():
    known = calendar.bank_holidays()
    years = range(known.first.year, known.last.year + 1)
    assert set(known.names) == set().union(*map(by_the_act, years))


def test_monthly_is_every_fourth_week_on_the_same_day():
    assert upcoming(date(2027, 2, 2), "monthly", 7, [], 3) == [
        date(2027, 2, 2), date(2027, 3, 2), date(2027, 3, 30),
    ]  # fmt: skip


def test_a_holiday_moves_an_opening_to_the_next_day_that_fits():
    # Four weeks after 1 March 2027 is Easter Monday.
    assert opening_after(date(2027, 3, 1), "monthly", 7) == date(2027, 3, 30)


def test_after_a_holiday_it_returns_to_its_own_weekday():
    # Easter Monday moves one of a Monday series to Tuesday; the next is on a Monday again, 28 days or more later.
    quarterly = upcoming(date(2026, 12, 28 + 1), "quarterly", 7, [], 2, weekday=0)
    assert [day.weekday() for day in quarterly] == [1, 1]  # Easter Monday 2027 is 13 weeks on
    assert opening_after(date(2027, 3, 30), "quarterly", 7, weekday=0) == date(2027, 6, 28)
    assert opening_after(date(2027, 3, 30), "monthly", 7, weekday=0) == date(2027, 5, 4)  # 3 May is a holiday
    assert opening_after(date(2027, 5, 4), "monthly", 7, weekday=0) == date(2027, 6, 7)


def test_a_series_asked_for_from_a_weekend_on_keeps_the_day_it_opens():
    assert calendar.own_weekday(date(2027, 2, 6), date(2027, 2, 8)) == 0
    assert calendar.own_weekday(date(2027, 3, 29), date(2027, 3, 30)) == 0  # asked for Easter Monday


def test_nobody_is_asked_over_christmas():
    opened = opening_after(date(2026, 11, 26), "monthly", 7)  # would be Christmas Eve
    assert opened == date(2026, 12, 29)
    assert not can_open(date(2026, 12, 23), 7)


def test_a_pause_is_skipped_whole():
    summer = Away(date(2027, 7, 26), date(2027, 8, 27))
    assert opening_after(date(2027, 7, 1), "monthly", 7, [summer]) == date(2027, 8, 31)


def test_a_check_in_that_would_run_into_a_pause_waits():
    pause = Away(date(2027, 2, 4), date(2027, 2, 12))
    assert not can_open(date(2027, 2, 2), 7, [pause])
    assert first_from(date(2027, 2, 2), 7, [pause]) == date(2027, 2, 15)


def test_no_day_is_found_in_an_endless_pause():
    assert first_from(date(2027, 1, 4), 7, [Away(date(2027, 1, 1), date(2029, 1, 1))]) is None


def test_it_closes_at_5pm_on_a_working_day():
    closes = calendar.closing_moment(date(2027, 2, 2), 5)  # five days later is a Sunday
    assert (closes.date(), closes.hour) == (date(2027, 2, 5), 17)


days = st.dates(date(2026, 1, 1), date(2028, 6, 30))


@given(
    last=days,
    rhythm=st.sampled_from(sorted(calendar.WEEKS)),
    days_open=st.sampled_from([5, 7, 10, 14]),
    pauses=st.lists(st.tuples(days, st.integers(0, 40)), max_size=3),
)
def test_openings_are_working_days_at_least_28_days_apart_and_never_two_at_once(
    last, rhythm, days_open, pauses
):
    pauses = [Away(first, first + timedelta(days=length)) for first, length in pauses]
    opened = opening_after(last, rhythm, days_open, pauses)
    assert opened - last >= timedelta(days=28)
    assert opened.weekday() < 5
    assert opened not in calendar.bank_holidays().names
    assert not any(pause.has(opened) for pause in pauses)
    assert calendar.closing_moment(last, days_open) < calendar.opening_moment(opened)


@pytest.mark.parametrize("rhythm", calendar.WEEKS)
def test_every_rhythm_goes_on_for_years(rhythm):
    found = upcoming(date(2026, 1, 6), rhythm, 7, [], 10)
    assert len(found) == 10


@given(
    rhythm=st.sampled_from(["monthly", "six_weekly", "quarterly"]),
    weekday=st.integers(0, 4),
    last=st.dates(date(2026, 1, 5), date(2028, 6, 1)),
)
def test_never_nearer_than_28_days_and_off_its_weekday_only_where_it_must(rhythm, weekday, last):
    opened = opening_after(last, rhythm, 7, weekday=weekday)
    assert opened - last >= timedelta(days=28)
    if opened.weekday() != weekday:
        due = opened - timedelta(days=(opened.weekday() - weekday) % 7)
        assert not can_open(due, 7)
