"""A round beside other networks: the page, its CSV, and what it says in words."""

import csv
import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from apps.core.audit import Event
from apps.core.models import AuditEvent
from apps.scorecard import beside
from apps.scorecard.medians import current_quarter, make_medians
from apps.surveys.benchmarks import Benchmark

from .others import before_quarter, closed_round_of, counts_in, described, of_mean, others_in

# The most that one page may ask, session and shell included.
QUERIES = 12


@pytest.fixture
def ours(network):
    described(network)
    return closed_round_of(network, of_mean(3.9))


@pytest.fixture
def page(client, board_member, ours):
    client.force_login(board_member)

    def get(name="compare"):
        return client.get(reverse(f"scorecard:{name}", args=[ours.network.code, ours.pk]))

    return get


def test_page_sets_our_means_beside_medians(page, icb):
    others_in(icb, 9, mean=lambda n: 3)
    make_medians(current_quarter())
    text = page().content.decode()
    assert "On all 4 themes we lie above the middle half of networks like ours" in text
    assert "Ours: 3.9; Networks like ours: median 3.0, middle half 3.0 to 3.0" in text
    assert "9 other networks" in text
    assert "60,000 to 60,000" not in text
    assert "50,000 patients or more, in the middle third by deprivation" in text
    assert "better than" not in text.lower()
    assert "rank" not in text.lower()


def test_page_says_where_too_few_others_count(page, icb):
    others_in(icb, 7)
    make_medians(current_quarter())
    text = page().content.decode()
    assert text.count("Not shown: fewer than 8 other networks") == 3
    assert "Not enough networks to stand beside yet" in text
    assert "median 3" not in text


def test_page_before_any_medians(page):
    response = page()
    assert "Medians are made once a quarter" in response.content.decode()
    assert page("compare_csv").content.decode().count("3.9") == 26


def test_round_without_figures_of_its_own(page, ours, icb):
    ours.findings.update(figure={"detail": "withheld"})
    ours.answered = None
    ours.save()
    others_in(icb, 9, mean=lambda n: 3)
    make_medians(current_quarter())
    text = page().content.decode()
    assert "Ours: Not shown, to protect people.; England: median 3.0" in text
    assert "Our themes can’t be placed among networks like ours" in text


def test_board_waits_for_the_release(page, ours, icb):
    others_in(icb, 9)
    make_medians(current_quarter())
    ours.released_at = None
    ours.save()
    assert "median" not in page().content.decode()
    assert page("compare_csv").status_code == 302


def test_open_round_has_no_comparison(client, manager, network):
    client.force_login(manager)
    round_ = closed_round_of(network, of_mean(3), released_at=None)
    round_.state = "open"
    round_.save()
    assert client.get(reverse("scorecard:compare", args=[network.code, round_.pk])).status_code == 404


def test_reading_needs_no_counting_in(page, ours, icb):
    others_in(icb, 9)
    make_medians(current_quarter())
    assert "Our own averages don’t count in any median" in page().content.decode()
    counts_in(ours.network)
    make_medians(current_quarter())
    text = page().content.decode()
    assert "from those on this page they are taken out" in text
    assert "9 other networks" in text


def test_old_round_stands_beside_the_quarter_after_it(page, ours, icb):
    """So its page changes once at most."""
    ours.closed_at = before_quarter(200)
    ours.save()
    others_in(icb, 9)
    make_medians(current_quarter())
    assert "Not enough" not in page().content.decode()
    ours.closed_at = timezone.now() + timedelta(days=200)
    ours.save()
    assert "None have been made since this round closed" in page().content.decode()


def test_csv_says_what_the_page_says(page, icb, board_member):
    others_in(icb, 9, mean=lambda n: 3)
    make_medians(current_quarter())
    rows = list(csv.DictReader(io.StringIO(page("compare_csv").content.decode("utf-8-sig"))))
    first = rows[0]
    assert (first["Theme"], first["Question"], first["Ours"]) == ("Purpose", "All its questions", "3.9")
    assert (first["England: other networks"], first["England: median"]) == ("9", "3.0")
    assert first["Our area: middle half from"] == first["Our area: middle half to"] == "3.0"
    assert len(rows) == 4 + 22 + 3
    facts = {row["Question"]: row["Ours"] for row in rows if row["Theme"] == "About the networks"}
    assert facts["Registered patients"] == "60,000"
    assert AuditEvent.objects.get(event=Event.EXPORTED).detail == {"what": "comparison"}


def test_page_asks_no_more_often_for_more_networks(page, icb):
    def asked():
        page()
        with CaptureQueriesContext(connection) as captured:
            page()
        return len(captured)

    others_in(icb, 8)
    make_medians(current_quarter())
    few = asked()
    others_in(icb, 12)
    make_medians(current_quarter())
    assert asked() == few <= QUERIES


def line(theme, own, low=3.0, high=4.0):
    return beside.Line(theme, "", own, str(own), (Benchmark(9, 3.5, low, high),))


MIXED = {"Purpose": 5.0, "Capacity": 2.0, "Operations": 3.5, "Performance": 3.5}


@pytest.mark.parametrize(
    ("means", "sentence"),
    [
        (
            {"Purpose": 4.1, "Capacity": 3.0},
            "On purpose we lie above the middle half of x; on capacity in it",
        ),
        ({"Purpose": 2.9}, "On purpose we lie below the middle half of x"),
        ({"Purpose": 3.2, "Capacity": 3.3}, "On all 2 themes we lie in the middle half of x"),
        ({"Purpose": None}, "Our themes can’t be placed among x"),
        (
            MIXED,
            "On purpose we lie above the middle half of x; on operations and performance in it; on capacity below it",
        ),
    ],
)
def test_finding_says_where_never_how_good(means, sentence):
    others = type("Set", (), {"others": "x"})
    assert beside.finding([line(theme, own) for theme, own in means.items()], 0, others) == sentence
