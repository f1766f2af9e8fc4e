from datetime import UTC, date, datetime

import pytest

from apps.core.moments import LONDON
from apps.scorecard.timing import season, usual_closing
from apps.surveys.timing import HOURS, closing


@pytest.mark.parametrize(
    ("now", "closes"),
    [
        (datetime(2026, 7, 1, 9, tzinfo=UTC), datetime(2026, 7, 15, 16, tzinfo=UTC)),
        # Over each change of the clocks (29 March and 25 October 2026) it stays 5pm in London.
        (datetime(2026, 3, 20, 9, tzinfo=UTC), datetime(2026, 4, 3, 16, tzinfo=UTC)),
        (datetime(2026, 10, 20, 9, tzinfo=UTC), datetime(2026, 11, 3, 17, tzinfo=UTC)),
        # The very days are Sundays: nobody closes a round then, but on the Monday after.
        (datetime(2026, 3, 15, 9, tzinfo=UTC), datetime(2026, 3, 30, 16, tzinfo=UTC)),
        (datetime(2026, 10, 11, 9, tzinfo=UTC), datetime(2026, 10, 26, 17, tzinfo=UTC)),
        (datetime(2026, 10, 10, 9, tzinfo=UTC), datetime(2026, 10, 26, 17, tzinfo=UTC)),
        # Half past midnight in London is still the day before in UTC.
        (datetime(2026, 6, 30, 23, 30, tzinfo=UTC), datetime(2026, 7, 15, 16, tzinfo=UTC)),
    ],
)
def test_usual_closing_is_two_weeks_on_at_5pm_in_london(now, closes):
    assert usual_closing(now) == closes


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25)])
@pytest.mark.parametrize("hour", HOURS)
def test_every_closing_hour_exists_once_on_days_when_clocks_change(day, hour):
    closes = closing(day, hour)

    assert closes.astimezone(UTC).astimezone(LONDON).hour == hour
    assert closes.utcoffset() == closes.replace(fold=1).utcoffset()


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 3, 1), "Spring 2026"),
        (date(2026, 5, 31), "Spring 2026"),
        (date(2026, 8, 1), "Summer 2026"),
        (date(2026, 11, 30), "Autumn 2026"),
        (date(2026, 12, 1), "Winter 2026/27"),
        (date(2027, 2, 28), "Winter 2026/27"),
        (date(2100, 1, 1), "Winter 2099/00"),
    ],
)
def test_season(day, name):
    assert season(day) == name
