"""Somebody is invited, sets a password, uses the network, and is out within one request of being removed."""

import re

import pytest
from django.core import mail

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_invited_in_and_removed(visitor, manager, network, live_server, settings, do_jobs):
    settings.PORTAL_URL = live_server.url
    somebody = visitor(manager)
    somebody.open(f"/networks/{network.code}/")
    somebody.page.get_by_text("Manage", exact=True).click()
    somebody.click("Access", role="link", exact=True)
    somebody.sees("None. Whoever you invite")
    somebody.click("Invite somebody")
    somebody.click("Send the invitation")
    somebody.sees("There is a problem")
    somebody.page.get_by_label("Work email address").fill("new@staff.example")
    somebody.page.get_by_label("Board member").check()
    somebody.click("Send the invitation")
    somebody.sees("An invitation is on its way to new@staff.example.")

    do_jobs()
    link = re.search(r"http\S+/invitation/\S+", mail.outbox[0].body)[0]
    newcomer = visitor(viewport={"width": 390, "height": 844})
    newcomer.open(link)
    assert newcomer.page.url.endswith("/invitation/")
    newcomer.sees(f"{manager.name} invites you to {network.name}, as Board member.")
    newcomer.page.get_by_label("Your full name").fill("New Member")
    newcomer.page.get_by_label("Password", exact=True).fill("short")
    newcomer.click("Accept")
    newcomer.sees("There is a problem")
    newcomer.page.get_by_label("Password", exact=True).fill("seven wet umbrellas")
    newcomer.click("Accept")
    newcomer.sets_up_app()
    assert newcomer.page.url.endswith(f"/networks/{network.code}/")

    somebody.page.reload()
    somebody.click("Change New Member", role="link")
    somebody.click("Take away the access of New Member", role="link")
    somebody.sees("They lose at once")
    somebody.click("Remove access")
    somebody.sees("New Member has no access any more.")
    newcomer.page.reload()
    newcomer.complaints.clear()  # the browser reports the page's status
    newcomer.look()
    assert newcomer.page.title().startswith("Page not found")
    newcomer.page.goto(link)
    newcomer.complaints.clear()
    newcomer.look()
    newcomer.sees("This invitation has been accepted")
