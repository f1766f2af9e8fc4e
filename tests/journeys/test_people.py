"""A leaver and a double entry, on a phone: the manager merges two entries, sets a leaving date, reads and erases."""

import pytest
from django.utils import timezone

from tests import factories

from .test_answer import PHONE

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_people_are_merged_leave_and_are_erased(visitor, network, manager, director):
    factories.PersonFactory(network=network, name="Siân O’Neill", email="sian@old.example")
    factories.PersonFactory(
        network=network, name="Dr Sian O'Neill", email="sian@new.example", phone="01632 960 001"
    )
    factories.PersonFactory(network=network, name=director.name, email=director.email)

    phone = visitor(manager, **PHONE)
    phone.open(f"/networks/{network.code}/people/")
    phone.click("Find people who are here twice", role="link")
    phone.click("Compare", role="link")
    phone.sees("Nothing has changed yet")
    phone.click("Make one entry of them")
    phone.sees("No two entries look alike")

    phone.open(f"/networks/{network.code}/people/")
    phone.click(director.name, role="link")
    phone.click("Set a leaving date")
    phone.sees("A leaving date alone does not end it")
    phone.page.get_by_label("Day").fill("31")
    phone.page.get_by_label("Month").fill("2")
    phone.click("Save the leaving date")
    phone.sees("There is a problem")
    today = timezone.localdate()
    phone.page.get_by_label("Day").fill(str(today.day))
    phone.page.get_by_label("Month").fill(str(today.month))
    phone.page.get_by_label("Take away their access").check()
    phone.click("Save the leaving date")
    phone.sees(f"{director.name} is marked as left")
    assert not network.memberships.current().filter(user=director).exists()

    phone.click("Siân O’Neill", role="link")
    phone.click("What is kept about", role="link")
    phone.sees("sian@old.example")
    assert phone.page.evaluate("document.documentElement.scrollWidth") <= 390
    phone.page.go_back()
    phone.click("Erase this person", role="link")
    phone.page.get_by_label("Erase this person").check()
    phone.click("Erase for good")
    phone.sees("The person was erased")
