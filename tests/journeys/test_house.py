"""A new director reads who the network is; its manager sees what a published list changed, and records a need."""

from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from apps.practices.ages import BANDS
from apps.practices.models import AgeProfile, ListSize
from tests import factories

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
JULY, AUGUST = date(2026, 7, 1), date(2026, 8, 1)


def test_practice_left_and_a_need_is_recorded_on_a_phone(visitor, network, practice, manager, director):
    bands = dict.fromkeys(BANDS, 500)
    AgeProfile.objects.create(practice=practice, day=JULY, bands=bands, female=5_100, male=4_900)
    ListSize.objects.create(practice=practice, day=AUGUST, patients=10_400)
    fulwell = factories.left_practice_of(network, name="Fulwell Surgery", patients=900)
    for _ in range(2):
        factories.PersonFactory(network=network, practice=fulwell)
    factories.change_of(network, "left", practice=fulwell)

    phone = visitor(manager, **PHONE)
    phone.open(reverse("home:network", args=[network.code]))
    phone.sees("2 people belong to it")
    phone.click("Look.*Fulwell Surgery left on 1 August 2026")
    phone.click("Mark all as seen")
    phone.sees("Nothing new.")
    phone.click("See the 2 people", role="link")
    phone.sees("2 people found")

    phone.open(reverse("practices:population", args=[network.code]))
    phone.click("Record a need")
    fill = phone.page.get_by_label
    fill("What our people need").fill("Too few health checks")
    fill("Where it shows").fill("Practices’ registers")
    for part, value in (("Day", "1"), ("Month", "7"), ("Year", "2026")):
        fill(part, exact=True).fill(value)
    fill("What we do about it").fill("Saturday clinics")
    phone.click("Save")
    phone.sees("Enter how you will measure what you do")
    fill("How we measure it").fill("Checks done, each quarter")
    phone.click("Save")
    phone.sees("The need is recorded.")
    assert phone.page.evaluate("document.documentElement.scrollWidth") <= 390

    desk = visitor(director)
    desk.open(reverse("practices:about", args=[network.code]))
    desk.sees("We look after 10,400 patients")
    desk.click("Correct the name.*of Millbrook Surgery", role="link")
    desk.page.get_by_label("Name on the portal’s pages").fill("Millbrook & St Éowyn’s")
    desk.click("Save")
    desk.sees("published as Millbrook Surgery")
    desk.click("Population", role="link")
    expect(desk.page.locator("#needs")).to_contain_text("Saturday clinics")
    desk.click("Too few health checks", role="link")
    desk.click("Close this need", role="link")
    desk.page.get_by_label("What came of it?").fill("84% were done.")
    desk.click("Close this need")
    desk.click("Show closed needs", role="link")
    expect(desk.page.locator("#needs")).to_contain_text("84% were done.")
