"""The log in a browser: empty, full, filtered, and with a day that is none."""

import pytest

from apps.core.audit import Event, record
from tests.factories import PersonFactory, round_of

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("width", [320, pytest.param(1280, marks=pytest.mark.full)])
def test_log_is_read_and_narrowed(visitor, manager, director, network, width):
    somebody = visitor(manager, viewport={"width": width, "height": 800})
    page = somebody.page
    somebody.open(f"/networks/{network.code}/log/")
    somebody.sees("Nothing has been done yet")

    round_, person = round_of(network, title="Autumn 2026"), PersonFactory(network=network, name="Ann Lee")
    record(Event.ROUND_OPENED, by=manager, network=network, about=round_, invited=42)
    record(Event.PERSON_CHANGED, by=manager, network=network, about=person, fields=["email", "name"])
    record(Event.LOG_IN_FAILED, by=director, network=network)
    somebody.open(f"/networks/{network.code}/log/")
    somebody.sees("invited 42 people")
    assert page.evaluate("document.documentElement.scrollWidth") <= width

    if width == 320:  # folded until one is used
        assert not page.get_by_label("Kind").is_visible()
        page.get_by_text("Narrow the log").click()
    page.get_by_label("Kind").select_option(label="People")
    somebody.click("Find", exact=True)
    somebody.sees("changed the entry of Ann Lee: email address, name")
    assert page.get_by_text("invited 42 people").count() == 0

    page.get_by_label("Who").select_option(label=director.name)
    somebody.click("Find", exact=True)
    somebody.sees("Nothing on record fits")

    somebody.open(f"/networks/{network.code}/log/?since=31+June")
    somebody.sees("From must be a real date")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
