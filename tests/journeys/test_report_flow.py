"""A draft on its way to the area: the board comments on a phone, the manager answers and notes the endorsement, the
director approves, plans a day, and releases."""

from datetime import timedelta

import pytest
from django.utils import timezone

from apps.jobs.worker import drain
from apps.reports import actions
from apps.reports.models import Report
from tests import factories
from tests.reports.making import YEAR_END

from .test_answer import PHONE
from .test_purpose import fill_day, fits

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_a_draft_is_commented_endorsed_approved_planned_and_released(
    visitor, network, practice, manager, director, board_member, analyst
):
    factories.meeting_of(network, days=-3, state="ended", title="Board in May")
    report = actions.request_report(network=network, by=manager, year_end=YEAR_END)
    drain()
    room = f"/networks/{network.code}/reports/"

    phone = visitor(board_member, **PHONE)
    phone.open(f"{room}{report.pk}/read/")
    assert fits(phone)
    phone.click("Comment on this chapter", role="link")
    phone.click("Send the comment")
    phone.sees("Enter your comment")
    phone.page.get_by_label("Your comment").fill("One of the practices has another name now.")
    phone.click("Send the comment")
    phone.sees("Your comment stands below")
    assert fits(phone)

    desk = visitor(manager)
    desk.open(f"/networks/{network.code}/")
    desk.sees("One comment waits for an answer")
    desk.open(f"{room}{report.pk}/comments/")
    desk.click("Answer", role="link")
    desk.page.get_by_label("What was done with it?").fill("The name is right now.")
    desk.click("Save the answer")
    desk.sees("What was done: The name is right now.")
    desk.open(f"{room}{report.pk}/")
    desk.click("What the report would lack", role="link")
    desk.sees("Who can")
    desk.click("Go to the draft", role="link")
    desk.click("Note that the board endorsed it", role="link")
    desk.click("Note it")
    desk.sees("Select at which meeting")
    desk.page.get_by_label("At which meeting?").select_option(index=1)
    desk.click("Note it")
    desk.sees("Endorsed: Board in May")

    leads = visitor(director, **PHONE)
    leads.open(f"{room}{report.pk}/")
    leads.click("Approve")
    leads.sees("may have to disclose the report")
    leads.sees("The board endorsed it: Board in May")
    assert fits(leads)
    leads.click("Approve the report")
    drain()
    leads.page.reload()
    leads.click("Release to the area")
    leads.page.get_by_label("On the morning of a day").check()
    leads.click("Release the report")
    leads.sees("Enter a day")
    fill_day(leads, "On which day?", timezone.localdate() + timedelta(days=7))
    leads.click("Release the report")
    leads.sees("It will be released on the morning of")
    assert fits(leads)

    area = visitor(analyst)
    area.open(f"/ics/{network.icb.code}/networks/{network.code}/")
    area.sees("A report is in preparation")

    leads.click("Release it now, or on another day", role="link")
    leads.page.get_by_label("Now", exact=True).check()
    leads.click("Release the report")
    drain()
    assert Report.objects.get().file_state == "released"
    area.page.reload()
    area.sees("1 yearly report released")
