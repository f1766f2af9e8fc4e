"""The demo's events: from signing up to an idea that became an action, residents told, roundtables answered."""

import pytest
from django.utils import timezone

from apps.demo import events
from apps.demo.personas import PERSONAS
from apps.meetings.models import Event
from tests import factories


@pytest.fixture
def made(db):
    emails = {one.code: one.email for one in PERSONAS}
    for code in ("manager", "two_networks"):
        factories.UserFactory(email=emails[code])
    network = factories.NetworkFactory(code=events.HOME)
    for code in events.GUESTS:
        factories.NetworkFactory(code=code)
    practice = factories.practice_in(network)
    for _ in range(11):
        factories.PersonFactory(network=network, practice=practice)
    events.make_events(timezone.now())
    return {one.meeting.title: one for one in Event.objects.select_related("meeting")}


def test_one_was_held_and_followed_up(made):
    launch = made[events.LAUNCH.title]
    assert launch.meeting.is_ended
    assert (launch.sign_ups.count(), launch.sign_ups.filter(came=True).count()) == (11, 9)
    assert [one.action is not None for one in launch.ideas.all()].count(True) == 1
    assert launch.groups.exclude(notes="").count() == 3
    assert launch.followed_up_at > launch.meeting.ends_at


def test_residents_were_told_and_are_asked_again(made):
    heard, coming = made[events.HEARD.title], made[events.COMING.title]
    assert heard.told_at
    assert heard.residents == 23
    assert coming.signing_up
    assert coming.meeting.is_planned
    assert coming.sign_ups.count() == 3


def test_one_network_has_still_to_answer_to_a_roundtable(made):
    compared, coming = made[events.COMPARED.title], made[events.NEXT_ROUND.title]
    assert compared.themes.count() == 3
    assert compared.guests.filter(accepted_at=None).count() == 0
    assert coming.guests.filter(accepted_at=None, declined_at=None).count() == 1
