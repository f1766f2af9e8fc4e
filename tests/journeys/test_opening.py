"""A round is planned from a desk: a list brought along, a test to oneself, reminders; stopped from a phone."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import expect

from apps.jobs.models import Job
from apps.surveys import questionnaire
from apps.surveys.models import Ballot, Questionnaire, Trial
from tests import factories

from .test_answer import PHONE

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
LIST = "Name,Email,Practice,Staff group\nZoe Armitage,zoe@new.example,,GP\nIvo Lark,not an address,,GP\n"


def path_in(letter, marker: str) -> str:
    return re.search(rf"https?://[^/\s]+(\S*{marker}\S*)", letter.body)[1]


def test_a_round_is_planned_tested_and_its_reminders_stopped(visitor, network, manager, practice, do_jobs):
    questionnaire.install(Questionnaire)
    factories.PersonFactory.create_batch(11, network=network, practice=practice)
    desk = visitor(manager)
    desk.open(f"/networks/{network.code}/scorecard/open/")
    desk.click("Continue")
    desk.click("a list", role="link")
    desk.page.get_by_label("Paste your list").fill(LIST)
    desk.click("Check the list")
    desk.sees("is not an email address")
    desk.click("Ask this person")
    desk.click("Continue")
    desk.page.get_by_label("Later").check()
    day = timezone.localdate() + timedelta(days=3)
    opening = desk.page.get_by_role("group", name="Opening date")
    for label, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        opening.get_by_label(label).fill(str(value))
    desk.click("Continue")
    desk.click("Continue")
    desk.sees("12 people")
    desk.click("Send me a test")
    desk.sees("A test is on its way")
    do_jobs()
    assert [letter.to for letter in mail.outbox] == [[manager.email]]

    phone = visitor(**PHONE)
    phone.open(path_in(mail.outbox[0], "/answer/test/"))
    phone.sees("This is a preview")
    assert Trial.objects.exists()
    assert not Ballot.objects.exists()

    desk.click("Plan the round and invite 12 people")
    desk.sees("The round opens on")
    desk.page.get_by_role("button", name=re.compile("Switch off")).first.click()
    desk.look()
    expect(desk.page.get_by_role("button", name=re.compile("Switch on"))).to_have_count(1)

    round_ = network.rounds.get()
    type(round_).objects.update(opens_at=timezone.now() - timedelta(minutes=1))
    Job.objects.update(not_before=timezone.now())
    do_jobs()
    assert len(mail.outbox) == 13
    phone.open(path_in(mail.outbox[-1], "/reminders/"))
    phone.click("Stop reminders")
    phone.sees("You get no more reminders")
    assert round_.invitations.filter(no_reminders=True).count() == 1
