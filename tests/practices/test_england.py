"""All England from the published files, against the published answer key."""

import csv
import os
from collections import Counter, defaultdict
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import transaction
from django.db.models import Sum

from apps.networks.models import Icb, Network, SubIcb
from apps.practices import profile
from apps.practices.actions import import_organisations
from apps.practices.change_words import sentence
from apps.practices.importing.changes import MovesNotConfirmed
from apps.practices.models import (
    AgeProfile,
    Change,
    Edition,
    ListSize,
    Practice,
    PracticeMembership,
    PracticeParent,
    Workforce,
)
from apps.practices.population import population
from apps.practices.queries import network_profile, network_profiles, networks_with_list_size

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


# --- The pages: figures of profile and population against the files --------------------------
def answer_key(name: str, code: str) -> dict[str, dict]:
    with (DATA / name).open(newline="", encoding="utf-8") as file:
        return {row[code]: row for row in csv.DictReader(file)}


def figures_wrong(networks) -> list:
    """What profile and population say otherwise than the answer key and the file of age bands."""
    key = answer_key("pcn_profile_2026-07.csv", "pcn_code")
    ages = answer_key("practice_age_bands_2026-07.csv", "practice_code")
    members = defaultdict(list)
    for row in answer_key("gp-reg-pat-prac-map.csv", "PRACTICE_CODE").values():
        members[row["PCN_CODE"]].append(row)
    wrong = []
    for network in networks:
        facts, people, expected = network_profile(network), population(network), key[network.code]
        rows = profile.members(facts)
        listed = {member.code: (member.supplier, member.patients) for member in rows}
        asked = {
            row["PRACTICE_CODE"]: (row["SUPPLIER_NAME"], int(ages[row["PRACTICE_CODE"]]["all_patients"]))
            for row in members[network.code]
        }
        bands = {band: sum(int(ages[code][f"age_{band}"]) for code in asked) for band in people.bands}
        score = abs(facts.imd_score - Decimal(expected["imd2025_score"]))
        area, last = profile.area_of(network), profile.list_sizes(network)[-1]
        found = {
            "practices": listed == asked and len(rows) == int(expected["practices"]),
            "list size": facts.patients == last.patients == int(expected["list_size"])
            and last.day == MAP_DAY,
            "whole": last.is_whole,
            "shares": abs(sum(member.share for member in rows) - 100) < 1e-6,
            "deprivation": score <= Decimal("0.0006"),
            "area": (area.sub_icb.code, area.icb.code)
            == (expected["lead_sub_icb_code"], expected["lead_icb_code"]),
            "sub-ICBs": len(area.besides) + 1 == int(expected["sub_icbs"]),
            "bands": bands == people.bands and people.day == MAP_DAY,
            "sexes": (people.female, people.male)
            == tuple(sum(int(ages[code][sex]) for code in asked) for sex in ("female", "male")),
            "everybody": people.patients == int(expected["list_size"]),
        }
        wrong += [(network.code, what) for what, is_right in found.items() if not is_right]
    return wrong


def test_profile_and_population_of_some_networks_agree_with_the_files(england):
    crossing = ["U41591"]
    some = Network.objects.filter(closed_on=None).order_by("code")[::160]
    assert figures_wrong([*some, *Network.objects.filter(code__in=crossing)]) == []


@pytest.mark.full
def test_profile_and_population_of_every_network_agree_with_the_files(england):
    networks = list(Network.objects.filter(closed_on=None))
    assert len(networks) == 1298
    assert figures_wrong(networks) == []


# --- The refresh: July, then an edited August ---------------------------------------------------
def august(path: Path, edit) -> Path:
    """The July files as an August edition in ``path``; ``edit(row)`` gives a row of the map and its list size back, or
    None where it is no longer listed."""
    patients = {row["CODE"]: row for row in answer_key("gp-reg-pat-prac-all.csv", "CODE").values()}
    rows, sizes = [], []
    for row in answer_key("gp-reg-pat-prac-map.csv", "PRACTICE_CODE").values():
        size = patients[row["PRACTICE_CODE"]]
        edited = edit(row | {"EXTRACT_DATE": "01Aug2026"}, int(size["NUMBER_OF_PATIENTS"]))
        if edited:
            rows.append(edited[0])
            sizes.append(size | {"EXTRACT_DATE": "2026-08-01", "NUMBER_OF_PATIENTS": edited[1]})
    for name, lines in (("map.csv", rows), ("all.csv", sizes)):
        with (path / name).open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, lines[0])
            writer.writeheader()
            writer.writerows(lines)
    return path


@pytest.mark.full
def test_refresh_to_an_edited_edition_has_every_consequence_and_no_other(england, tmp_path):
    """In West Norwich one practice goes to West Merton, one closes, one is renamed, one grows by a tenth and one by a
    little; Stockton is renamed; Grand Union's second network joins the first."""
    home = Network.objects.get(code="U00000")
    goes, closes, renamed, grows, _ = [
        spell.practice for spell in home.practice_spells.current().order_by("practice__code")
    ]
    kept, gone = Network.objects.filter(name="GRAND UNION PCN", closed_on=None).order_by("code")
    moved = list(gone.practice_spells.current().values_list("practice__code", flat=True))
    here = [spell.practice.code for spell in home.practice_spells.current()]

    def edit(row, patients):
        code = row["PRACTICE_CODE"]
        if code == closes.code:
            return None
        if code == goes.code:
            row |= {"PCN_CODE": "U00070", "PCN_NAME": "WEST MERTON PCN"}
        if code == renamed.code:
            row["PRACTICE_NAME"] = "ST ÉOWYN'S SURGERY"
        if row["PCN_CODE"] == "U89141":
            row["PCN_NAME"] = "TEES AND STOCKTON PCN"
        if row["PCN_CODE"] == gone.code:
            row |= {"PCN_CODE": kept.code}
        return row, patients * 11 // 10 if code == grows.code else patients + (code in here)

    folder = august(tmp_path, edit)
    with transaction.atomic():
        import_organisations(folder=folder)
        told = {
            change.kind: sentence(change) for change in home.changes.select_related("practice", "network")
        }
        assert told["left"] == f"{goes.name} left on 1 August 2026, to WEST MERTON PCN"
        assert told["closed"] == f"{closes.name} closed on 1 August 2026"
        assert told["renamed"].startswith(f"{renamed.name} is called ST ÉOWYN'S SURGERY")
        assert told["list_size"].endswith("registered patients on 1 August 2026, by 10%")
        kinds = Counter(Change.objects.values_list("kind", flat=True))
        assert kinds == {
            "left": 1 + len(moved), "joined": 1 + len(moved), "closed": 1, "renamed": 1,
            "list_size": 1, "network_renamed": 1, "network_closed": 1,
        }  # fmt: skip
        assert sorted(Change.objects.filter(network=home).values_list("kind", "practice__code")) == sorted(
            [
                ("left", goes.code),
                ("closed", closes.code),
                ("renamed", renamed.code),
                ("list_size", grows.code),
            ]
        )
        assert set(gone.changes.values_list("kind", flat=True)) == {"left", "network_closed"}
        assert {change.practice.code for change in kept.changes.all()} == set(moved)
        gone.refresh_from_db()
        assert gone.closed_on == date(2026, 8, 1)
        facts = network_profile(home)
        assert {fact.code for fact in facts.practices} == set(here) - {goes.code, closes.code}
        assert network_profile(home, on=MAP_DAY).patients == sum(
            size.patients for size in ListSize.objects.filter(day=MAP_DAY, practice__code__in=here)
        )
        assert [
            (one.what, one.code) for one in profile.history(home).movements if one.day == date(2026, 8, 1)
        ] == [
            (what, code)
            for _, what, code in sorted(
                [(goes.name, "left", goes.code), (closes.name, "closed", closes.code)]
            )
        ]
        assert [one.patients for one in profile.list_sizes(home)] == [
            sum(size.patients for size in ListSize.objects.filter(day=day, practice__code__in=codes))
            for day, codes in ((MAP_DAY, here), (date(2026, 8, 1), [fact.code for fact in facts.practices]))
        ]
        transaction.set_rollback(True)


@pytest.mark.full
def test_refresh_that_moves_forty_percent_of_england_asks_first(england, tmp_path):
    order = iter(range(10_000))

    def edit(row, patients):
        if row["PCN_CODE"] not in ("U", "U00070") and next(order) % 5 < 2:
            row |= {"PCN_CODE": "U00070", "PCN_NAME": "WEST MERTON PCN"}
        return row, patients

    folder = august(tmp_path, edit)
    with pytest.raises(MovesNotConfirmed) as refusal, transaction.atomic():
        import_organisations(folder=folder)
    assert "(40%)" in str(refusal.value)
    assert len(refusal.value.moves) > 2400
    assert not ListSize.objects.filter(day=date(2026, 8, 1)).exists()
