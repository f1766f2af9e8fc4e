"""The shell in a browser: log in, wrong password, start page, pages that do not exist."""

import pytest
from playwright.sync_api import expect

from apps.networks.models import IcsMembership, NetworkMembership
from tests import factories

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_somebody_logs_in_and_out(visitor, manager, network):
    factories.with_app(manager)
    somebody = visitor()
    somebody.open("/")
    somebody.page.get_by_label("Email address").fill(manager.email)
    somebody.page.get_by_label("Password", exact=True).fill("wrong")
    somebody.click("Log in", exact=True)
    somebody.sees("There is a problem")
    somebody.page.get_by_label("Password", exact=True).fill("a-long-enough-passphrase")
    somebody.page.get_by_label("This is a shared computer").check()
    somebody.click("Log in", exact=True)
    somebody.sees("Confirm it’s you")
    somebody.page.get_by_label("Code").fill(factories.app_code())
    somebody.click("Continue")
    somebody.sees("What needs you")
    somebody.click("Log out")
    assert somebody.page.url.endswith("/log-in/")


@pytest.mark.parametrize("width", [320, 1280])
def test_network_page_fits_its_screen(visitor, manager, network, practice, width):
    somebody = visitor(manager, viewport={"width": width, "height": 800})
    somebody.open(f"/networks/{network.code}/")
    somebody.sees("Millbrook Surgery")
    assert somebody.page.evaluate("document.documentElement.scrollWidth") <= width


def test_first_tab_leads_to_the_content(visitor, manager, network):
    somebody = visitor(manager)
    somebody.open(f"/networks/{network.code}/")
    somebody.page.keyboard.press("Tab")
    assert somebody.page.evaluate("document.activeElement.textContent").strip() == "Skip to main content"


@pytest.fixture
def in_two(manager, network, other_network, icb):
    """The manager of one network, on the board of another, and an analyst of the area above."""
    NetworkMembership.objects.create(user=manager, network=other_network, role="board_member")
    IcsMembership.objects.create(user=manager, icb=icb, role="ics_analyst")
    return manager


def test_networks_are_switched_by_keyboard(visitor, in_two, network, other_network):
    somebody = visitor(in_two)
    somebody.open("/")
    somebody.sees("Your networks and areas")
    somebody.click(network.name, role="link")
    page = somebody.page
    switcher = page.locator(".portal-menu--places summary")
    for _ in range(3):  # skip link, name of the portal, switcher
        page.keyboard.press("Tab")
    assert switcher.evaluate("element => element === document.activeElement")
    page.keyboard.press("Enter")
    current = page.get_by_role("navigation", name="Your networks and areas").locator("[aria-current]")
    expect(current).to_contain_text(network.name)
    somebody.look()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/networks/{other_network.code}/")
    expect(switcher).to_contain_text(other_network.name)
    somebody.sees("What is new")


def test_a_phone_without_scripts_switches_finds_its_sections_and_logs_out(visitor, in_two, network, icb):
    somebody = visitor(in_two, viewport={"width": 320, "height": 640}, java_script_enabled=False)
    page = somebody.page
    page.goto(somebody.base_url + f"/networks/{network.code}/")
    header = page.locator("header").bounding_box()
    assert header["height"] < 640 / 4
    page.locator(".portal-menu--places summary").click()
    page.get_by_role("link", name=icb.name).click()
    expect(page.locator("main")).to_contain_text("No report was released")
    page.get_by_text("Menu", exact=True).click()
    page.get_by_role("link", name="Networks", exact=True).click()
    expect(page.locator("main")).to_contain_text(network.name)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.get_by_text("Menu", exact=True).click()
    page.get_by_role("button", name="Log out").click()
    page.wait_for_url("**/log-in/")


@pytest.mark.parametrize("name", ["help", "privacy", "accessibility"])
def test_pages_for_everybody_are_sound(visitor, db, name):
    somebody = visitor(viewport={"width": 320, "height": 640})
    somebody.open(f"/{name}/")
    assert somebody.page.evaluate("document.documentElement.scrollWidth") <= 320
    expect(somebody.page.locator("h1")).to_have_count(1)


def test_paper_shows_the_page_and_nothing_to_press(visitor, in_two, network):
    somebody = visitor(in_two)
    somebody.open(f"/networks/{network.code}/")
    somebody.page.emulate_media(media="print")
    for gone in (".portal-navigation", ".portal-account", ".nhsuk-footer", ".portal-menu__panel"):
        expect(somebody.page.locator(gone).first).to_be_hidden()
    expect(somebody.page.locator("h1")).to_be_visible()
    expect(somebody.page.locator(".portal-menu--places summary")).to_contain_text(network.name)
