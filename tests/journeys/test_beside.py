"""Comparison in a browser: a director decides, a board member reads on a phone, an analyst sees what was shared."""

import pytest
from django.utils import timezone

from apps.scorecard.medians import current_quarter, make_medians
from tests.scorecard.others import closed_round_of, described, of_mean, others_in
from tests.surveys.test_concurrency import at_once

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_director_decides_board_reads_and_area_sees(visitor, network, icb, director, board_member, analyst):
    described(network)
    round_ = closed_round_of(network, of_mean(3.9))
    others_in(icb, 9, mean=lambda n: 3)
    # Two workers at once make them once.
    assert at_once([lambda: make_medians(current_quarter())] * 2) == ["done", "done"]

    somebody = visitor(director)
    somebody.open(f"/networks/{network.code}/scorecard/{round_.pk}/compare/")
    somebody.click("Decide whether ours count", role="link")
    for name, says in (("Count us in medians", "at least 8 networks"), ("Show our figures", "Not now")):
        somebody.click(f"switch it on.*{name}", role="link")
        somebody.sees(says)
        somebody.click("Switch it on")
        somebody.sees("On since")

    reader = visitor(board_member, viewport={"width": 390, "height": 844})
    reader.open(f"/networks/{network.code}/scorecard/{round_.pk}/results/")
    reader.click("Beside other networks", role="link")
    reader.sees("On all 4 themes we lie above the middle half of networks like ours")
    for summary in reader.page.locator("summary").all():
        summary.click()
    reader.look()
    assert reader.page.evaluate("document.documentElement.scrollWidth") <= 390

    closed_round_of(network, of_mean(3.9), closed_at=timezone.now(), area_sees=True)
    looker = visitor(analyst)
    looker.open(f"/ics/{icb.code}/")
    looker.click("Scorecards", role="link")
    looker.sees("30 answered")
    looker.sees("Not shared")
