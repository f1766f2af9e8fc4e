"""A practice leaves the network while a round runs: its people stay asked, its answers count, pages go on naming it."""

import pytest
from django.urls import reverse
from django.utils import timezone

from apps.surveys import links, queries
from apps.surveys.actions import remind
from apps.surveys.models import Breakdown, Invitation
from tests import factories

from .conftest import close, submit, token_of


@pytest.fixture
def left(ask, network, practice, do_jobs):
    """A round by practice that asks eleven of each of two, one of which has left since."""
    other = factories.practice_in(network, name="Hillside Practice")
    people = [
        factories.PersonFactory(network=network, practice=one) for one in (practice, other) for _ in range(11)
    ]
    round_ = ask(people=people, breakdown=Breakdown.PRACTICE, rhythm="quarterly")
    do_jobs()
    practice.network_spells.update(end=timezone.localdate())
    round_.refresh_from_db()
    return round_


def test_its_people_answer_and_are_reminded_as_before(left, manager, practice, do_jobs, mailoutbox):
    mailoutbox.clear()
    remind(round_=left, by=manager)
    do_jobs()
    assert len(mailoutbox) == 22
    for invitation in Invitation.objects.filter(round=left, person__practice=practice):
        followed = links.follow(token_of(invitation))
        assert (followed.state, followed.block) == (links.LinkState.READY, practice.code)


def test_its_figures_stay_and_are_called_by_its_name(left, client, manager, practice):
    for invitation in Invitation.objects.filter(round=left).select_related("person__practice"):
        submit(invitation, block=invitation.person.practice.code)
    closed = close(left)
    assert [block.name for block in queries.block_results(closed)] == [
        "Hillside Practice",
        "Millbrook Surgery",
    ]
    client.force_login(manager)
    code = left.network.code
    for name in ("round", "results"):
        assert client.get(reverse(f"scorecard:{name}", args=[code, left.pk])).status_code == 200
    results = client.get(reverse("scorecard:results", args=[code, left.pk])).content.decode()
    assert "Millbrook Surgery" in results


def test_pages_of_the_running_round_name_it(left, client, manager):
    client.force_login(manager)
    code = left.network.code
    assert client.get(reverse("scorecard:round", args=[code, left.pk])).status_code == 200
    assert (
        "Millbrook Surgery" in client.get(reverse("scorecard:links", args=[code, left.pk])).content.decode()
    )
