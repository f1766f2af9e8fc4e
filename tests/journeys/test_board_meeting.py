"""A board meeting with two note-takers, from an agenda to locked minutes, one of them on a phone."""

import pytest

from apps.meetings.models import Minutes
from tests import factories
from tests.meetings import holding

from .test_answer import PHONE

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_a_board_meets_with_two_who_write(visitor, network, practice, manager, monkeypatch):
    holding.rule(monkeypatch)
    board = holding.board_of(network, practice)
    board.state, board.opened_at = "planned", None
    second = factories.member_of(network, "board_member")
    board.note_taker = factories.PersonFactory(network=network, name="Edith Reed", email=second.email)
    board.save()
    factories.meeting_of(network, days=30, title="Board in summer", state="ended", quorate=True)
    one, room = visitor(manager), f"/networks/{network.code}/meetings/{board.pk}/"
    one.open(room)
    one.click("Open it in the room")
    for name in ("Ada Larkspur", "Bede Thornfield"):
        one.page.get_by_role("group", name=name).get_by_role("button", name="Here").click()
        one.page.get_by_role("group", name=name).get_by_role("button", name="Here", pressed=True).wait_for()
    one.sees("There are enough to decide")
    one.click("Open the meeting")
    one.click("Begin this item")
    one.sees("minutes left")
    two = visitor(second, **PHONE)
    two.open(f"{room}room/")
    two.page.get_by_label("What was said").fill("From the phone: rooms are short.")
    one.page.get_by_label("What was said").fill("From the laptop: practices agree.")
    one.click("Save the note")
    one.sees("Saved.")
    two.click("Save the note")
    two.sees("Somebody else changed this")
    two.sees("From the laptop: practices agree.")
    # The line breaks, and what was typed is there again.
    two.page.get_by_label("What was said").fill("Practices agree; rooms are short.")
    two.page.context.set_offline(True)
    two.page.get_by_role("button", name="Save the note").click()
    two.page.locator("#swap-problem").filter(has_text="could not be reached").wait_for()
    two.page.context.set_offline(False)
    two.complaints.clear()
    two.page.reload()
    two.sees("What you had typed and not saved is back")
    assert two.page.get_by_label("What was said").input_value() == "Practices agree; rooms are short."
    assert two.page.evaluate("document.documentElement.scrollWidth") <= 390
    two.click("Save the note")
    two.sees("Saved.")
    one.page.get_by_label("The decision, in a sentence").fill("Saturday clinics begin in May")
    one.click("Record the decision")
    one.sees("Decision 1 recorded")
    one.click("End the meeting", role="link")
    one.click("End the meeting")
    one.sees("Practices agree; rooms are short.")
    one.click("Record that they were approved", role="link")
    one.page.get_by_label("Board in summer").check()
    one.click("Approve and lock them")
    one.sees("locked for good")
    assert Minutes.objects.get().sha256[:16] in one.page.content()
