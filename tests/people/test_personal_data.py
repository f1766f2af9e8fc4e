"""What hangs on a person: every room says how it is handed over, handed out, moved and erased."""

from apps.core.contributions import Holding, Holdings, PersonalData, Records, Section
from apps.people.queries import own_entry
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
