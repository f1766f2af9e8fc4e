"""A workshop from the first phone to the last note: several browsers answer, one of them without a connection for a
while, the screen reveals, and what was said becomes an action."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from apps.mail import tokens
from apps.scorecard.models import WorkshopNote
from apps.surveys import links, open_link, opening, queries, questionnaire
from apps.surveys.models import Ballot, Questionnaire, Round

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
PROJECTOR = {"viewport": {"width": 1280, "height": 720}}
SOON = 15_000  # milliseconds; the screen asks every few seconds


@pytest.fixture
def away_day(network, manager, do_jobs) -> Round:
    questionnaire.install(Questionnaire)
    round_ = opening.open_round(
        network=network,
        by=manager,
        questionnaire=queries.current_questionnaire(),
        title="Away day",
        message="",
        closes_at=timezone.now() + timedelta(hours=1),
        way="open",
    )
    do_jobs()
    round_ = Round.objects.get(pk=round_.pk)
    answers = {question.code: 3 for question in round_.definition.questions}
    for _ in range(11):
        open_link.submit(round_=round_, generation=1, ballot_id=uuid.uuid4(), answers=answers, comments={})
    return round_


def link_of(round_) -> str:
    return f"/a/{tokens.make_code(links.OPEN_PURPOSE, round_.pk, round_.link_generation)}/"


def heading(visitor, words: str) -> None:
    expect(visitor.page.get_by_role("heading", level=1)).to_contain_text(words, timeout=SOON)


def forget(visitor) -> None:
    """A browser without a connection complains in its console; that is what it was told to be."""
    told = ("ERR_INTERNET_DISCONNECTED", "htmx:sendError", "htmx:afterRequest")
    assert all(any(words in one for words in told) for one in visitor.complaints), visitor.complaints
    visitor.complaints.clear()


def test_from_the_link_to_an_action(visitor, manager, away_day, do_jobs):
    place = f"/networks/{away_day.network.code}/scorecard/{away_day.pk}"
    screen = visitor(manager, **PROJECTOR)
    screen.open(f"{place}/screen/")
    heading(screen, "How do you see Northern Vale PCN today?")
    screen.sees("At least 11 have answered")
    expect(screen.page.get_by_role("timer")).to_contain_text("59:")

    # One phone loses its connection while it answers, and sends once it is back.
    phone = visitor(**PHONE)
    phone.open(link_of(away_day))
    phone.page.get_by_role("group", name="I could tell a new colleague").get_by_label("5").check()
    phone.page.context.set_offline(True)
    phone.page.get_by_role("button", name="Submit").click()
    phone.sees("so nothing was sent")
    assert Ballot.objects.filter(round=away_day).count() == 11
    phone.page.context.set_offline(False)
    forget(phone)
    phone.look()
    phone.click("Submit")
    phone.sees("Your answers are sealed")
    assert Ballot.objects.filter(round=away_day).count() == 12

    # The screen loses it too, says so, and finds back by itself.
    screen.page.context.set_offline(True)
    expect(screen.page.locator("#swap-problem")).to_contain_text(
        "Connection lost; trying again", timeout=SOON
    )
    screen.page.context.set_offline(False)
    expect(screen.page.locator("#swap-problem")).to_be_hidden(timeout=SOON)
    forget(screen)

    screen.click("Reveal the results", role="link")
    heading(screen, "Reveal the results?")
    screen.sees("At least 11 have answered")
    screen.click("Reveal the results")
    heading(screen, "Counting…")
    do_jobs()
    heading(screen, "partly agree")
    screen.look()
    screen.page.keyboard.press("ArrowRight")
    heading(screen, "Purpose: we partly agree")
    screen.look()
    screen.page.keyboard.press("PageDown")
    heading(screen, "I could tell a new colleague")
    screen.look()
    assert screen.page.evaluate("document.documentElement.scrollHeight") <= PROJECTOR["viewport"]["height"]

    # Whoever leads moves the screen from a phone, and what is typed there outlives the connection.
    lead = visitor(manager, **PHONE)
    lead.open(f"{place}/facilitate/")
    lead.sees("I could tell a new colleague")
    lead.sees("Questions to ask about purpose")
    lead.click("Next")
    lead.sees("Our priorities start from what local residents need")
    heading(screen, "Our priorities start from what local residents need")
    lead.click("Start")
    expect(lead.page.get_by_role("timer")).to_contain_text("9:")
    expect(screen.page.get_by_role("timer")).to_contain_text("9:", timeout=SOON)

    lead.page.get_by_label("What did we say?").fill("Ask the patients’ group what they need")
    lead.page.get_by_label("An action").check()
    lead.page.context.set_offline(True)
    lead.page.get_by_role("button", name="Save the note").click()
    lead.sees("The portal could not be reached")
    lead.page.context.set_offline(False)
    forget(lead)
    lead.open(f"{place}/facilitate/")
    lead.sees("What you had typed and not saved is back")
    lead.click("Save the note")
    lead.sees("Saved.")
    expect(lead.page.locator("#written")).to_contain_text("Ask the patients’ group", timeout=SOON)
    note = WorkshopNote.objects.get()
    assert (note.kind, note.about) == ("action", "purpose_needs")
    assert lead.page.evaluate("Object.keys(sessionStorage).filter((one) => one.startsWith('typed:'))") == []
    assert lead.page.evaluate("document.documentElement.scrollWidth") <= PHONE["viewport"]["width"]
    lead.open(f"{place}/results/")
    lead.sees("Ask the patients’ group")


def test_without_scripts_the_screen_is_turned_by_buttons(
    browser, live_server, visitor, manager, away_day, do_jobs
):
    cookies = visitor(manager).page.context.cookies()
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    context.add_cookies(cookies)
    page = context.new_page()
    page.goto(f"/networks/{away_day.network.code}/scorecard/{away_day.pk}/screen/")
    page.get_by_role("link", name="Reveal the results").click()
    page.get_by_role("button", name="Reveal the results").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Counting…")
    do_jobs()
    page.get_by_role("link", name="Refresh").click()
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Purpose: ")
    page.get_by_role("button", name="Previous").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("partly agree")
    context.close()
