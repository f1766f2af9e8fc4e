"""What hangs on a person: every room says how it is handed over, handed out, moved and erased."""

import csv
import io

import pytest
from django.utils import timezone
from django.utils.html import escape

from apps.core import contributions
from apps.core.contributions import Holding, Holdings, PersonalData, Records, Section
from apps.core.models import AuditEvent
from apps.people.models import Person
from apps.people.queries import own_entry
from apps.surveys.models import Invitation
from tests import factories


def nothing(**_):
    return None


def test_holdings_of_several_rooms_are_listed_by_person_in_words_order():
    held = Holdings()
    held.register(lambda people: [Holding(7, "Finance lead", "/", "a:1", nothing)])
    held.register(lambda people: [Holding(7, "Board seat", "/", "b:1", nothing)])

    found = held.of([7, 8])

    assert {person: [one.text for one in many] for person, many in found.items()} == {
        7: ["Board seat", "Finance lead"]
    }
    assert held.of([]) == {}


def test_sections_without_a_row_are_left_out():
    data = PersonalData()
    full, empty = Section("Roles", ("Role",), (("Lead",),)), Section("Seats", ("Seat",), ())
    data.register(Records("a", lambda person: [empty, full], nothing, nothing))

    assert data.sections(None) == [full]


def test_own_entry_is_the_one_with_the_users_address_in_this_network(network, other_network, manager):
    factories.PersonFactory(network=other_network, email=manager.email)
    assert own_entry(network, manager) is None

    mine = factories.PersonFactory(network=network, email=manager.email.upper())
    assert own_entry(network, manager) == mine


# --- Handed out and erased -------------------------------------------------------------------
@pytest.fixture
def room(monkeypatch):
    """A room that keeps something about people, part of it for themselves only."""
    said = []

    def sections(person):
        yield Section("Roles", ("Role", "Since"), (("=Lead", "1 May 2026"),))
        yield Section("Own time", ("Month", "Sessions"), (("May 2026", "3"),), private=True)

    data = PersonalData()
    data.register(Records("room", sections, lambda *, person, by: said.append(person.name), nothing))
    monkeypatch.setattr(contributions, "personal_data", data)
    return said


@pytest.fixture
def ann(network, practice):
    return factories.PersonFactory(
        network=network, practice=practice, name="Ánn O'Neill", email="ann@x.example"
    )


def test_what_is_kept_is_read_and_handed_out_without_what_is_private(as_manager, at, ann, room):
    page = as_manager.get(at("data", pk=ann.pk)).content.decode()
    assert "Roles" in page
    assert "Own time" not in page
    assert not AuditEvent.objects.exists()

    rows = list(
        csv.reader(io.StringIO(as_manager.get(at("data_csv", pk=ann.pk)).content.decode("utf-8-sig")))
    )
    assert ["Roles", "1", "Role", "'=Lead"] in rows
    assert ["In the directory", "1", "Value", "Ánn O'Neill"] in rows

    sections = {
        one["heading"]: one["rows"] for one in as_manager.get(at("data_json", pk=ann.pk)).json()["sections"]
    }
    assert sections["Roles"] == [{"Role": "=Lead", "Since": "1 May 2026"}]
    assert "Own time" not in sections
    assert [one.event for one in AuditEvent.objects.all()] == ["person.handed_out"] * 2


def test_everybody_reads_and_downloads_what_is_kept_about_themselves(client, at, network, room):
    user = factories.member_of(network, "network_staff")
    client.force_login(user)
    page = client.get(at("own")).content.decode()
    assert f"ask whoever manages it to add you with {user.email}" in page
    assert client.get(at("own_json")).status_code == 302

    factories.PersonFactory(network=network, email=user.email, name="Me Myself")
    assert "Own time" in client.get(at("own")).content.decode()
    assert "Own time" in client.get(at("own_json")).content.decode()
    assert AuditEvent.objects.get().detail == {"own": True}


def test_erasing_asks_and_says_why_answers_need_nothing(as_manager, at, network, ann, room):
    page = as_manager.get(at("erase", pk=ann.pk)).content.decode()
    assert "nobody can find them" in page
    assert "Tick the box" in as_manager.post(at("erase", pk=ann.pk), {"sure": ""}).content.decode()
    assert network.people.exists()

    as_manager.post(at("erase", pk=ann.pk), {"sure": "on"})
    assert not network.people.exists()
    assert room == ["Ánn O'Neill"]
    event = AuditEvent.objects.get()
    assert (event.event, event.object_code, event.detail) == ("person.erased", "", {})


def test_somebody_is_erased_from_rounds_and_their_lists_in_a_closed_network_too(as_manager, at, network, ann):
    round_ = factories.round_of(network)
    invitation = Invitation.objects.create(round=round_, person=ann, answered=True)
    series = network.series.create(
        kind="scorecard", rhythm="none", people=[ann.pk, ann.pk + 1], listed_at=timezone.now()
    )
    page = as_manager.get(at("data", pk=ann.pk)).content.decode()
    assert round_.title in page
    type(network).objects.filter(pk=network.pk).update(closed_on="2026-01-01")

    as_manager.post(at("erase", pk=ann.pk), {"sure": "on"})

    invitation.refresh_from_db()
    series.refresh_from_db()
    assert (invitation.person, invitation.answered) == (None, True)
    assert series.people == [ann.pk + 1]


# --- Names and two thousand people ----------------------------------------------------------
LONG = "Ó'Brían-Núñez " * 8 + "d'Ágatha"


def test_names_of_120_characters_with_apostrophes_and_accents_stand_on_every_page(as_manager, at, network):
    assert len(LONG) == 120
    one, two = (factories.PersonFactory(network=network, name=LONG) for _ in range(2))

    pages = {name: {"pk": one.pk} for name in ("edit", "leave", "data", "erase")}
    pages |= {"list": {}, "duplicates": {}, "merge": {"pk": one.pk, "other": two.pk}}
    for name, keys in pages.items():
        assert escape(LONG) in as_manager.get(at(name, **keys)).content.decode(), name
    assert LONG in as_manager.get(at("export")).content.decode()


def test_a_directory_of_2000_asks_as_few_questions_as_one_of_2(
    as_manager, at, network, django_assert_max_num_queries
):
    Person.objects.bulk_create(
        Person(network=network, name=f"Person {n}", email=f"p{n}@x.example", staff_group="gp")
        for n in range(2000)
    )
    for name, most in (("list", 15), ("duplicates", 15), ("export", 15)):
        with django_assert_max_num_queries(most):
            as_manager.get(at(name))
