"""What hangs on a practice: the registry, and what the directory says there."""

from apps.core.contributions import Hanging, Hangings, practice_hangings
from tests import factories


def test_hanging_says_one_and_many():
    words = [Hanging(1, count, "board seat", "board seats").words for count in (1, 2, 1200)]
    assert words == ["1 board seat", "2 board seats", "1,200 board seats"]


def test_registry_gives_every_practice_and_leaves_out_nothing_at_all():
    registry = Hangings()
    registry.register(lambda network, practices: [Hanging(pk, pk - 1, "seat", "seats") for pk in practices])
    assert registry.on(None, [1, 3]) == {1: [], 3: [Hanging(3, 2, "seat", "seats")]}
    assert registry.on(None, []) == {}


def test_people_of_a_practice_hang_on_it_until_they_leave(network, practice):
    other = factories.practice_in(network)
    for place in (practice, practice, other):
        factories.PersonFactory(network=network, practice=place)
    factories.PersonFactory(network=network, practice=practice, active_to="2026-01-01")
    found = practice_hangings.on(network, [practice.pk, other.pk])
    people = {pk: [one.words for one in found[pk] if "/people/" in one.url] for pk in found}
    assert people == {practice.pk: ["2 people"], other.pk: ["1 person"]}
