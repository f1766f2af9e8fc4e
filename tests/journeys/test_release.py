"""From a counted round to what everybody reads: the manager releases it, a colleague opens it by their link on a phone,
the board reads it over time and prints it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from apps.mail import tokens
from apps.surveys import links
from apps.surveys.disclosure import publish
from apps.surveys.models import Finding, Invitation
from tests import factories

from .test_answer import PHONE

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
SPLIT, AGREE, YEAR_AGO = (8, 5, 4, 6, 7), (0, 1, 4, 12, 13), (5, 10, 15)


def counted(network, title, *, days_ago, **fields):
    closed = timezone.now() - timedelta(days=days_ago)
    round_ = factories.round_of(
        network, state="closed", title=title, closes_at=closed, closed_at=closed, answered=30, invited=45,
        opens_at=closed - timedelta(days=14), **fields,
    )  # fmt: skip
    for finding in Finding.objects.filter(round=round_):
        counts = YEAR_AGO if ":" in finding.question else SPLIT if "operations" in finding.question else AGREE
        finding.figure = publish(counts).to_json()
        finding.save()
    return round_


def test_results_are_released_and_read_by_everybody(visitor, network, manager, board_member, do_jobs):
    counted(network, "Spring round", days_ago=100, released_at=timezone.now())
    round_ = counted(network, "Autumn round", days_ago=2, opened_by_id=manager.pk)
    invitation = Invitation.objects.create(round=round_, answered=None)
    link = f"/a/{tokens.make_token(links.PURPOSE, invitation.pk, 1)}/"

    phone = visitor(**PHONE)
    phone.page.goto(phone.base_url + link)
    phone.complaints.clear()  # the browser's own words about the status: gone, for answers
    phone.look()
    phone.sees("What came out will be here, by the same link")
    board = visitor(board_member)
    board.open(f"/networks/{network.code}/scorecard/{round_.pk}/results/")
    board.sees("Results are being read first")

    desk = visitor(manager)
    desk.open(f"/networks/{network.code}/")
    desk.click("Read them")
    desk.sees("Only whoever runs rounds can read this so far")
    desk.click("Release these results")
    desk.sees("Who will see what")
    desk.click("Release the results")
    desk.sees("Released. Everybody in the network")

    phone.open(link)
    phone.sees("This page is the same for everybody who has a link")
    assert phone.page.evaluate("document.documentElement.scrollWidth") <= 390

    board.open(f"/networks/{network.code}/")
    board.click("Read the results", role="link")
    board.sees("What we could talk about")
    board.click("See all rounds over time", role="link")
    board.sees("2 rounds with figures")
    board.page.go_back()
    board.click("Results on one page to print", role="link")
    board.click("Make the page")
    board.sees("We are making the page")
    do_jobs()
    board.sees("The page is ready")
    with board.page.expect_download() as download:
        board.page.get_by_role("button", name="Download the page").click()
    assert download.value.path().read_bytes().startswith(b"%PDF")
