"""Finding who is in the directory twice, and making one entry of two."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from apps.core import contributions
from apps.core.models import AuditEvent
from apps.people import merging
from apps.people.actions import EmailTaken
from apps.people.duplicates import EMAIL, NAME, Entry, Pair, name_key, pairs
from apps.people.models import Apart, Person
from apps.surveys.models import Invitation
from tests import factories
from tests.factories import PersonFactory

LONG = "Ó'" + "Bríain-" * 16 + "Nuñez"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Dr Siân O'Neill", "ONEILL, Sian"),
        ("Ann  Lee", "ann lee"),
        ("José Núñez", "Jose Nunez"),
        (LONG, LONG.upper()),
    ],
)
def test_names_are_alike_whatever_the_order_accents_and_titles(one, other):
    assert name_key(one) == name_key(other)


def test_pairs_are_found_by_address_first_and_against_the_oldest_only():
    entries = [
        Entry(3, "Ann Lee", "x@y.example"),
        Entry(1, "Ann Lee", "X@Y.example"),
        Entry(2, "Lee Ann", ""),
    ]

    assert pairs(entries) == [Pair(1, 3, EMAIL), Pair(1, 2, NAME)]
    assert pairs(entries, apart={(1, 2)}) == [Pair(1, 3, EMAIL)]
    assert pairs([Entry(1, "", ""), Entry(2, "", "")]) == []


@pytest.fixture
def two(network, practice):
    """Ann as she is now, and as she was before she changed her address."""
    kept = PersonFactory(
        network=network, name="Ann Lee", email="ann@new.example", active_from=date(2026, 5, 1)
    )
    merged = PersonFactory(
        network=network, name="Lee, Ann", email="ann@old.example", phone="01632 960001", practice=practice,
        active_from=date(2024, 1, 8), active_to=date(2026, 4, 30),
    )  # fmt: skip
    return kept, merged


def merge(kept, merged, by):
    return merging.merge(network=kept.network, by=by, kept=kept, merged=merged)


def test_merged_entries_keep_what_either_knew_and_the_whole_time(network, practice, manager, two):
    kept, merged = two
    assert [pair.why for pair in merging.look_alikes(network)] == [NAME]

    merge(kept, merged, manager)

    kept = network.people.get()
    assert (kept.name, kept.email, kept.phone, kept.practice) == (
        "Ann Lee",
        "ann@new.example",
        "01632 960001",
        practice,
    )
    assert (kept.active_from, kept.active_to) == (date(2024, 1, 8), None)
    event = AuditEvent.objects.get()
    assert (event.event, event.object_code) == ("people.merged", str(kept.pk))


def test_an_entry_of_somebody_who_is_here_gives_its_address(network, manager, two):
    here, left = two

    merge(left, here, manager)

    assert network.people.get().email == "ann@new.example"


def test_invitations_and_lists_of_rounds_move_without_anybody_looking_whether_they_answered(
    network, manager, two
):
    kept, merged = two
    only, both = factories.round_of(network), factories.round_of(network, kind="check_in")
    moved = Invitation.objects.create(round=only, person=merged, answered=True)
    for person in two:
        Invitation.objects.create(round=both, person=person)
    series = network.series.create(
        kind="scorecard", rhythm="quarterly", people=[merged.pk, kept.pk], listed_at=timezone.now()
    )

    merge(kept, merged, manager)

    moved.refresh_from_db()
    assert (moved.person, moved.answered) == (kept, True)
    assert sorted(both.invitations.values_list("person", flat=True), key=str) == sorted(
        [kept.pk, None], key=str
    )
    series.refresh_from_db()
    assert series.people == [kept.pk]


def test_what_cannot_move_leaves_both_as_they_were(network, manager, two, monkeypatch):
    def refuse(**_):
        raise contributions.CannotMove("Both hold the same role.")

    monkeypatch.setattr(contributions.personal_data, "move", refuse)

    with pytest.raises(contributions.CannotMove):
        merge(*two, manager)
    assert network.people.count() == 2


def test_an_address_of_a_third_is_refused(network, manager):
    gone = timezone.localdate() - timedelta(days=3)
    left = PersonFactory(network=network, name="Ann Lee", email="team@x.example", active_to=gone)
    PersonFactory(network=network, name="Bo Ray", email="team@x.example")
    here = PersonFactory(network=network, name="Ann Lee", email="")

    with pytest.raises(EmailTaken):
        merge(here, left, manager)
    assert network.people.count() == 3


def test_the_same_two_are_merged_once(network, manager, two):
    kept, merged = two
    merge(kept, merged, manager)
    merged.pk = kept.pk + 1000

    with pytest.raises(merging.Gone):
        merge(merged, kept, manager)
    assert network.people.count() == 1


def test_two_people_called_apart_are_not_shown_again_also_after_a_merge(network, manager, two):
    kept, merged = two
    third = PersonFactory(network=network, name="Ann Lee")
    merging.call_apart(network=network, by=manager, one=third, other=merged)
    merging.call_apart(network=network, by=manager, one=merged, other=third)
    assert Apart.objects.count() == 1

    merge(kept, merged, manager)

    assert merging.look_alikes(network) == []


def test_every_room_that_points_at_people_says_how_it_moves_and_erases():
    """Else a merge or an erasure would lose what hangs on somebody, or be refused by the database."""
    relations = [
        one for one in Person._meta.get_fields(include_hidden=True) if one.auto_created and not one.concrete
    ]

    assert {one.related_model._meta.app_label for one in relations} <= contributions.personal_data.rooms


# --- Pages ---------------------------------------------------------------------------------
def test_pages_compare_and_merge(as_manager, at, two, network):
    kept, merged = two
    listed = as_manager.get(at("duplicates")).content.decode()
    assert "Same name" in listed
    assert at("merge", pk=kept.pk, other=merged.pk) in listed

    page = as_manager.get(at("merge", pk=kept.pk, other=merged.pk)).content.decode()
    assert "30 April 2026" in page
    assert "can’t be undone" in page
    assert network.people.count() == 2

    done = as_manager.post(at("merge", pk=kept.pk, other=merged.pk), follow=True)
    assert "Ann Lee is one entry now." in done.content.decode()
    assert "No two entries look alike." in done.content.decode()


def test_whoever_left_gives_way_to_whoever_is_here(as_manager, at, network):
    left = PersonFactory(network=network, name="Ann Lee", active_to=timezone.localdate())
    here = PersonFactory(network=network, name="Ann Lee")

    assert at("merge", pk=here.pk, other=left.pk) in as_manager.get(at("duplicates")).content.decode()


def test_two_spellings_are_found_by_hand_and_can_be_called_two_people(as_manager, at, network):
    ann = PersonFactory(network=network, name="Ann Lee")
    other = PersonFactory(network=network, name="Annabel Leigh")

    found = as_manager.get(at("twin", pk=ann.pk), {"q": "leigh"}).content.decode()
    assert at("merge", pk=ann.pk, other=other.pk) in found
    assert "Enter" in as_manager.get(at("twin", pk=ann.pk), {"q": ""}).content.decode()

    as_manager.post(at("apart", pk=ann.pk, other=other.pk))
    assert Apart.objects.filter(first=ann, second=other).exists()


def test_nobody_is_merged_with_themselves(as_manager, at, network):
    ann = PersonFactory(network=network)

    assert as_manager.get(at("merge", pk=ann.pk, other=ann.pk)).status_code == 404
