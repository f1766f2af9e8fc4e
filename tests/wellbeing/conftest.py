"""Check-ins that have closed, with published figures, and nobody behind them; and what is needed to ask."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from apps.surveys import questionnaire
from apps.surveys.models import Questionnaire
from apps.wellbeing import actions
from tests import factories
from tests.factories import PersonFactory

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


FIRST = date(2027, 2, 2)  # a Tuesday without a holiday near


@pytest.fixture(autouse=True)
def installed(db):
    questionnaire.install(Questionnaire)  # a transactional test before this one emptied the table


@pytest.fixture
def at(network):
    """Addresses of the network's pages of check-ins."""

    def address(name, **kwargs):
        return reverse(f"wellbeing:{name}", kwargs={"code": network.code, **kwargs})

    return address


@pytest.fixture
def as_manager(client, manager):
    client.force_login(manager)
    return client


@pytest.fixture
def staff(network, practice):
    people = PersonFactory.create_batch(12, network=network, practice=practice)
    PersonFactory(network=network, staff_group="partner", name="A Partner")
    return people


@pytest.fixture
def set_up(network, manager):
    """Begin a series; keywords replace what is chosen."""

    def set_up(**changes):
        chosen = {
            "rhythm": "monthly",
            "way": "personal",
            "days_open": 7,
            "first_day": FIRST,
            "breakdown": "",
            "burnout": False,
            "bank": [],
            "comment": False,
            "reviewer": None,
        }
        return actions.set_up(network=network, by=manager, **chosen | changes)

    return set_up
