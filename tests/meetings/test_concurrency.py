"""Real threads and transactions: two note-takers, two chairs, one truth."""

import pytest
from django.utils import timezone

from apps.meetings import editing, minutes_actions, record_actions, room_actions
from apps.meetings.models import Decision, Item, Meeting, Minutes
from tests import factories
from tests.surveys.test_concurrency import at_once

from . import holding

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_note_takers_one_is_told_and_nothing_is_lost(network, practice, manager):
    board = holding.board_of(network, practice)
    item = board.items.first()

    def write(text):
        def run():
            mine = Item.objects.select_related("meeting__network").get(pk=item.pk)
            try:
                room_actions.write_note(item=mine, version=1, by=manager, text=text)
            except editing.Overtaken as overtaken:
                return overtaken.row.note
            return f"saved {text}"

        return run

    said = at_once([write(f"Text {n}") for n in range(3)])
    kept = Item.objects.get(pk=item.pk)
    assert sorted(said) == sorted([f"saved {kept.note}", kept.note, kept.note])
    assert kept.version == 2


def test_decisions_are_numbered_once_and_a_meeting_ends_and_is_approved_once(network, practice, manager):
    board = holding.board_of(network, practice)
    item = board.items.select_related("meeting__network").first()
    at_once(
        [
            lambda n=n: record_actions.decide(item=item, by=manager, text=f"Decision of {n % 2}")
            for n in range(4)
        ]
    )
    assert sorted(Decision.objects.values_list("number", "text"))[0][0] == 1
    assert sorted(Decision.objects.values_list("number", flat=True)) == [1, 2]
    results = at_once(
        [
            *[lambda: room_actions.end_meeting(meeting=board, by=manager)] * 3,
            lambda: record_actions.decide(item=item, by=manager, text="At the last moment"),
        ]
    )
    assert results[:3] == ["done"] * 3
    minutes = Minutes.objects.get()
    assert Meeting.objects.get(pk=board.pk).is_ended
    later = factories.meeting_of(network, days=9, state="ended")
    passage = minutes.passages.select_related("minutes").get(item=item)
    at_once(
        [
            *[lambda: minutes_actions.approve(minutes=minutes, by=manager, meeting=later)] * 3,
            lambda: minutes_actions.write_passage(passage=passage, version=1, by=manager, text="Late"),
            lambda: minutes_actions.circulate(minutes=minutes, by=manager, until=timezone.localdate()),
        ]
    )
    minutes.refresh_from_db()
    assert minutes.is_locked
    passage.refresh_from_db()
    frozen = next(one for one in minutes.frozen["items"] if one["pk"] == item.pk)
    assert frozen["text"] == passage.text
    assert {one["number"] for one in frozen["decisions"]} == set(
        Decision.objects.values_list("number", flat=True)
    )
