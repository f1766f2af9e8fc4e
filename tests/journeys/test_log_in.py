"""From an invitation to an account that is protected: by a passkey, by an app, by a recovery code."""

import re

import pytest
from django.core import mail

from apps.accounts import sessions
from tests import factories

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

PASSWORD = "seven wet umbrellas"


def give_authenticator(somebody):
    """The device's own passkeys, opened by a finger that is always there."""
    device = somebody.page.context.new_cdp_session(somebody.page)
    device.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    device.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def accept_invitation(somebody, network, do_jobs):
    from apps.networks.actions import invite

    invite(place=network, by=None, email="new.manager@staff.example", role="manager")
    do_jobs()
    somebody.open(re.search(r"http\S+/invitation/\S+", mail.outbox[0].body)[0])
    somebody.page.get_by_label("Your full name").fill("New Manager")
    somebody.page.get_by_label("Password", exact=True).fill(PASSWORD)
    somebody.click("Accept")
    somebody.sees("Protect your account")


def give_password(somebody):
    somebody.page.get_by_label("Email address").fill("new.manager@staff.example")
    somebody.page.get_by_label("Password", exact=True).fill(PASSWORD)
    somebody.click("Log in", exact=True)
    somebody.sees("Confirm it’s you")


@pytest.fixture
def newcomer(visitor, live_server, settings):
    settings.PORTAL_URL = live_server.url
    return visitor()


def test_invited_manager_logs_in_with_a_passkey(newcomer, network, do_jobs):
    give_authenticator(newcomer)
    accept_invitation(newcomer, network, do_jobs)
    newcomer.click("Set up a passkey")
    newcomer.page.get_by_label("Name of this passkey").fill("Work laptop")
    newcomer.page.get_by_role("button", name="Set up the passkey").click()
    newcomer.page.wait_for_url("**/recovery-codes/")
    newcomer.look()
    newcomer.click("I have saved them")
    assert newcomer.page.url.endswith(f"/networks/{network.code}/")

    newcomer.click("Log out")
    give_password(newcomer)
    newcomer.page.get_by_role("button", name="Use your passkey").click()
    newcomer.page.wait_for_url("**/trust/")
    newcomer.look()
    newcomer.click("Trust this device")
    assert newcomer.page.url.endswith(f"/networks/{network.code}/")
    newcomer.open("/account/")
    newcomer.sees("Work laptop")
    newcomer.sees("This device is trusted since")

    newcomer.click("Log out")
    newcomer.page.get_by_role("button", name="Use a passkey").click()  # and no password
    newcomer.page.wait_for_url(f"**/networks/{network.code}/")
    newcomer.look()


def test_invited_manager_logs_in_with_an_app_and_a_recovery_code(newcomer, network, do_jobs):
    accept_invitation(newcomer, network, do_jobs)
    newcomer.click("Set up an app")
    secret = newcomer.page.locator(".portal-key").inner_text().replace(" ", "")
    newcomer.page.get_by_label("Code").fill("000000")
    newcomer.click("Continue")
    newcomer.sees("There is a problem")
    assert newcomer.page.locator(".portal-key").inner_text().replace(" ", "") == secret
    newcomer.page.get_by_label("Code").fill(factories.app_code(secret))
    newcomer.click("Continue")
    code = newcomer.page.locator(".portal-codes li").first.inner_text()
    newcomer.click("I have saved them")

    newcomer.click("Log out")
    give_password(newcomer)
    newcomer.page.get_by_label("Code").fill(code)
    newcomer.click("Continue")
    newcomer.click("Not this one")
    newcomer.open("/account/")
    newcomer.sees("9 left")
    for link, says in (
        ("Make new ones", "Make new recovery codes?"),
        ("Your account", "Where you are logged in"),
        ("Change your password", "Every other device is logged out"),
        ("Your account", "Where you are logged in"),
        ("Change your name", "Others see it"),
    ):
        newcomer.click(link, role="link")
        newcomer.sees(says)


def test_forgotten_password_is_chosen_anew(visitor, manager, live_server, settings, do_jobs):
    settings.PORTAL_URL = live_server.url
    somebody = visitor(viewport={"width": 390, "height": 844})
    somebody.open("/log-in/")
    somebody.click("I have forgotten my password", role="link")
    somebody.page.get_by_label("Email address").fill(manager.email)
    somebody.click("Send the link")
    somebody.sees("Check your email")
    do_jobs()
    link = re.search(r"http\S+/forgotten-password/\S+", mail.outbox[0].body)[0]
    somebody.open(link)
    somebody.page.get_by_label("New password", exact=True).fill("short")
    somebody.click("Save the password")
    somebody.sees("There is a problem")
    somebody.page.get_by_label("New password", exact=True).fill(PASSWORD)
    somebody.click("Save the password")
    somebody.sees("Your password is changed")
    somebody.open(link)
    somebody.sees("This link no longer works")


def test_warning_before_the_end_keeps_what_is_typed(visitor, manager, network, settings):
    somebody = visitor(manager)
    somebody.page.clock.install()
    somebody.open(f"/networks/{network.code}/people/add/")
    somebody.page.get_by_label("Full name").fill("Ann Lee")
    session = somebody.page.context.cookies()
    key = next(cookie["value"] for cookie in session if cookie["name"] == "session")
    grow_old(key, 26 * 60)
    somebody.page.clock.run_for(26 * 60 * 1000)
    dialog = somebody.page.get_by_role("dialog")
    dialog.wait_for()
    somebody.look()
    dialog.get_by_role("button", name="Stay logged in").click()
    dialog.wait_for(state="hidden")
    grow_old(key, 31 * 60)
    somebody.page.clock.run_for(31 * 60 * 1000)
    somebody.page.get_by_role("dialog", name="You have been logged out").wait_for()
    somebody.look()
    somebody.click("Close")
    assert somebody.page.get_by_label("Full name").input_value() == "Ann Lee"


def grow_old(key, seconds):
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore(key)
    session[sessions.SEEN] -= seconds
    session.save()
