"""Raising something on a phone, answering it at a desk, reading the answer with the code."""

from datetime import UTC, datetime
from unittest import mock

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from apps.notes import delivery

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
A_MONDAY = datetime(2026, 3, 9, 9, tzinfo=UTC)


def test_what_is_raised_on_a_phone_is_answered_and_read_with_the_code(visitor, network, manager, do_jobs):
    desk = visitor(manager)
    page = reverse("notes:list", args=[network.code])
    desk.open(page)
    desk.click("Let people raise something")
    do_jobs()
    desk.open(page)
    link = desk.page.locator(".portal-code").inner_text().replace("http://localhost:8000", "")

    phone = visitor(**PHONE)
    phone.open(link)
    assert link not in phone.page.url
    assert phone.page.evaluate("document.documentElement.scrollWidth") <= 390
    phone.click("Send")
    phone.sees("Enter what you want to raise")
    phone.page.get_by_label("What do you want to raise?").fill("The rota comes too late.")
    phone.click("Send")
    phone.sees("It is shown only now")
    code = phone.page.locator(".portal-code").inner_text()
    phone.click("raise.answer", role="link")
    phone.page.get_by_label("Your receipt code").fill(code)
    phone.click("Read the answer")
    phone.sees("Nothing to read with this code yet")

    with mock.patch.object(timezone, "now", return_value=A_MONDAY):
        delivery.deliver(network.note_box.batches.get(state="taking").pk)
    desk.open(page)
    desk.click("The rota comes too late", role="link")
    desk.page.get_by_label("Your answer").fill("From next month three weeks before.")
    desk.click("Save the answer")

    phone.page.get_by_label("Your receipt code").fill(code.lower().replace("-", " "))
    phone.click("Read the answer")
    phone.sees("From next month three weeks before.")
    expect(phone.page.locator("main")).not_to_contain_text("The rota comes too late")
