"""When a round may close. Pure."""

from datetime import date, datetime, time, timedelta

from apps.core.moments import LONDON

USUAL_EXTENSION = timedelta(days=7)
USUAL_HOUR = 17
# Hours of the day at which a round may close. Clocks change between 1am and 2am: none of these is ever
# skipped or struck twice.
HOURS = range(7, 23)
LONGEST = timedelta(days=92)


def closing(day: date, hour: int) -> datetime:
    """``hour`` o'clock of ``day`` in London, in summer and winter time alike."""
    return datetime.combine(day, time(hour), LONDON)
