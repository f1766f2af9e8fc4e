"""From a counted check-in to what people hear: the director reads it on a phone, writes the response, is warned about a
name and sends it; the board reads it over time."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from tests import factories

from .test_answer import PHONE

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
UNDER = (13, 12, 4, 1, 0)


def fits(visitor) -> bool:
    return visitor.page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_response_is_written_on_a_phone_and_read_by_everybody(
    visitor, network, director, board_member, do_jobs, scripts
):
    people = factories.PersonFactory.create_batch(3, network=network)
    factories.PersonFactory(network=network, name="Ottoline Farthingale", email="")
    series = network.series.create(
        kind="check_in", people=[one.pk for one in people], listed_at=timezone.now()
    )
    factories.response_to(factories.check_in_of(network, days_ago=70, title="September"))
    factories.check_in_of(network, days_ago=40, title="October", answered=None)
    factories.check_in_of(
        network, days_ago=3, title="November", by_code={"energy": UNDER}, released_at=None, series=series
    )
    phone = visitor(director, **PHONE | {"java_script_enabled": scripts})
    if not scripts:
        phone.look = lambda: None  # axe is a script
    phone.open(f"/networks/{network.code}/")
    phone.click("Write it")
    day = timezone.localdate() + timedelta(days=30)
    for label, words in (
        ("What we heard", "Farthingale and others have no energy left."),
        ("What we will do", "Nobody is rung after 6pm."),
        ("Day", str(day.day)),
        ("Month", str(day.month)),
        ("Year", str(day.year)),
        ("Who leads on it", "The manager"),
    ):
        phone.page.get_by_label(label, exact=True).fill(words)
    phone.click("Look at it once more")
    phone.sees("These words are also in names of your directory: Farthingale")
    assert fits(phone)
    phone.click("Send it")
    phone.sees("Tick that you have read the warning about names")
    phone.click("Change it")
    phone.page.get_by_label("What we heard", exact=True).fill("Many have no energy left.")
    phone.click("Look at it once more")
    phone.sees("3 people by email")
    phone.click("Send it")
    phone.sees("Sent. Everybody who was invited is told by email")
    phone.sees("What was said after the check-in before")
    assert fits(phone)
    do_jobs()
    assert len(mail.outbox) == 3

    if not scripts:
        return
    for summary in phone.page.locator("summary:visible").all():
        summary.click()
    phone.look()
    board = visitor(board_member, **PHONE)
    board.open(f"/networks/{network.code}/wellbeing/trend/")
    board.sees("2 check-ins with figures, 1 with too few answers to show any")
    heard = " ".join(board.page.locator("svg title").all_text_contents())
    assert "Not shown, to protect people." in heard
    assert fits(board)
    board.open(f"/networks/{network.code}/wellbeing/workload/")
    board.sees("The portal does not know yet who carries what")
