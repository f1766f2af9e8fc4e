"""All England from the published files, against the published answer key."""

import csv
import os
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import transaction
from django.db.models import Sum

from apps.networks.models import Icb, Network, SubIcb
from apps.practices.actions import import_organisations
from apps.practices.models import (
    AgeProfile,
    Edition,
    ListSize,
    Practice,
    PracticeMembership,
    PracticeParent,
    Workforce,
)
from apps.practices.queries import network_profiles, networks_with_list_size

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
MAP_DAY = date(2026, 7, 1)

pytestmark = [
    pytest.mark.england,
    pytest.mark.skipif(not DATA.is_dir(), reason=f"the published files are not at {os.path.relpath(DATA)}"),
]


@pytest.fixture(scope="module")
def england(django_db_setup, django_db_blocker):
    """All England imported once for the whole module, and gone with its transaction. The value: two summaries."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield import_organisations(folder=DATA), import_organisations(folder=DATA)
        transaction.set_rollback(True)


def test_england_has_all_its_networks_practices_and_patients(england):
    assert Network.objects.filter(closed_on=None).count() == 1298
    assert Practice.objects.filter(closed_on=None).count() == 6139
    assert ListSize.objects.filter(day=MAP_DAY).aggregate(Sum("patients"))["patients__sum"] == 63_436_508
    assert PracticeMembership.objects.current().count() == 6087
    allocated = PracticeMembership.objects.current().values("practice")
    unallocated = Practice.objects.filter(closed_on=None).exclude(pk__in=allocated)
    assert unallocated.count() == 52
    assert (
        ListSize.objects.filter(practice__in=unallocated).aggregate(Sum("patients"))["patients__sum"]
        == 220_330
    )
    assert (Icb.objects.filter(closed_on=None).count(), SubIcb.objects.filter(closed_on=None).count()) == (
        36,
        106,
    )
    assert AgeProfile.objects.count() == 6139
    assert Workforce.objects.count() == 15_576


def test_england_again_changes_nothing(england):
    first, second = england
    assert first.changed_anything
    assert not second.changed_anything
    assert second.lines()[-1] == "Nothing changed."


def test_every_network_agrees_with_the_answer_key(england):
    with (DATA / "pcn_profile_2026-07.csv").open(newline="", encoding="utf-8") as file:
        key = {row["pcn_code"]: row for row in csv.DictReader(file)}
    listed = {}
    for icb in Icb.objects.filter(closed_on=None).prefetch_related("parents__region"):
        region = icb.parents.get(end=None).region.code
        for network in networks_with_list_size(icb).prefetch_related("parents__sub_icb"):
            assert network.code not in listed
            lead = network.parents.get(end=None).sub_icb.code
            listed[network.code] = (network, lead, icb.code, region)
    assert listed.keys() == key.keys()
    fte = dict(
        Network.objects.filter(workforce__day=date(2026, 6, 30))
        .annotate(fte=Sum("workforce__fte"))
        .values_list("code", "fte")
    )
    wrong = []
    for code, row in key.items():
        network, lead, icb, region = listed[code]
        found = (network.name, lead, icb, region, network.practice_count, network.list_size)
        expected = tuple(
            row[name] for name in ("pcn_name", "lead_sub_icb_code", "lead_icb_code", "region_code")
        )
        opened = network.opened_on.strftime("%Y%m%d") if network.opened_on else ""
        if (
            found != (*expected, int(row["practices"]), int(row["list_size"]))
            or opened != row["epcn_open_date"]
        ):
            wrong.append((code, found))
        if abs(fte.get(code, Decimal(0)) - Decimal(row["pcn_fte_2026_06"] or 0)) > Decimal("0.006"):
            wrong.append((code, fte.get(code), row["pcn_fte_2026_06"]))
    assert not wrong


def test_deprivation_of_every_network_agrees_with_the_answer_key(england):
    with (DATA / "pcn_profile_2026-07.csv").open(newline="", encoding="utf-8") as file:
        key = {row["pcn_code"]: Decimal(row["imd2025_score"]) for row in csv.DictReader(file)}
    networks = list(Network.objects.filter(closed_on=None))
    profiles = network_profiles(networks)
    scores = {network.code: profiles[network.pk].imd_score for network in networks}
    assert scores.keys() == key.keys()
    assert not {code for code, score in scores.items() if abs(score - key[code]) > Decimal("0.0006")}


def test_closed_networks_keep_their_practices_of_the_time(england):
    closed = Network.objects.exclude(closed_on=None)
    assert closed.count() == 93
    assert all(network.is_read_only for network in closed)
    assert not PracticeMembership.objects.current().filter(network__in=closed).exists()
    assert PracticeMembership.objects.filter(network__code="U18888").exists()


def test_ended_sub_icb_keeps_its_time_and_hands_over(england):
    frimley = SubIcb.objects.get(code="D4U1Y")
    assert frimley.closed_on == MAP_DAY
    spells = PracticeParent.objects.filter(sub_icb=frimley)
    assert not spells.current().exists()
    assert spells.filter(end=MAP_DAY, practice__closed_on=None).count() == 66


def test_no_two_spells_of_a_practice_overlap(england):
    last = {}
    for practice, start, end in PracticeMembership.objects.order_by("practice", "start").values_list(
        "practice", "start", "end"
    ):
        if practice in last:
            assert last[practice] is not None
            assert last[practice] <= start
        last[practice] = end


def test_editions_are_remembered_once(england):
    assert Edition.objects.count() == 9


def test_icb_list_is_one_query_with_its_figures(england, django_assert_num_queries):
    icb = Icb.objects.get(code="QE1")
    with django_assert_num_queries(1):
        rows = list(networks_with_list_size(icb).order_by("-list_size", "code"))
    assert rows
    assert [row.list_size for row in rows] == sorted((row.list_size for row in rows), reverse=True)
    assert all(row.practice_count for row in rows)
