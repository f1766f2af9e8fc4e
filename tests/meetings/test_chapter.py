from datetime import date

import pytest
from django.utils import timezone

from apps.core.chapters import Period
from apps.meetings import chapter
from tests.factories import PersonFactory
from tests.factories.meetings import action_of, asked_to, decision_of, event_of, item_of, meeting_of

DAY = date(2025, 11, 4)


@pytest.fixture
def period(network):
    return Period(network, date(2025, 4, 1), date(2026, 3, 31), date(2026, 3, 31))


def held(network, on=DAY, **fields):
    days = (on - timezone.localdate()).days
    return meeting_of(network, days=days, state="ended", **fields)


def test_nothing_is_told_where_nothing_happened(network, period):
    held(network, date(2024, 1, 1))
    meeting_of(network)
    assert chapter.meetings(period) is chapter.residents(period) is None


def test_what_was_held_decided_and_done_without_names(network, practice, period):
    meeting = held(network, quorate=True)
    held(network, kind="workshop", title="Away day")
    person = PersonFactory(network=network, practice=practice, name="Asha Vane")
    asked_to(meeting, person, came="present")
    item = item_of(network, meeting)
    decision_of(item, text="All take Saturdays in turn", decided_on=DAY)
    decision_of(
        item, text="By vote", decided_on=DAY, reached="vote", votes_for=4, votes_against=1, abstained=0
    )
    decision_of(item, text="About a complaint", decided_on=DAY, confidential=True)
    decision_of(item, text="Next year’s", decided_on=date(2026, 4, 1))
    days = {"agreed_on": DAY, "due_on": date(2026, 1, 4), "state": "done", "ended_on": date(2026, 1, 3)}
    action_of(network, person, text="Write the turns down", outcome="Both swaps worked.", **days)
    found = chapter.meetings(period)
    listing, table, _, decided = found.parts
    assert "3 decisions were made." in listing.items
    assert table.rows == [("Board meeting", "1", "1 of 1"), ("Visionary workshop", "1", "Needs none")]
    assert [row[1] for row in decided.rows] == ["All take Saturdays in turn", "By vote"]
    assert decided.rows[1][2] == "By vote: 4 for, 1 against, 0 abstained"
    assert found.findings == ["1 of 1 action was done on time."]
    assert ("stories", "Done: Write the turns down. Both swaps worked.") in [
        (one.part, one.text) for one in found.prompts
    ]
    assert "Asha Vane" not in repr(found)


def test_what_is_confidential_is_no_prompt_either(network, period):
    days = {"agreed_on": DAY, "state": "done", "ended_on": DAY, "confidential": True}
    action_of(network, PersonFactory(network=network), text="Tell Mill House", outcome="Told", **days)
    assert "Mill House" not in repr(chapter.meetings(period))


def test_what_residents_said_once_they_were_told(network, period):
    words = {"you_said": "The phones", "we_did": "Two more lines", "residents": 14}
    event_of(held(network, kind="engagement", title="Tea at the library"), told_at=timezone.now(), **words)
    event_of(held(network, kind="engagement", title="Not told yet"), **words)
    event_of(
        held(network, date(2026, 5, 1), kind="engagement", title="Later"), told_at=timezone.now(), **words
    )
    found = chapter.residents(period)
    assert found.parts[0].text == "28 residents came to our events within the year."
    assert found.parts[1].rows == [("Tea at the library, 4 November 2025", "The phones", "Two more lines")]
