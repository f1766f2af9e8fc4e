"""Invented rounds in bulk: legal figures, the same each time, never beside real work."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from apps.networks.models import Network, Sharing
from apps.reports import years
from apps.reports.snapshot import build
from apps.scorecard.models import ComparedSet, Standing
from apps.surveys.disclosure import Figure
from apps.surveys.models import Finding, Round
from tests import factories
from tests.scorecard.others import described

# A year of them: quarterly scorecards, check-ins every four weeks.
ROUNDS = 4 + 13


@pytest.fixture
def england(icb):
    """Twelve networks, as an import leaves them. Their figures follow from their codes."""
    networks = [factories.network_in(icb, code=f"U7{number:04d}") for number in range(12)]
    for network in networks:
        described(network)
    return networks


def seed(**options) -> str:
    said = StringIO()
    call_command("seed_england", stdout=said, **options)
    return said.getvalue()


def rows():
    found = Finding.objects.order_by("round__network", "round__closed_at", "question")
    return list(found.values_list("round__network", "question", "figure"))


def test_every_network_gets_rounds_and_medians(england):
    assert f"{12 * (4 * 26 + 13 * 5):,} invented figures" in seed(years=1)
    assert Round.objects.released().filter(title__startswith="Invented: ").count() == 12 * ROUNDS
    assert {network.rounds.count() for network in england} == {ROUNDS}
    # In the smallest so few answered that there is no mean to count.
    counting = Standing.objects.exclude(means={}).count()
    assert 8 <= ComparedSet.objects.get(kind="england").networks == counting <= 12
    for *_, figure in rows()[::7]:
        shown = Figure.from_json(figure)
        assert json.loads(json.dumps(shown.to_json())) == figure
        assert shown.is_withheld or 8 <= shown.n <= 60


def test_check_ins_are_as_coarse_as_any_and_some_show_nothing(england):
    seed(years=1)
    figures = Finding.objects.filter(round__kind="check_in").values_list("round__answered", "figure__detail")
    assert set(figures.filter(round__answered=None).values_list("figure__detail", flat=True)) == {"withheld"}
    assert {detail for answered, detail in figures if answered and answered < 22} == {"thirds"}
    assert {detail for answered, detail in figures if answered and answered >= 22} == {"bands"}


def test_again_adds_nothing_and_a_new_network_is_seeded_alone(england, icb):
    seed(years=1)
    before = rows()
    assert "0 invented figures" in seed(years=1)
    assert rows() == before
    factories.network_in(icb)
    seed(years=1)
    assert Round.objects.count() == 13 * ROUNDS
    assert Sharing.objects.count() == 13


def test_same_figures_each_time(england):
    seed(years=1)
    before = rows()
    Round.objects.all().delete()
    Sharing.objects.all().delete()
    seed(years=1)
    assert rows() == before


def test_refused_where_people_work(england, manager):
    with pytest.raises(CommandError, match="People use this portal"):
        seed()
    assert not Round.objects.exists()
    Network.objects.get(pk=manager.network_memberships.get().network_id).memberships.all().delete()
    factories.round_of(england[0], state="closed")
    with pytest.raises(CommandError, match="nobody invented"):
        seed()
    seed(years=1, force=True)
    assert england[0].rounds.count() == ROUNDS + 1


def test_refused_without_networks_and_years(db):
    with pytest.raises(CommandError, match="import the published files"):
        seed()
    with pytest.raises(CommandError, match="one year"):
        seed(years=0)


def test_every_network_gets_a_year_that_its_report_tells_of(england, do_jobs):
    assert "a year’s work of 12 networks" in seed(years=1)
    network = england[3]
    manager = network.memberships.get(role="manager").user
    assert not manager.has_usable_password()
    year = years.on_offer(timezone.localdate())[0][0]
    made = build(network, year.end)
    assert set(made["chapters"]) >= {"purpose", "objectives", "board", "maturity", "meetings", "foreword"}
    assert made["rounds"]
    assert made["chapters"]["foreword"]["parts"][0]["text"].startswith("Invented: ")
    assert "a year’s work of 0 networks" in seed(years=1)
    assert network.memberships.count() == 2


def test_only_one_area_is_filled_where_it_is_named(england, icb):
    elsewhere = factories.network_in(factories.IcbFactory(), code="U79999")
    seed(years=1, area=icb.code.lower())
    assert not elsewhere.rounds.exists()
    assert not elsewhere.memberships.exists()
    with pytest.raises(CommandError, match="no networks"):
        seed(years=1, area="QXX")
