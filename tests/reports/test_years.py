from datetime import date

import pytest

from apps.reports import years


def test_year_starts_a_day_after_the_one_before_ended():
    assert years.ending(2026, 3).start == date(2025, 4, 1)
    assert years.ending(2024, 2).start == date(2023, 3, 1)
    assert years.ending(2025, 12).start == date(2025, 1, 1)


@pytest.mark.parametrize(
    ("today", "ends"),
    [
        (date(2026, 11, 22), [date(2026, 3, 31), date(2027, 3, 31), date(2026, 10, 31), date(2025, 3, 31)]),
        (date(2026, 3, 31), [date(2025, 3, 31), date(2026, 3, 31), date(2026, 2, 28), date(2024, 3, 31)]),
        (date(2026, 4, 1), [date(2026, 3, 31), date(2027, 3, 31), date(2025, 3, 31)]),
    ],
)
def test_years_on_offer_start_with_the_last_complete_one(today, ends):
    assert [year.end for year, _ in years.on_offer(today)] == ends


@pytest.mark.parametrize(
    ("end", "words"),
    [
        (date(2026, 3, 30), "whole months"),
        (date(2028, 3, 31), "not begun"),
        (date(2019, 3, 31), "did not exist"),
        (date(2020, 3, 31), "did not exist"),
    ],
)
def test_years_that_are_none_to_report_on_are_refused(end, words):
    with pytest.raises(years.BadYear, match=words):
        years.checked(end, today=date(2026, 11, 22), opened_on=date(2020, 4, 1))


def test_year_that_has_begun_may_be_reported_on():
    assert years.checked(date(2027, 3, 31), today=date(2026, 11, 22)).start == date(2026, 4, 1)
