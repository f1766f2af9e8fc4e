"""Questions besides the scorecard: written, previewed, taken from the area's offer, asked and answered."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from apps.surveys import questionnaire
from apps.surveys.models import Ballot, Invitation, Questionnaire
from apps.surveys.opening import open_round
from apps.surveys.queries import current_questionnaire
from tests import factories

from .test_answer import PHONE, link_of

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
HUB, PARKING = "The new hub works for my team", "There is enough parking at our sites"


def write(somebody, statement, *more):
    somebody.page.get_by_label("Statement").fill(statement)
    for label, words in more:
        somebody.page.get_by_label(label).fill(words)
    somebody.click("Save")


def test_from_the_areas_offer_to_an_answer_in_plain_words(visitor, network, manager, icb, do_jobs):
    questionnaire.install(Questionnaire)
    factories.PersonFactory.create_batch(9, network=network, name="Grace Hopper")

    lead = visitor(factories.analyst_of(icb, "ics_lead"))
    lead.open(f"/ics/{icb.code}/questions/")
    lead.click("Write a question")
    lead.click("Save")
    lead.sees("Enter a statement")
    write(lead, PARKING)
    lead.click("Offer these to the area")
    lead.sees("1 question offered")

    boss = visitor(manager, **PHONE)
    boss.open(f"/networks/{network.code}/scorecard/questions/")
    boss.click("Write a question")
    write(boss, "Hopper’s team answers the phone")
    boss.sees("is a name in your directory")
    write(boss, HUB, ("in plain words", "The hub is good for us"), ("in Welsh", "Quo wadden nos"))
    boss.page.get_by_label(PARKING).check()
    boss.click("Take in what I selected")
    boss.sees("2 of 5")
    boss.click(f"Move up “{PARKING}”")
    expect(boss.page.locator(".portal-own__text").first).to_contain_text(PARKING)
    boss.click("Preview the whole form")
    boss.click("Cymraeg", role="link")
    expect(boss.page.get_by_role("group", name="Quo wadden nos")).to_be_visible()
    boss.click("Back", role="link")

    round_ = open_round(
        network=network, by=manager, questionnaire=current_questionnaire(network), title="Spring", message="",
        closes_at=timezone.now() + timedelta(days=7), people=network.people.all(),
    )  # fmt: skip
    do_jobs()
    phone = visitor(**PHONE)
    phone.open(link_of(Invitation.objects.filter(round=round_).first()))
    phone.page.get_by_role("group", name=HUB).get_by_label("4").check()
    phone.page.get_by_label("Anything you would like to add about capacity").fill("We need two more rooms")
    # The page looks for a connection first: what it then shows is waited for, before axe looks at it.
    phone.page.get_by_role("button", name="Show plain words").click()
    phone.sees("In plain words: The hub is good for us")
    phone.look()
    expect(phone.page.get_by_role("group", name=HUB).get_by_label("4")).to_be_checked()
    phone.page.get_by_role("button", name="Cymraeg").click()
    group = phone.page.get_by_role("group", name="Quo wadden nos")
    expect(group.get_by_label("4")).to_be_checked()
    expect(phone.page.get_by_label("Anything you would like to add about capacity")).to_have_value(
        "We need two more rooms"
    )
    phone.look()
    group.get_by_label("5").focus()
    phone.page.keyboard.press("Enter")
    phone.sees("Thank you")
    assert Ballot.objects.count() == 1
