"""Manager and director write the same part of the yearly report at once, in two browsers."""

import pytest
from playwright.sync_api import expect

from apps.reports.models import WrittenPart

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_two_write_at_once_and_nothing_is_lost(visitor, network, manager, director):
    address = f"/networks/{network.code}/reports/writing/2026-03/went_well/"
    one, other = visitor(manager), visitor(director)
    one.open(address)
    other.open(address)

    field = one.page.get_by_label("What went well")
    field.press_sequentially("The phones.")
    expect(one.page.locator("#saved")).to_contain_text("Saved at")
    expect(field).to_be_focused()
    field.press_sequentially(" And the Saturdays.")
    expect(one.page.locator("#saved input[name=version]")).to_have_value("2")
    assert WrittenPart.objects.get().words == {"text": "The phones. And the Saturdays."}

    theirs = other.page.get_by_label("What went well")
    theirs.press_sequentially("We met.")
    other.sees("Somebody else changed this")
    other.sees("The phones. And the Saturdays.")
    expect(theirs).to_have_value("We met.")
    theirs.press_sequentially(" Often.")
    other.page.wait_for_timeout(2500)
    assert WrittenPart.objects.get().words == {"text": "The phones. And the Saturdays."}
    theirs.fill("The phones. And the Saturdays. We met often.")
    with other.page.expect_response(lambda answer: "save=yes" in (answer.request.post_data or "")):
        other.click("Save")
    expect(other.page.locator("#saved")).to_contain_text("Saved at")
    assert WrittenPart.objects.get().words == {"text": "The phones. And the Saturdays. We met often."}
    other.look()
