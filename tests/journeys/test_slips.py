"""Paper slips from the manager's sheet to an answer on a phone."""

import io
import re
from datetime import timedelta

import pypdf
import pytest
from django.utils import timezone

from apps.surveys import opening, queries, questionnaire
from apps.surveys.models import Ballot, Invitation, Questionnaire
from tests import factories

from .test_answer import PHONE

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_a_slip_is_printed_typed_and_answered(visitor, network, manager, practice, do_jobs):
    questionnaire.install(Questionnaire)
    factories.PersonFactory.create_batch(8, network=network, practice=practice)
    factories.PersonFactory.create_batch(3, network=network, practice=practice, email="")
    opening.open_round(
        network=network, by=manager, questionnaire=queries.current_questionnaire(), title="Autumn scorecard",
        message="", closes_at=timezone.now() + timedelta(days=7), people=network.people.all(), slips=True,
        breakdown="practice",
    )  # fmt: skip
    do_jobs()

    desk = visitor(manager)
    desk.open(f"/networks/{network.code}/scorecard/")
    desk.click("See the round that is running")
    desk.sees("3 of them by a paper slip")
    desk.click("Send somebody a new link", role="link")
    desk.sees("never who has answered")
    desk.page.go_back()
    desk.click("Print the paper slips", role="link")
    desk.sees("Millbrook Surgery")
    with desk.page.expect_download() as download:
        desk.page.get_by_role("button", name="Download the slips").click()
    text = pypdf.PdfReader(io.BytesIO(download.value.path().read_bytes())).pages[0].extract_text()
    codes = re.findall(r"\b[0-9A-Z]{5}-[0-9A-Z]{5}-[0-9A-Z]{5}\b", text)
    assert len(codes) == 3

    phone = visitor(**PHONE)
    phone.open("/s/")
    field = phone.page.get_by_label("Code on your slip")
    field.fill("7k2qd m4x9b w0rte")
    phone.click("Continue")
    phone.sees("This code is not right")
    field.fill(codes[0].lower().replace("-", " "))
    phone.click("Continue")
    phone.sees("3 of them by a paper slip without a name")
    phone.page.get_by_role("group", name="I could tell a new colleague").get_by_label("4").check()
    phone.click("Submit")
    phone.sees("Your answers are sealed")
    assert Ballot.objects.count() == Invitation.objects.filter(is_slip=True, answered=True).count() == 1
    assert phone.page.evaluate("document.documentElement.scrollWidth") <= 390
