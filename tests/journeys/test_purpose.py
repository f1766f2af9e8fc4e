"""From an empty page to a purpose that a board adopted, on a phone: written, asked about, adopted, compared; then who
leads and what is to be reached this year."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests import factories

from .test_answer import PHONE

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def fill(visitor, **fields):
    for label, words in fields.items():
        visitor.page.get_by_label(label.replace("_", " ")).first.fill(str(words))


def fill_day(visitor, group, day):
    boxes = visitor.page.get_by_role("group", name=group)
    for label, number in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        boxes.get_by_label(label).fill(str(number))


def fits(visitor) -> bool:
    return visitor.page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_network_says_why_it_exists_who_leads_and_what_it_will_reach(
    visitor, network, manager, board_member
):
    today = timezone.localdate()
    factories.purpose_of(network, days_ago=300, line="To share staff.", text="Five practices.\n\nOne team.")
    factories.PersonFactory(network=network, name="Ottoline Farthingale")
    phone, room = visitor(manager, **PHONE), f"/networks/{network.code}/purpose/"
    phone.open(room)
    phone.click("Write a new version")
    fill(phone, Your_purpose_in_one_line="So that nobody waits alone.")
    phone.click("Save as a draft")
    phone.click("Ask for feedback")
    fill_day(phone, "By when", today + timedelta(days=14))
    phone.click("Ask for feedback")
    board = visitor(board_member, **PHONE)
    board.open(f"/networks/{network.code}/")
    board.click("Say what you think of our draft purpose", role="link")
    board.click("Give feedback")
    board.sees("Select whether you could work by this")
    board.page.get_by_label("I can work by this").check()
    board.click("Give feedback")
    board.sees("Your feedback is below, with your name")
    assert fits(board)
    phone.page.reload()
    phone.click("Record that it was adopted")
    fill(phone, Which_meeting="Board meeting")
    fill_day(phone, "When was it adopted", today)
    fill_day(phone, "When will you look", today + timedelta(days=365))
    phone.click("Record it")
    phone.sees("is the purpose of")
    phone.click("Compare two versions", role="link")
    phone.sees("What changed from version 1 to version 2")
    assert fits(phone)

    phone.open(f"{room}strategy/")
    phone.click("Write down how you lead")
    fill(phone, How_we_lead="We share leadership.", How_we_decide="Practices are asked first.")
    phone.click("Save as a draft")
    phone.click("Add a lead")
    fill(phone, Leads_on_what="Care homes", Who_leads="Somebody Else")
    phone.click("Add")
    phone.sees("Nobody in your directory has this name")
    fill(phone, Who_leads="farthingale")
    phone.click("Add", exact=True)
    phone.click("Put it in force")
    fill_day(phone, "Since when", today)
    phone.click("Put it in force")
    phone.sees("Ottoline Farthingale")
    assert fits(phone)

    phone.open(f"{room}objectives/")
    phone.click("Add an objective")
    fill(phone, What_do_you_want="Phones answered", How_will_you_know="In 5 minutes", Who_sees="farthingale")
    phone.click("Add this objective")
    phone.click("Phones answered", role="link")
    fill(phone, How_does_it_come_along="Begun")
    phone.click("Add this note")
    phone.click("Say how it ended")
    phone.page.get_by_label("Carried over into").check()
    phone.click("Record it")
    phone.sees("Enter why it was missed or is carried over")
    fill(phone, Why="A practice moved.")
    phone.click("Record it")
    phone.sees("It is an objective of")
    assert fits(phone)
