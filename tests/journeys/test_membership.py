"""A manager's whole time in a network: invited, protected, in, in two places at once, in charge, and out."""

import re

import pytest
from django.core import mail

from tests import factories

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

EMAIL, PASSWORD = "new.manager@staff.example", "seven wet umbrellas"


def invite(somebody, network, do_jobs):
    """From the network's page; returns the link in the mail."""
    somebody.open(f"/networks/{network.code}/access/invite/")
    somebody.page.get_by_label("Work email address").fill(EMAIL)
    somebody.page.get_by_label("PCN manager").check()
    somebody.click("Send the invitation")
    do_jobs()
    return re.search(r"http\S+/invitation/\S+", mail.outbox[-1].body)[0]


def test_manager_from_invitation_to_removal(
    visitor, director, network, stranger, other_network, live_server, settings, do_jobs
):
    settings.PORTAL_URL = live_server.url
    colleague = factories.member_of(network, "board_member")
    leader, neighbour, newcomer = visitor(director), visitor(stranger), visitor()

    # Invited, and protected by a passkey of the device.
    newcomer.has_passkeys()
    newcomer.open(invite(leader, network, do_jobs))
    newcomer.page.get_by_label("Your full name").fill("New Manager")
    newcomer.page.get_by_label("Password", exact=True).fill(PASSWORD)
    newcomer.click("Accept")
    newcomer.click("Set up a passkey")
    newcomer.page.get_by_label("Name of this passkey").fill("Work laptop")
    newcomer.page.get_by_role("button", name="Set up the passkey").click()
    newcomer.page.wait_for_url("**/recovery-codes/")
    newcomer.click("I have saved them")
    assert newcomer.page.url.endswith(f"/networks/{network.code}/")

    # Out, and in again by the passkey alone.
    newcomer.click("Log out")
    newcomer.page.get_by_role("button", name="Use a passkey").click()
    newcomer.page.wait_for_url(f"**/networks/{network.code}/")
    newcomer.look()

    # A second network invites the same person, who switches between the two.
    newcomer.open(invite(neighbour, other_network, do_jobs))
    newcomer.click("Accept")
    assert newcomer.page.url.endswith(f"/networks/{other_network.code}/")
    newcomer.page.locator("summary", has_text="switch to another network").click()
    newcomer.page.get_by_role("link", name=re.compile(network.name)).click()
    newcomer.page.wait_for_url(f"**/networks/{network.code}/")
    newcomer.look()

    # Changes a colleague's role.
    newcomer.open(f"/networks/{network.code}/access/")
    newcomer.click(f"Change {colleague.name}", role="link")
    newcomer.page.get_by_label("Finance lead").check()
    newcomer.click("Continue")
    newcomer.click("Save the role")
    newcomer.sees("The role of")
    assert colleague.network_memberships.current().get().role == "finance_lead"

    # Removed here: out within one request here, still in next door.
    leader.open(f"/networks/{network.code}/access/")
    leader.click("Change New Manager", role="link")
    leader.click("Take away the access of New Manager", role="link")
    leader.click("Remove access")
    leader.sees("New Manager has no access any more.")
    newcomer.page.reload()
    newcomer.complaints.clear()  # the browser reports the page's status
    newcomer.look()
    assert newcomer.page.title().startswith("Page not found")
    assert newcomer.open(f"/networks/{other_network.code}/").status == 200
