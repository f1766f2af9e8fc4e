"""Whoever reads comments first finds on the front page that some wait."""

from datetime import timedelta

import pytest
from django.utils import timezone

from apps.core.contributions import Reader
from apps.networks.models.access import permissions_in
from apps.surveys import reading
from apps.surveys.models import Comment
from tests import factories


@pytest.fixture
def waiting(network, board_member):
    """A comment of a round that closed yesterday, to be read by the board member."""
    closed = timezone.now() - timedelta(days=1)
    round_ = factories.round_of(
        network, state="closed", title="Spring", closed_at=closed, released_at=closed, reviewer=board_member
    )
    return Comment.objects.create(round=round_, text="We go home at eight.")


def needs(network, user) -> list[str]:
    reader = Reader(network, permissions_in(user.network_memberships.all()), user.pk)
    return [need.text for _, need in reading.needs([reader])]


def test_whoever_reads_them_finds_them_on_the_front_page(client, waiting, network, board_member):
    client.force_login(board_member)
    page = client.get(f"/networks/{network.code}/").content.decode()
    assert "Comments in Spring wait for you to read them" in page
    assert f"/scorecard/{waiting.round_id}/comments/" in page
    assert "go home at eight" not in page
    assert "wait for you to read" in needs(network, board_member)[0]


@pytest.mark.parametrize("state", ["released", "withheld"])
def test_what_was_decided_waits_no_more(waiting, network, board_member, state):
    Comment.objects.update(state=state)
    assert needs(network, board_member) == []


def test_who_runs_rounds_is_told_after_14_days(waiting, network, manager, director):
    assert needs(network, manager) == needs(network, director) == []
    type(waiting.round).objects.update(closed_at=timezone.now() - timedelta(days=15))
    assert needs(network, manager) == needs(network, director) == ["Comments in Spring still wait to be read"]


def test_nobody_else_is_told(waiting, network, other_network, board_member, stranger):
    staff = factories.member_of(network, "network_staff")
    assert needs(network, staff) == []
    assert needs(other_network, stranger) == []
    assert list(reading.needs([Reader(network, frozenset())])) == []
