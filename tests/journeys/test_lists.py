"""Lists in a browser: sorted, narrowed, paged, changed by keyboard, with scripts and without; what fails is shown."""

import re

import pytest
from playwright.sync_api import expect

from tests.factories import PersonFactory

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def people(network, practice):
    for place in range(52):
        PersonFactory(
            network=network,
            name=f"Person {place:02d}",
            practice=practice,
            staff_group="gp" if place < 3 else "nurse",
        )


@pytest.fixture
def address(network):
    return f"/networks/{network.code}/people/"


def names(page):
    return page.locator("tbody th a").all_inner_texts()


def focused(page):
    return page.evaluate("document.activeElement.id")


def by_keyboard(somebody, locator):
    locator.focus()
    somebody.page.keyboard.press("Enter")
    somebody.page.wait_for_load_state()
    expect(somebody.page.locator(".htmx-request")).to_have_count(0)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
def test_a_list_is_sorted_paged_and_narrowed_by_keyboard(visitor, manager, people, address, scripts):
    somebody = visitor(manager, viewport={"width": 1280, "height": 900}, java_script_enabled=scripts)
    page = somebody.page
    page.goto(address)
    if scripts:
        page.evaluate("window.sameDocument = true")
    head = page.get_by_role("columnheader", name="Name")
    expect(head).to_have_attribute("aria-sort", "ascending")

    by_keyboard(somebody, head.get_by_role("link"))
    expect(head).to_have_attribute("aria-sort", "descending")
    expect(page).to_have_url(re.compile("sort=name&order=down"))
    assert names(page)[0] == "Person 51"
    if scripts:
        assert focused(page) == "people-by-name"
        expect(page.locator("#announcement")).to_contain_text("sorted by Name, descending")

    by_keyboard(somebody, page.get_by_role("link", name="Next"))
    expect(page).to_have_url(re.compile("order=down&page=2"))
    assert names(page) == ["Person 01", "Person 00"]
    if scripts:
        assert focused(page) == "people-count"

    page.get_by_label("Staff group").select_option(label="GP")
    by_keyboard(somebody, page.get_by_role("button", name="Find"))
    assert names(page) == ["Person 02", "Person 01", "Person 00"]
    by_keyboard(somebody, page.get_by_role("link", name="Remove the filter Staff group"))
    expect(page.get_by_text("1 to 50 of 52 people", exact=True)).to_be_visible()
    if scripts:
        assert page.evaluate("window.sameDocument"), "a whole page was loaded"
        somebody.look()
        page.go_back()
        expect(page.get_by_text("3 people found", exact=True)).to_be_visible()
        kept = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
        assert "Person" not in kept, "a page with names was kept in the browser"


def test_a_row_is_changed_in_its_place(visitor, manager, network, people, address):
    somebody = visitor(manager)
    page = somebody.page
    somebody.open(address)
    person = network.people.get(name="Person 05")
    by_keyboard(somebody, page.get_by_role("link", name=re.compile("Change practice .* of Person 05")))
    expect(page.get_by_label("Practice of Person 05")).to_be_focused()
    somebody.look()
    page.get_by_label("Staff group of Person 05").select_option(label="GP")
    by_keyboard(somebody, page.get_by_role("button", name="Save Person 05"))
    expect(page.locator("#announcement")).to_have_text("Person 05 was saved.")
    assert focused(page) == f"change-{person.pk}"
    expect(page.get_by_role("row", name=re.compile("Person 05"))).to_contain_text("GP")
    person.refresh_from_db()
    assert person.staff_group == "gp"
    somebody.look()


@pytest.mark.parametrize("width", [320, pytest.param(390, marks=pytest.mark.full)])
def test_on_a_phone_rows_are_cards_and_nothing_scrolls_sideways(visitor, manager, people, address, width):
    somebody = visitor(manager, viewport={"width": width, "height": 800})
    somebody.open(address)
    assert somebody.page.evaluate("document.documentElement.scrollWidth") <= width
    expect(somebody.page.get_by_text("Staff group", exact=True).nth(1)).to_be_visible()
    by_keyboard(somebody, somebody.page.locator("#people-by-name"))
    assert names(somebody.page)[0] == "Person 51"
    somebody.look()


FAILURES = [
    ({"status": 500, "body": "x"}, "Something went wrong in the portal"),
    ({"status": 403, "body": "x"}, "This was refused"),
    ({"status": 404, "body": "x"}, "This is not here any more"),
    ({"status": 429, "body": "x"}, "Too many requests"),
    (None, "The portal could not be reached"),
]


def failing(answer):
    return lambda route: route.fulfill(**answer) if answer else route.abort()


def test_a_failed_swap_is_shown_and_nothing_is_lost(visitor, manager, people, address):
    somebody = visitor(manager)
    page = somebody.page
    somebody.open(address)
    page.get_by_label("Name or email").fill("Person 07")
    for answer, words in FAILURES:
        page.route("**/people/?q=**", failing(answer))
        by_keyboard(somebody, page.get_by_role("button", name="Find"))
        expect(page.locator("#swap-problem")).to_contain_text(words)
        expect(page.locator("#swap-problem")).to_be_focused()
        expect(page.get_by_label("Name or email")).to_have_value("Person 07")
        page.unroute("**/people/?q=**")
    somebody.complaints.clear()  # the browser says the same in its console
    somebody.look()
    by_keyboard(somebody, page.get_by_role("button", name="Find"))
    expect(page.locator("#swap-problem")).to_be_hidden()
    expect(page.locator("tbody th a")).to_have_text(["Person 07"])


def test_a_session_that_ended_leads_to_log_in_and_back(visitor, manager, people, address):
    somebody = visitor(manager)
    somebody.open(address)
    somebody.page.context.clear_cookies()
    by_keyboard(somebody, somebody.page.locator("#people-by-name"))
    problem = somebody.page.locator("#swap-problem")
    expect(problem).to_contain_text("You have been logged out")
    expect(problem.get_by_role("link")).to_have_attribute(
        "href", re.compile(r"/log-in/\?next=%2Fnetworks%2F")
    )
    assert names(somebody.page)[0] == "Person 00"
