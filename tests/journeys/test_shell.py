"""The shell in a browser: log in, wrong password, start page, pages that do not exist."""

import pytest

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
