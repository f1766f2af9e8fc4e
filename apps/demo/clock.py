"""Going back in time, so that a year's work can be made through the same actions that users use."""

from contextlib import contextmanager
from datetime import date, timedelta
from unittest import mock

from django.utils import timezone


def long_ago() -> date:
    """Since when people are here who hold something for years."""
    return timezone.localdate() - timedelta(days=1500)


@contextmanager
def at(moment):
    """Have the portal believe that it is ``moment`` (an aware datetime) within the block."""
    with mock.patch.object(timezone, "now", return_value=moment):
        yield
