"""Check-ins that have closed, with published figures, and nobody behind them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests import factories

OVER, BETWEEN, UNDER, NOBODY = (0, 1, 4, 12, 13), (8, 2, 4, 9, 7), (13, 12, 4, 1, 0), (0, 0, 0, 0, 0)


@pytest.fixture
def check_in(network):
    """Make a check-in closed so many days ago: one histogram for every statement, others by code."""

    def make(days_ago=3, counts=OVER, **options):
        return factories.check_in_of(options.pop("of", network), days_ago=days_ago, counts=counts, **options)

    return make


@pytest.fixture
def series(network):
    people = factories.PersonFactory.create_batch(3, network=network)
    return network.series.create(
        kind="check_in", people=[one.pk for one in people], listed_at=timezone.now() - timedelta(days=40)
    )
