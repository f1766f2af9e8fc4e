"""A workshop on a phone: one link, one device for several people, and answers kept on a device for those who ask."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from apps.mail import tokens
from apps.surveys import actions, links, opening, queries, questionnaire
from apps.surveys.models import Ballot, Invitation, Questionnaire, Round
from tests import factories

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


@pytest.fixture
def ask(network, manager, do_jobs):
    def ask(**way) -> Round:
        questionnaire.install(Questionnaire)
        round_ = opening.open_round(
            network=network,
            by=manager,
            questionnaire=queries.current_questionnaire(),
            title="Away day",
            message="Please be frank.",
            closes_at=timezone.now() + timedelta(days=7),
            **way,
        )
        do_jobs()
        return Round.objects.get(pk=round_.pk)

    return ask


def open_link_of(round_) -> str:
    return f"/a/{tokens.make_code(links.OPEN_PURPOSE, round_.pk, round_.link_generation)}/"


def personal_link_of(round_) -> str:
    invitation = Invitation.objects.filter(round=round_).first()
    return f"/a/{tokens.make_token(links.PURPOSE, invitation.pk, invitation.generation)}/"


def statement(visitor):
    return visitor.page.get_by_role("group", name="I could tell a new colleague")


def comment(visitor):
    return visitor.page.get_by_label("Anything you would like to add about purpose")


def fill_in(visitor, *, answer: str, words: str) -> None:
    statement(visitor).get_by_label(answer).check()
    comment(visitor).fill(words)


def is_clean(visitor) -> None:
    expect(visitor.page.locator("form")).to_be_visible()
    assert visitor.page.locator("input[type=radio]:checked").count() == 0
    assert comment(visitor).input_value() == ""


def kept(visitor) -> list[str]:
    return visitor.page.evaluate("Object.keys(localStorage)")


def test_one_phone_goes_round_a_workshop(visitor, manager, ask):
    round_ = ask(way="open")
    desk = visitor(manager)
    desk.open(f"/networks/{round_.network.code}/scorecard/{round_.pk}/link/")
    desk.sees("Point your phone’s camera at the code")
    expect(desk.page.get_by_role("img", name="QR code")).to_be_visible()
    typed = desk.page.locator(".portal-address").inner_text()

    phone = visitor(**PHONE)
    phone.open(f"/a/{typed.rpartition('/')[2].upper()}")  # as somebody types it off the wall
    phone.sees("Everybody uses the same link")
    assert "/a/" not in phone.page.url
    assert phone.page.evaluate("document.documentElement.scrollWidth") <= PHONE["viewport"]["width"]
    fill_in(phone, answer="2", words="What only I know")
    phone.click("Submit")
    phone.sees("Someone else answering here?")
    phone.page.go_back()
    is_clean(phone)
    phone.page.go_forward()
    phone.click("Start a clean form")
    is_clean(phone)
    fill_in(phone, answer="5", words="Another voice")
    phone.click("Submit")
    phone.sees("Your answers are sealed")
    assert Ballot.objects.filter(round=round_).count() == 2
    assert kept(phone) == []
    assert phone.page.evaluate("Object.keys(sessionStorage)") == []


def test_answers_are_kept_on_a_device_that_was_asked_to(visitor, ask, network):
    factories.PersonFactory.create_batch(2, network=network)
    round_ = ask(people=network.people.all())
    link, phone = personal_link_of(round_), visitor(**PHONE)
    phone.open(link)
    fill_in(phone, answer="4", words="Half a thou")
    assert kept(phone) == []  # nobody asked yet
    phone.page.get_by_label("Keep what I fill in on this device").check()
    comment(phone).fill("Half a thought")
    assert kept(phone) == [f"answers:{round_.pk}"]

    phone.open(link)
    phone.sees("What you had filled in on this device is back")
    expect(statement(phone).get_by_label("4")).to_be_checked()
    assert comment(phone).input_value() == "Half a thought"
    phone.page.get_by_label("Keep what I fill in on this device").uncheck()
    assert kept(phone) == []
    phone.page.get_by_label("Keep what I fill in on this device").check()
    phone.click("Submit")
    phone.sees("Your answers are sealed")
    assert kept(phone) == []
    assert Ballot.objects.count() == 1


def test_what_is_kept_goes_after_24_hours_or_with_the_round(visitor, ask, manager):
    round_ = ask(way="open")
    link, phone = open_link_of(round_), visitor(**PHONE)
    phone.page.clock.install()
    phone.open(link)
    phone.page.get_by_label("Keep what I fill in on this device").check()
    fill_in(phone, answer="4", words="Old thoughts")
    phone.page.clock.fast_forward(timedelta(hours=23) // timedelta(milliseconds=1))
    phone.open(link)
    assert comment(phone).input_value() == "Old thoughts"
    phone.page.clock.fast_forward(timedelta(hours=2) // timedelta(milliseconds=1))
    phone.open(link)
    is_clean(phone)
    assert kept(phone) == []

    phone.page.get_by_label("Keep what I fill in on this device").check()
    fill_in(phone, answer="1", words="Never sent")
    assert kept(phone) == [f"answers:{round_.pk}"]
    actions.cancel_round(round_=round_, by=manager)
    phone.page.goto(link)
    phone.sees("was cancelled")
    assert kept(phone) == []


def test_without_scripts_nothing_is_offered_and_everything_works(browser, live_server, ask):
    round_ = ask(way="open")
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto(open_link_of(round_))
    expect(page.locator("#keep")).to_be_hidden()
    page.locator("#id_purpose_why_2").check(force=True)
    page.get_by_role("button", name="Submit").click()
    page.get_by_role("button", name="Start a clean form").click()
    expect(page.locator("#id_purpose_why_2")).not_to_be_checked()
    context.close()
    assert Ballot.objects.count() == 1
