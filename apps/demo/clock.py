"""Going back in time, so that a year's work can be made through the same actions that users use."""

from contextlib import contextmanager
from unittest import mock

from django.utils import timezone


@contextmanager
def at(moment):
    """Have the portal believe that it is ``moment`` (an aware datetime) within the block."""
    with mock.patch.object(timezone, "now", return_value=moment):
        yield
