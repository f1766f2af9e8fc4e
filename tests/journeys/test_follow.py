"""From a need to a done action: raised at a desk, done by its owner on a phone without an account; then a risk."""

import re

import pytest
from django.core import mail

from tests import factories

from .test_answer import PHONE
from .test_purpose import fill, fits

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_an_action_goes_from_a_topic_to_its_owner_and_back(visitor, network, manager, do_jobs):
    need = factories.need_of(network, need="Care at home")
    factories.PersonFactory(network=network, name="Ottoline Farthingale", email="ottoline@vale.example")
    desk = visitor(manager)
    desk.open(f"/networks/{network.code}/meetings/actions/new/?about=need:{need.pk}")
    fill(desk, What_will_be_done="Call everybody over 75", Who_does_it="Ottoline")
    desk.click("Write it down")
    desk.sees("Action 1 is written down.")
    do_jobs()

    link = re.search(r"http://\S+(/action/\S+)", mail.outbox[0].body)[1]
    phone = visitor(**PHONE)
    phone.open(link)
    assert link not in phone.page.url
    assert fits(phone)
    phone.click("Save")
    phone.sees("Enter how it comes along, or say that it is done")
    fill(phone, How_does_it_come_along="All were called.")
    phone.page.get_by_label("It is done").check()
    phone.click("Save")
    phone.sees("Recorded as done. Thank you.")

    desk.page.reload()
    desk.sees("All were called.")
    desk.click("See its thread", role="link")
    desk.sees("Call everybody over 75")

    desk.open(f"/networks/{network.code}/meetings/risks/new/")
    fill(desk, What_could_go_wrong="Nobody stands in for the manager")
    desk.page.get_by_label("4 Likely").check()
    desk.page.get_by_label("4 Major").check()
    desk.click("Save")
    desk.sees("The risk is on the register.")
    desk.open(f"/networks/{network.code}/meetings/risks/")
    desk.sees("Open risks by how likely and how bad they are")
