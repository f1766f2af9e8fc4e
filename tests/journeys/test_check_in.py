"""A check-in: set up by a manager, answered on a phone in a minute, also without scripts; opted out of for good."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from apps.surveys import links, opting_out, questionnaire
from apps.surveys.models import Ballot, Invitation, Kind, Questionnaire
from apps.wellbeing import actions
from apps.wellbeing.queries import plan_of
from tests import factories

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


def test_a_check_in_from_setting_up_to_opting_out(visitor, browser, live_server, network, manager, do_jobs):
    questionnaire.install(Questionnaire)
    factories.PersonFactory.create_batch(12, network=network)
    desk = visitor(manager, **PHONE)
    desk.open(f"/networks/{network.code}/wellbeing/")
    desk.click("Set up check-ins", role="button")
    first = timezone.localdate() + timedelta(days=5)
    for part in ("day", "month", "year"):
        desk.page.get_by_label(part.capitalize(), exact=True).fill(str(getattr(first, part)))
    desk.click("Continue")
    desk.page.get_by_label("single-item burnout measure").check()
    desk.click("Continue")
    desk.sees("12 people")
    desk.click("Set up check-ins")
    desk.sees("Opens next")
    for page in ("questions", "rhythm", "pauses", "support", "preview", "end"):
        desk.open(f"/networks/{network.code}/wellbeing/{page}/")

    round_ = actions.open_check_in(plan=plan_of(network), by=manager)
    do_jobs()
    desk.open(f"/networks/{network.code}/wellbeing/{round_.pk}/")
    for page in ("extend", "close", "remind", "links", "cancel"):
        desk.open(f"/networks/{network.code}/wellbeing/{round_.pk}/{page}/")
    desk.open(f"/networks/{network.code}/wellbeing/{round_.pk}/remind/")
    desk.click("Send the reminder")
    desk.sees("Reminders are on their way")
    mine, other = Invitation.objects.filter(round=round_)[:2]

    phone = visitor(**PHONE)
    phone.open(f"/a/{links.token_of(mine)}/")
    phone.sees("Nobody watches this for emergencies")
    phone.page.get_by_role("group", name="My workload is manageable").get_by_label("2").check()
    phone.page.get_by_role("group", name="your level of burnout").get_by_label("I enjoy my work").check()
    phone.click("Submit")
    phone.sees("Your answers are sealed")
    expect(phone.page.get_by_role("link", name="Samaritans")).to_be_visible()
    assert Ballot.objects.count() == 1

    phone.open(f"/a/{opting_out.token_of(mine.person)}/no-more/")
    phone.click("No more check-ins for me")
    phone.sees("Nobody is told")
    assert opting_out.wants_none(mine.person, Kind.CHECK_IN)
    phone.click("have the link sent to you again", role="link")
    phone.page.get_by_label("Your work email address").fill(mine.person.email)
    phone.click("Send me the link")
    phone.sees("whatever address was typed")

    context = browser.new_context(base_url=live_server.url, java_script_enabled=False, **PHONE)
    page = context.new_page()
    page.goto(f"/a/{links.token_of(other)}/")
    page.get_by_role("group", name="I am proud of the work we do").get_by_label("4").check()
    page.get_by_role("button", name="Submit").click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    assert Ballot.objects.count() == 2
    context.close()
