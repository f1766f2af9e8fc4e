"""From an empty matrix to a step that a board claimed and can show, and support that the area offers, on a phone."""

import pytest
from django.utils import timezone

from tests import factories

from .test_answer import PHONE
from .test_purpose import fill, fill_day, fits

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_a_network_says_where_it_is_shows_it_and_is_offered_support(visitor, network, manager, lead):
    factories.meeting_of(network, days=-3, state="ended", title="Board in May")
    factories.appointed_to(
        factories.post_of(network, "clinical_director"), factories.PersonFactory(network=network)
    )
    phone, room = visitor(manager, **PHONE), f"/networks/{network.code}/maturity/"
    phone.open(room)
    phone.sees("not assurance")
    phone.click("Leadership, planning and partnerships", role="link")
    phone.click("Record what a meeting said")
    phone.click("Record it")
    phone.sees("Select at which meeting")
    phone.page.get_by_label("At which meeting?").select_option(index=1)
    phone.page.get_by_label("All our practices have signed").select_option("Yes")
    phone.page.get_by_label("We have a clinical director").select_option("Yes")
    phone.page.get_by_label("We have written down why").select_option("We differed: partly to yes")
    assert fits(phone)
    phone.click("Record it")
    phone.sees("Partly (the board differed: up to “Yes”)")
    assert fits(phone)

    phone.click("Take as evidence")
    phone.sees("It was taken as evidence")
    phone.click("Add evidence", role="link")
    phone.click("Add the evidence")
    phone.sees("Enter what it is")
    fill(phone, What_is_it="Signed agreement", Link="https://papers.example/agreement")
    fill_day(phone, "What day is it of", timezone.localdate())
    for words in ("All our practices have signed", "We have written down why"):
        phone.page.get_by_label(words).check()
    phone.click("Add the evidence")
    phone.open(room)
    phone.sees("Foundation")
    assert fits(phone)
    phone.click("What is missing for the next step", role="link")
    assert fits(phone)
    phone.click("We’d like support with Leadership", role="link")
    fill(phone, What_would_help="Somebody who has done it.")
    phone.click("Save as a draft")
    phone.click("Send it")
    phone.sees("No answer yet")

    area = visitor(lead)
    area.open(f"/ics/{network.icb.code}/support/")
    area.click("Answer with an offer", role="link")
    fill(area, What_do_you_offer="A day a week from June.")
    area.click("Send the offer")
    area.sees("Your offer was sent")
    area.click("Name the steps", role="link")
    phone.page.reload()
    phone.sees("A day a week from June.")
    assert fits(phone)
