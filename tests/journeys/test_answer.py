"""Answering by link: on a phone, without scripts, by keyboard, and what stands in the way."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from apps.mail import tokens
from apps.surveys import actions, links, opening, queries, questionnaire
from apps.surveys.models import Ballot, Invitation, Questionnaire
from tests import factories

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


@pytest.fixture
def invitation(network, manager, do_jobs):
    questionnaire.install(Questionnaire)
    factories.PersonFactory.create_batch(9, network=network)
    round_ = opening.open_round(
        network=network,
        by=manager,
        questionnaire=queries.current_questionnaire(),
        title="Autumn scorecard",
        message="Please be frank.",
        closes_at=timezone.now() + timedelta(days=7),
        people=network.people.all(),
    )
    do_jobs()
    return Invitation.objects.filter(round=round_).first()


def link_of(invitation) -> str:
    return f"/a/{tokens.make_token(links.PURPOSE, invitation.pk, invitation.generation)}/"


def refused(visitor, path):
    """Open a page that says no; a browser reports its status as an error on the console."""
    visitor.page.goto(path)
    visitor.complaints.clear()
    visitor.look()


def test_answering_on_a_phone(visitor, invitation):
    phone = visitor(**PHONE)
    phone.open(link_of(invitation))
    assert "/a/" not in phone.page.url
    phone.sees("Who will see what")
    phone.page.get_by_role("group", name="I could tell a new colleague").get_by_label("4").check()
    phone.page.get_by_role("group", name="our shared purpose is").get_by_label("Better").check()
    phone.page.get_by_label("Anything you would like to add about purpose").fill("Meetings have got better")
    phone.click("Submit")
    phone.sees("Your answers are sealed")
    assert Ballot.objects.count() == 1
    refused(phone, link_of(invitation))
    phone.sees("This link has been used")


def test_mistake_keeps_what_was_typed(visitor, invitation):
    phone = visitor(**PHONE)
    phone.open(link_of(invitation))
    phone.page.get_by_role("group", name="We finish what we start").get_by_label("2").check()
    comment = phone.page.get_by_label("Anything you would like to add about capacity")
    comment.fill("w" * 501)
    phone.click("Submit")
    expect(phone.page).to_have_title("Error: Autumn scorecard, Northern Vale PCN – PCN portal")
    expect(phone.page.get_by_role("group", name="We finish what we start").get_by_label("2")).to_be_checked()
    phone.page.get_by_role("link", name="Anything you would like to add about capacity").click()
    expect(comment).to_be_focused()
    comment.fill("Shorter")
    phone.click("Submit")
    phone.sees("Thank you")


def test_answering_without_scripts_and_by_keyboard(browser, live_server, invitation):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto(link_of(invitation))
    page.get_by_role("group", name="I could tell a new colleague").get_by_label(
        "1", exact=False
    ).first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(page.locator("#id_purpose_why_2")).to_be_checked()
    page.get_by_role("button", name="Submit").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    context.close()
    assert Ballot.objects.count() == 1


@pytest.mark.parametrize("width", [320, 1280])
def test_page_never_scrolls_sideways(visitor, invitation, width):
    window = visitor(viewport={"width": width, "height": 800})
    window.open(link_of(invitation))
    assert window.page.evaluate("document.documentElement.scrollWidth") <= width


def test_every_answer_is_large_enough_to_touch(visitor, invitation):
    phone = visitor(**PHONE)
    phone.open(link_of(invitation))
    sizes = [label.bounding_box() for label in phone.page.locator(".portal-scale__label").all()[:10]]
    assert min(size["height"] for size in sizes) >= 44
    assert min(size["width"] for size in sizes) >= 44


def test_pages_that_say_no(visitor, invitation, manager):
    window = visitor()
    refused(window, "/a/not-a-link/")
    window.sees("This link is not right")
    old = link_of(invitation)
    refused(window, f"/answer/{invitation.round_id}/")
    window.sees("Open your link again")
    actions.renew_link(round_=invitation.round, by=manager, person=invitation.person)
    refused(window, old)
    window.sees("This link has been replaced")
    invitation.refresh_from_db()
    actions.cancel_round(round_=invitation.round, by=manager)
    refused(window, link_of(invitation))
    window.sees("was cancelled")
