"""Work beside wellbeing: shares and counts, never people."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from apps.accounts.permissions import NETWORK_ROLES
from apps.core import contributions
from apps.core.contributions import Load
from apps.people.queries import Turnover, turnover
from apps.wellbeing import load
from tests import factories

BOARD = NETWORK_ROLES["board_member"].permissions


@pytest.fixture
def page(client, network, board_member):
    client.force_login(board_member)

    def get():
        return " ".join(
            client.get(reverse("wellbeing:workload", args=[network.code])).content.decode().split()
        )

    return get


@pytest.fixture
def workshop(network):
    return factories.round_of(network, state="closed", way="open", invited=0)


def take_on(workshop, *owners):
    for owner in owners:
        workshop.workshop_notes.create(kind="action", text="Something", owner=owner)


def test_nothing_recorded_is_said_and_not_drawn(page):
    said = page()
    assert "The portal does not know yet who carries what" in said
    assert "portal-plot" not in said


def test_share_beyond_director_and_manager(network, manager, director, workshop):
    take_on(
        workshop, f"Dr {director.name}", manager.name.upper(), "the manager", "Somebody Else", "Another", ""
    )
    workshop.workshop_notes.create(kind="agenda", text="No action", owner="Another")
    (found,) = contributions.network_load.of(network, BOARD)
    assert (found.pieces, found.beyond, found.hands, found.busiest) == (5, 2, 5, 3)


def test_page_says_the_share_and_lists_nobody(page, workshop):
    take_on(workshop, *["Orla Quickfoot"] * 6, "Ben Oakenshaw", "Cat Underhill", "Dee Longacre")
    said = page()
    assert "All of the work that is recorded is carried beyond director and manager" in said
    assert "three people carry 8 of 9, of 4 who carry any" in said
    assert "Quickfoot" not in said


def test_actions_of_a_year_ago_count_no_more(network, workshop):
    take_on(workshop, "Somebody Else")
    workshop.workshop_notes.update(created_at=timezone.now() - timedelta(days=366))
    assert contributions.network_load.of(network, BOARD) == []


@pytest.mark.parametrize(
    ("beyond", "words"),
    [(0, "None"), (1, "Less than a fifth"), (5, "About half"), (9, "Most"), (10, "All")],
)
def test_share_in_words(beyond, words):
    assert load.shared([Load("Actions", 10, beyond, 5, 6)]).headline.startswith(f"{words} of the work")


def test_usual_colleagues_are_named_by_number_where_three_carry_most():
    assert (
        load.shared([Load("Actions", 12, 9, 5, 9)]).usual[0].startswith("Actions: three people carry 9 of 12")
    )


@pytest.mark.parametrize(
    "spread", [Load("Actions", 12, 9, 9, 5), Load("Actions", 7, 6, 4, 6), Load("Actions", 12, 9, 3, 12)]
)
def test_nothing_is_said_where_work_is_spread_or_little(spread):
    assert load.shared([spread]).usual == ()


def test_turnover_counts_by_the_days_of_the_directory(network):
    today = timezone.localdate()
    year_ago, long_ago = today - timedelta(days=365), today - timedelta(days=900)
    here = factories.PersonFactory.create_batch(4, network=network, active_from=long_ago)
    for person in here[:1]:
        type(person).objects.filter(pk=person.pk).update(active_to=today - timedelta(days=9))
    factories.PersonFactory(network=network, active_from=long_ago, active_to=year_ago - timedelta(days=3))
    factories.PersonFactory(network=network, active_from=today - timedelta(days=50))
    factories.PersonFactory(network=network)  # without a first day: since it was put in, today
    factories.PersonFactory(
        network=network, active_from=today - timedelta(days=50), active_to=today - timedelta(days=9)
    )
    found = turnover(network, since=year_ago, until=today)
    assert found == Turnover(then=4, stayed=3, left=2, joined=3)
    assert load.staying(found) == (
        "Of 4 people who were in the directory a year ago 3 still are (75%). In this year 2 left and 3 joined."
    )


def test_directory_younger_than_a_year_says_so(page, network):
    factories.PersonFactory(network=network)
    assert "The directory does not go back a year yet" in page()
