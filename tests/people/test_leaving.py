"""A leaver: the day, who takes over, and the access that a leaving date alone does not end."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from apps.accounts.permissions import Permission
from apps.core import contributions
from apps.core.contributions import CannotMove, Holding, Holdings, Reader
from apps.core.models import AuditEvent
from apps.people import leaving
from tests import factories
from tests.factories import PersonFactory
from tests.typed import date_boxes

ALL = frozenset(Permission)


class Seats:
    """A room in which people hold seats: ``held`` by directory id."""

    def __init__(self):
        self.held, self.handed, self.proposed = {}, [], {}

    def holdings(self, people):
        return [
            Holding(pk, seat, "/seats/", f"seats:{seat}", self._to(pk, seat), self.proposed.get(seat))
            for pk, seats in self.held.items()
            for seat in seats
            if pk in people
        ]

    def _to(self, pk, seat):
        def hand_over(*, to, by, on):
            if seat == "Chained":
                raise CannotMove("This seat can’t be given away.")
            self.held[pk].remove(seat)
            self.handed.append((seat, to and to.name, on))

        return hand_over


@pytest.fixture
def seats(monkeypatch):
    room, registry = Seats(), Holdings()
    registry.register(room.holdings)
    monkeypatch.setattr(contributions, "person_holdings", registry)
    return room


@pytest.fixture
def ann(network):
    return PersonFactory(network=network, name="Ann O’Neill", email="ann@leaver.example")


def today(**more):
    return date_boxes("on", timezone.localdate() + timedelta(**more))


def test_the_page_proposes_the_deputy_and_hands_over_on_the_day(as_manager, at, network, ann, seats):
    bo = PersonFactory(network=network, name="Bo Ray")
    seats.held[ann.pk] = ["Finance lead", "Patient seat"]
    seats.proposed["Finance lead"] = bo.pk

    page = as_manager.get(at("leave", pk=ann.pk)).content.decode()
    assert 'value="Bo Ray"' in page
    assert "Proposed: their deputy" in page

    form = today(days=10) | {"to-seats:Finance lead": "Bo Ray", "to-seats:Patient seat": ""}
    listed = as_manager.post(at("leave", pk=ann.pk), form, follow=True).content.decode()

    day = timezone.localdate() + timedelta(days=10)
    assert seats.handed == [("Finance lead", "Bo Ray", day), ("Patient seat", None, day)]
    assert "Until then they are invited as before" in listed
    ann.refresh_from_db()
    assert (ann.active_to, ann.has_left) == (day, False)
    assert AuditEvent.objects.get().detail == {"on": day.isoformat()}


@pytest.mark.parametrize(
    ("typed", "words"),
    [("Nobody Known", "Nobody in your directory"), ("Ann O’Neill", "Choose somebody who stays")],
)
def test_who_takes_over_must_be_somebody_who_stays(as_manager, at, ann, seats, typed, words):
    seats.held[ann.pk] = ["Finance lead"]

    page = as_manager.post(
        at("leave", pk=ann.pk), today() | {"to-seats:Finance lead": typed}
    ).content.decode()

    assert words in page
    assert not seats.handed


def test_a_refused_hand_over_leaves_everything_as_it_was(as_manager, at, ann, seats):
    seats.held[ann.pk] = ["Chained"]

    page = as_manager.post(at("leave", pk=ann.pk), today()).content.decode()

    assert "This seat can’t be given away." in page
    ann.refresh_from_db()
    assert ann.active_to is None


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("31/2/2027", "Leaving date must be a real date"),
        ("1/1/1903", "the year must be between"),
        ("1/1/2020", "on or after the first day"),
    ],
)
def test_impossible_leaving_dates_are_refused(as_manager, at, ann, typed, words):
    ann.active_from = timezone.localdate()
    ann.save()

    page = as_manager.post(at("leave", pk=ann.pk), date_boxes("on", typed)).content.decode()

    assert words in page


# --- Access ------------------------------------------------------------------------------
def entry_of(user, network):
    return PersonFactory(network=network, name=user.name, email=user.email.upper())


def test_access_is_taken_away_on_the_day_where_somebody_says_so(as_manager, at, network, director):
    person = entry_of(director, network)
    assert "as Clinical director" in as_manager.get(at("leave", pk=person.pk)).content.decode()

    early = as_manager.post(at("leave", pk=person.pk), today(days=1) | {"access_too": "on"}).content.decode()
    assert "Access ends at once" in early

    as_manager.post(at("leave", pk=person.pk), today() | {"access_too": "on"})
    assert not network.memberships.current().filter(user=director).exists()


def test_the_last_manager_is_warned_and_keeps_access(as_manager, at, network, manager):
    person = entry_of(manager, network)

    page = as_manager.get(at("leave", pk=person.pk)).content.decode()
    assert "Nobody else runs this network" in page
    assert "access_too" not in page

    as_manager.post(at("leave", pk=person.pk), today() | {"access_too": "on"})
    assert network.memberships.current().filter(user=manager).exists()
    person.refresh_from_db()
    assert person.has_left


def test_a_practice_manager_sets_the_day_and_sees_nothing_of_the_network(
    client, at, network, practice, practice_manager, seats
):
    person = PersonFactory(network=network, practice=practice, email=practice_manager.email)
    seats.held[person.pk] = ["Finance lead"]
    client.force_login(practice_manager)

    page = client.get(at("leave", pk=person.pk)).content.decode()
    assert "Finance lead" not in page
    assert "access_too" not in page

    client.post(at("leave", pk=person.pk), today())
    assert not seats.handed
    person.refresh_from_db()
    assert person.has_left


def needs_of(network):
    return [need.text for _, need in leaving.needs([Reader(network, ALL)])]


def test_what_leavers_still_hold_waits_for_whoever_runs_the_network(network, ann, seats, director):
    seats.held[ann.pk] = ["Finance lead"]
    assert needs_of(network) == []

    ann.active_to = timezone.localdate()
    ann.save()
    assert needs_of(network) == ["Ann O’Neill left and holds Finance lead"]

    person = entry_of(director, network)
    person.active_to = timezone.localdate()
    person.save()
    assert f"{director.name} left and still has access" in needs_of(network)

    entry_of(director, network)
    assert f"{director.name} left and still has access" not in needs_of(network)


def test_what_leavers_hold_takes_as_many_queries_for_many_networks(network, seats, django_assert_num_queries):
    readers = [Reader(network, ALL)] + [Reader(factories.NetworkFactory(), ALL) for _ in range(3)]

    with django_assert_num_queries(2):
        list(leaving.needs(readers))


# --- Two networks ------------------------------------------------------------------------
def test_the_other_network_is_named_only_to_whoever_keeps_its_people(
    as_manager, at, network, manager, other_network
):
    person = PersonFactory(network=network, email="both@x.example")
    PersonFactory(network=other_network, email="BOTH@x.example")

    page = as_manager.get(at("edit", pk=person.pk)).content.decode()
    assert "the same email address may stand in all of them" in page
    assert other_network.name not in page

    manager.network_memberships.create(network=other_network, role="board_member")
    assert (
        other_network.code not in as_manager.get(at("edit", pk=person.pk)).content.decode().split("<main")[1]
    )

    manager.network_memberships.create(network=other_network, role="manager")
    page = as_manager.get(at("edit", pk=person.pk)).content.decode()
    assert reverse("people:list", args=[other_network.code]) + "?q=both%40x.example" in page
