from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from apps.surveys import questionnaire
from apps.surveys.disclosure import publish
from apps.surveys.models import Finding, Questionnaire, Round
from apps.surveys.queries import current_questionnaire
from tests.factories import PersonFactory

# Histograms of the answers 1 to 5 whose meaning is plain.
AGREE = (0, 1, 4, 12, 13)
MIDDLE = (2, 6, 14, 6, 2)
LOW = (13, 12, 4, 1, 0)
SPLIT = (8, 5, 4, 6, 7)
NOBODY = (0, 0, 0, 0, 0)


@pytest.fixture
def at(network):
    """Addresses of the network's scorecard pages: ``at("results", pk=…)``."""

    def address(name, **kwargs):
        return reverse(f"scorecard:{name}", kwargs={"code": network.code, **kwargs})

    return address


@pytest.fixture
def as_manager(client, manager):
    client.force_login(manager)
    return client


@pytest.fixture
def opener(as_manager, at, scorecard):
    """A manager on the way to open a round, who chose a link for each person."""
    assert as_manager.post(at("open"), {"way": "personal"}).url == at("open_who")
    return as_manager


@pytest.fixture
def people(network, practice):
    """Twelve people with an address, and one without."""
    PersonFactory(network=network, email="", name="No Address")
    groups = ["gp", "nurse", "admin"] * 4
    return [
        PersonFactory(
            network=network, practice=practice if n < 8 else None, staff_group=group, name=f"Person {n:02d}"
        )
        for n, group in enumerate(groups)
    ]


@pytest.fixture
def scorecard(db) -> Questionnaire:
    questionnaire.install(Questionnaire)  # a transactional test before this one emptied the table
    return current_questionnaire()


@pytest.fixture
def open_round(network, scorecard):
    """A round that takes answers, as far as its pages can tell."""
    now = timezone.now()
    return Round.objects.create(
        network=network,
        kind="scorecard",
        questionnaire=scorecard,
        title="Spring round",
        state="open",
        opens_at=now - timedelta(days=1),
        closes_at=now + timedelta(days=7),
        invited=30,
    )


@pytest.fixture
def closed_round(network, scorecard):
    """Make a closed round: ``counts(question code)`` gives each question's histogram, five or three counts."""

    def make(counts, *, title="Autumn round", days_ago=1, answered=30, **fields):
        closed = timezone.now() - timedelta(days=days_ago)
        round_ = Round.objects.create(
            network=fields.pop("network", network),
            kind="scorecard",
            questionnaire=fields.pop("questionnaire", scorecard),
            title=title,
            state="closed",
            opens_at=closed - timedelta(days=14),
            closes_at=closed,
            closed_at=closed,
            invited=fields.pop("invited", 45),
            answered=answered,
            **{"released_at": closed} | fields,
        )
        Finding.objects.bulk_create(
            Finding(round=round_, question=question.code, figure=publish(counts(question.code)).to_json())
            for question in round_.definition.questions
        )
        return round_

    return make


def by_theme(year_ago=(5, 10, 15), **themes):
    """Counts for `closed_round`: one histogram a theme, `AGREE` where none is given."""

    def counts(code):
        if code.startswith("year_ago:"):
            return year_ago
        return themes.get(code.split("_")[0], AGREE)

    return counts
