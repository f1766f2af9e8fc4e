"""A minute a month on a phone, an offer to lead, and what comes back."""

import pytest

from tests import factories

from .test_answer import PHONE

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_staff_log_time_and_offer_to_lead(visitor, network, manager, board_member):
    factories.PersonFactory(network=network, name=board_member.name, email=board_member.email)
    phone = visitor(board_member, **PHONE)
    phone.open(f"/networks/{network.code}/roles/")
    phone.click("Log your time", role="link")
    phone.page.get_by_label("Network meetings").fill("three")
    phone.click("Save")
    phone.sees("Enter a number of sessions")
    phone.page.get_by_label("Network meetings").fill("2.5")
    phone.click("Save")
    phone.sees("Only you can see it")
    assert phone.page.evaluate("document.documentElement.scrollWidth") <= 390
    phone.click("How work spreads", role="link")
    phone.sees("Not shown, to protect people")

    phone.open(f"/networks/{network.code}/roles/leading/")
    phone.page.get_by_label("What would you like to lead").fill("Wound care")
    phone.click("Offer to lead")
    phone.sees("Waits for an answer")

    desk = visitor(manager)
    desk.open(f"/networks/{network.code}/")
    desk.sees("Somebody offers to lead")
    desk.click("Answer")
    desk.click("Answer", role="link")
    desk.page.get_by_label("Your answer").fill("Yes please")
    desk.click("Send the answer")
    desk.sees("Yes please")

    phone.page.reload()
    phone.sees("Yes please")
    phone.click("Withdraw")
    phone.sees("Nothing of it is kept")
