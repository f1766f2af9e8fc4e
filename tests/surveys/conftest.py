"""A round to test with: people, an open round, and answering it the way the answer page does."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from apps.mail import tokens
from apps.people.models import Person
from apps.surveys import answering, closing, links, opening, queries, questionnaire
from apps.surveys.models import Invitation, Questionnaire, Round
from tests import factories


@pytest.fixture
def scorecard(db) -> Questionnaire:
    questionnaire.install(Questionnaire)  # a transactional test before this one emptied the table
    return queries.current_questionnaire()


@pytest.fixture
def people(network):
    return factories.PersonFactory.create_batch(12, network=network)


@pytest.fixture
def ask(network, manager, people, scorecard):
    """Open a round; keywords replace what it is asked with. Its invitations are made, as by the worker's next step."""

    def ask(**changes) -> Round:
        asked = {
            "network": network,
            "by": manager,
            "questionnaire": scorecard,
            "title": "Autumn scorecard",
            "message": "Please be frank.",
            "closes_at": timezone.now() + timedelta(days=7),
            "people": people,
        } | changes
        if asked["people"] is not None:
            asked["people"] = Person.objects.filter(pk__in=[person.pk for person in asked["people"]])
        round_ = opening.open_round(**asked)
        opening.enlist(round_.pk)
        return round_

    return ask


@pytest.fixture
def open_round(ask) -> Round:
    """Open, as after its key was made. Invitations wait to be sent, which takes longer than most tests."""
    round_ = ask()
    opening.prepare(round_.pk)
    round_.refresh_from_db()
    return round_


@pytest.fixture
def invitations(open_round):
    return list(Invitation.objects.filter(round=open_round).order_by("pk"))


def token_of(invitation) -> str:
    return tokens.make_token(links.PURPOSE, invitation.pk, invitation.generation)


def submit(invitation, answers=None, comments=None, **options):
    answering.submit(
        invitation_id=invitation.pk,
        generation=invitation.generation,
        answers={"purpose_why": 4} if answers is None else answers,
        comments=comments or {},
        **options,
    )


def close(round_) -> Round:
    """Close at the round's time, as the job does."""
    closing.close_round(round_.pk, now=round_.closes_at)
    round_.refresh_from_db()
    return round_


@pytest.fixture
def invitation(invitations):
    return invitations[0]


@pytest.fixture
def respondent(client, invitation):
    """A browser that opened the link."""
    client.get(reverse("surveys:link", args=[token_of(invitation)]))
    return client
