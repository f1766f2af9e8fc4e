"""From an ask of a director, on a phone, to the area's reply, another network's support and the PDF of the area."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests import factories
from tests.overview.making import area_of

from .test_answer import PHONE
from .test_purpose import fill, fill_day, fits

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_an_ask_is_sent_replied_to_supported_and_settled(visitor, network, director, other_network, lead):
    phone, room = visitor(director, **PHONE), f"/networks/{network.code}/asks/"
    phone.open(room)
    phone.sees("Nothing has been asked yet")
    phone.click("Write an ask")
    phone.click("Save as a draft")
    phone.sees("Enter what you ask")
    fill(phone, What_do_you_ask="One care plan for both trusts", Why="Nurses type everything twice.")
    assert fits(phone)
    phone.click("Save as a draft")
    phone.click("Check and send")
    phone.sees("Freedom of information")
    assert fits(phone)
    phone.click("Send it to the area")
    phone.sees("Sent. Your area reads it now.")
    assert fits(phone)
    phone.click("Change who may see it", role="link")
    phone.page.get_by_label("Yes, without our name").check()
    phone.click("Continue")
    phone.sees("Check what other networks will read")
    phone.click("Let them see it")
    phone.sees("without our name")

    neighbour = visitor(factories.member_of(other_network, "clinical_director"), **PHONE)
    neighbour.open(f"/networks/{other_network.code}/asks/others/")
    neighbour.click("One care plan", role="link")
    neighbour.sees("A network asks")
    neighbour.click("We would like that too")
    neighbour.sees("Our network supports it")
    assert fits(neighbour)

    area = visitor(lead)
    area.open(f"/ics/{network.icb.code}/")
    area.sees("Nobody looks after an ask of a network yet")
    area.click("Asks", role="link", exact=True)
    area.click("One care plan", role="link")
    area.click("Say who looks after it")
    area.page.get_by_label("Who looks after it?").select_option("Somebody else")
    fill(area, If_it_is_somebody_else="The digital programme")
    area.click("Save")
    area.click("Reply")
    area.click("Send the reply")
    area.sees("Select what you reply")
    area.page.get_by_label("We accept it").check()
    fill(area, In_your_words="We begin in summer.")
    fill_day(area, "By when, if you accept it", timezone.localdate() + timedelta(days=60))
    area.click("Send the reply")
    area.sees("Sent. The network reads it now.")

    phone.open(room)
    phone.click("One care plan", role="link")
    phone.sees("We begin in summer.")
    phone.click("It is settled")
    fill(phone, What_came_of_it="It is there.")
    phone.click("It is settled")
    phone.sees("Settled. Both sides keep it.")
    assert fits(phone)


def test_an_area_reads_its_networks_together_and_makes_the_pdf(visitor, worker, icb, analyst):
    area_of(icb, 7)
    reader, room = visitor(analyst), f"/ics/{icb.code}/overview/"
    reader.open(room)
    reader.sees("1 is missing")
    area_of(icb, 1, name="Eighth")
    reader.open(f"/ics/{icb.code}/")
    reader.click("Overview", role="link", exact=True)
    reader.sees("8 of 8 networks have released a report")
    reader.page.get_by_text("Show as a table").first.click()
    reader.look()
    reader.click("Make the PDF")
    reader.page.get_by_role("link", name="Version 1 (PDF").wait_for(timeout=60_000)
    reader.look()
    reader.page.set_viewport_size({"width": 320, "height": 640})
    assert fits(reader)
