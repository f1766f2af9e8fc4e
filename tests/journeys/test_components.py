"""Components in a browser: all of them under axe, and what their scripts add."""

import http.server
import re
import threading
from functools import partial

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from playwright.sync_api import expect

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def design(visitor, settings):
    def opened(scripts=True, **options):
        settings.DEMO = True
        somebody = visitor(**options)
        if not scripts:
            # Empty instead of switched off: axe itself needs a browser that runs scripts.
            somebody.page.route(
                "**/*.js", lambda route: route.fulfill(body="", content_type="text/javascript")
            )
        somebody.open("/design/")
        return somebody.page

    return opened


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
@pytest.mark.parametrize("width", [320, 1280])
def test_every_component_is_accessible(design, scripts, width):
    page = design(scripts=scripts, viewport={"width": width, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate("document.body.classList.contains('nhsuk-frontend-supported')") is scripts


def test_what_scripts_add_to_fields(design):
    page = design()
    password = page.get_by_label("Password", exact=True).first
    password.fill("three wet umbrellas")
    page.get_by_role("button", name="Show password").first.click()
    assert password.get_attribute("type") == "text"
    page.get_by_role("button", name="Hide password").first.click()
    assert password.get_attribute("type") == "password"

    message = page.get_by_label("Your message").first
    message.fill("x" * 195)
    expect(page.get_by_text("You have 5 characters remaining").first).to_be_visible()

    page.get_by_role("link", name="Closing date must include a month").click()
    assert page.evaluate("document.activeElement.id") == "id_wrong-closes_on_month"


def test_without_scripts_every_field_can_be_used(design):
    page = design(scripts=False)
    assert page.get_by_role("button", name="Show password").count() == 0
    expect(page.get_by_text("You can enter up to 200 characters").first).to_be_visible()
    page.get_by_role("link", name="Closing date must include a month").click()
    assert page.evaluate("document.activeElement.id") == "id_wrong-closes_on_month"


def test_an_error_takes_the_focus_and_what_was_typed_is_kept(visitor, db):
    somebody = visitor()
    somebody.open("/log-in/")
    somebody.page.get_by_label("Email address").fill("nobody at example")
    somebody.page.get_by_label("Password", exact=True).fill("three wet umbrellas")
    somebody.click("Log in")
    page = somebody.page
    assert page.title().startswith("Error: ")
    assert page.evaluate("document.activeElement.className") == "nhsuk-error-summary"
    expect(page.get_by_label("Email address")).to_have_value("nobody at example")
    page.locator(".nhsuk-error-summary a").first.click()
    assert page.evaluate("document.activeElement.id") == "id_login"


def test_scripts_work_from_what_production_serves(browser, tmp_path, settings):
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "apps.core.static_files.PortalStaticFiles"}
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    (tmp_path / "page.html").write_text(
        f'<!DOCTYPE html><body><script type="module" src="{staticfiles_storage.url("js/portal.js")}"></script>'
    )

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *words):
            """Says nothing."""

    server = http.server.ThreadingHTTPServer(("localhost", 0), partial(Quiet, directory=tmp_path))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    page = browser.new_page()
    fetched = []
    page.on("response", lambda response: fetched.append((response.url.rsplit("/", 1)[1], response.status)))
    try:
        page.goto(f"http://localhost:{server.server_port}/page.html")
        expect(page.locator("body")).to_have_class(re.compile("nhsuk-frontend-supported"))
    finally:
        page.close()
        server.shutdown()
        server.server_close()
    scripts = [name for name, status in fetched if status == 200 and name.endswith(".js")]
    assert len(scripts) == 2
    assert all(re.search(r"\.[0-9a-f]{12}\.js$", name) for name in scripts)
