from datetime import timedelta

import pytest
from django.utils import timezone

from apps.core.chapters import Period
from apps.networks.models import Sharing
from apps.scorecard import chapter
from apps.scorecard.medians import current_quarter, make_medians

from .others import LONG_AGO, closed_round_of, described, of_mean, others_in


@pytest.fixture
def period(network):
    today = timezone.localdate()
    return Period(network, today - timedelta(days=364), today, today)


@pytest.fixture
def ours(network, icb):
    described(network)
    others_in(icb, 9, mean=lambda n: 3)
    return closed_round_of(network, of_mean(3.9))


def test_nothing_is_told_unless_the_director_switched_it_on(ours, period):
    make_medians(current_quarter())
    assert chapter.comparison(period) is None


def test_where_our_themes_lie_beside_networks_that_count(ours, network, period):
    Sharing.objects.create(network=network, what=Sharing.What.COUNT, since=LONG_AGO)
    make_medians(current_quarter())
    found = chapter.comparison(period)
    assert found.parts[0].text == "On all 4 themes we lie above the middle half of networks like ours"
    plots = found.parts[2:]
    assert {plot.draw for plot in plots} == {"beside"}
    assert plots[0].rows[0][1:] == (3.9, "3.9", [(3.0, 3.0, 3.0)])
    assert "9 other networks" in plots[0].subtitle
    assert "rank" not in repr(found).lower()


def test_nothing_before_there_are_medians_or_a_round(ours, network, period):
    Sharing.objects.create(network=network, what=Sharing.What.COUNT, since=LONG_AGO)
    assert chapter.comparison(period) is None
    make_medians(current_quarter())
    ours.released_at = None
    ours.save()
    assert chapter.comparison(period) is None
