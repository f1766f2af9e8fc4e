"""An event from the link on a phone to an idea that became an action and a mail with what was agreed."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from tests import factories

from .test_answer import PHONE
from .test_purpose import fill, fits

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_from_signing_up_to_an_action(visitor, network, practice, manager, do_jobs):
    meeting = factories.meeting_of(network, kind="all_staff", title="Launch in the barn", days=9)
    desk = visitor(manager)
    desk.open(f"/networks/{network.code}/meetings/events/{meeting.pk}/")
    desk.click("Set the event up")
    fill(desk, What_is_it_about="Why we do this together.")
    desk.click("Save")
    desk.click("Let people sign up")
    link = re.search(r"http://\S+(/event/\S+/)", desk.page.locator(".portal-code").first.inner_text())[1]

    phone = visitor(**PHONE)
    phone.open(link)
    assert link not in phone.page.url
    assert fits(phone)
    phone.click("Sign up")
    phone.sees("Enter your name")
    fill(phone, Your_name="Asha Vane", Your_work_email_address="asha@staff.example")
    phone.page.get_by_label("Where do you work?").select_option(label=practice.name)
    phone.page.get_by_label("Nurse").check()
    phone.page.get_by_label("Yes, and nobody is found yet").check()
    phone.click("Sign up")
    phone.sees("You are signed up")

    desk.page.reload()
    desk.sees("Needs cover")
    meeting.starts_at = timezone.now() - timedelta(hours=3)
    meeting.save()
    desk.open(f"/networks/{network.code}/meetings/events/{meeting.pk}/")
    desk.click("Add a group", role="link")
    fill(desk, Name_of_the_group="Table 1")
    desk.click("Save")
    fill(desk, What_was_said="Three cars in one street.")
    desk.click("Save")
    desk.click("Add an idea of Table 1", role="link")
    fill(desk, The_idea="One visiting list")
    desk.click("Save")
    desk.click("Make it an action", role="link")
    desk.click("Make it an action")
    desk.sees("Action 1: open")
    desk.click("Write down who came", role="link")
    desk.page.get_by_label("Asha Vane").check()
    desk.click("Save")
    desk.click("Send everybody what was agreed", role="link")
    fill(desk, What_was_agreed="One list from May on.")
    desk.click("Send it")
    desk.sees("It goes to 1 person")
    do_jobs()
    assert mail.outbox[-1].to == ["asha@staff.example"]
    assert "One list from May on." in mail.outbox[-1].body
