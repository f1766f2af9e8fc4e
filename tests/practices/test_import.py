"""What importing editions does to the stored organisations, edition after edition."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.http import HttpResponse
from django.test import RequestFactory

from apps.accounts.permissions import Permission
from apps.core.models import AuditEvent
from apps.networks.access import network_view
from apps.networks.models import Icb, Network, SubIcb
from apps.practices.importing.state import ImportRefused
from apps.practices.models import (
    AgeProfile,
    Deprivation,
    Edition,
    ListSize,
    Practice,
    PracticeMembership,
    Workforce,
)
from apps.practices.published.problems import FormatProblem
from tests import factories

from . import files
from .files import folder_with, map_file, map_row, network_row, partner_row, practices_map

pytestmark = pytest.mark.django_db

JANUARY, JULY, AUGUST = date(2026, 1, 1), date(2026, 7, 1), date(2026, 8, 1)


def memberships(code):
    spells = PracticeMembership.objects.filter(practice__code=code).order_by("start")
    return [(spell.network.code, spell.start, spell.end) for spell in spells.select_related("network")]


def history(thing):
    """Spells of an organisation under its parents: (code of the parent, start, end)."""
    spells = thing.parents.order_by("start")
    parent = "region" if isinstance(thing, Icb) else "icb" if isinstance(thing, SubIcb) else "sub_icb"
    return [(getattr(spell, parent).code, spell.start, spell.end) for spell in spells]


# --- One edition ---------------------------------------------------------------------


def test_map_creates_everything_above_a_practice(bring):
    summary = bring(map__csv=practices_map("01Jul2026", A00001="U00001", A00002=None))
    network = Network.objects.get()
    assert (network.code, network.name, network.icb.code) == ("U00001", "NETWORK U00001", "QAA")
    assert history(network) == [("01A", JULY, None)]
    assert history(Icb.objects.get()) == [("Y90", JULY, None)]
    assert history(SubIcb.objects.get()) == [("QAA", JULY, None)]
    assert memberships("A00001") == [("U00001", JULY, None)]
    assert memberships("A00002") == []
    assert (summary.of("networks").created, summary.of("practices").created) == (1, 2)


def test_same_files_again_change_nothing(bring):
    book = files.epcn_workbook(
        [network_row(), network_row("U00002", closed="20240331")],
        [
            partner_row("A00001"),
            partner_row("A00002", "U00002", end="20240331"),
            partner_row("A00003", "U00002"),
        ],
    )
    content = {
        "jan__csv": practices_map("01Jan2026", A00001="U00003", A00003="U00001"),
        "map__csv": practices_map("01Jul2026", A00001="U00001", A00004=None),
        "epcn__xlsx": book,
        "all__csv": files.sizes_file(A00001=100),
        "epraccur__csv": files.epraccur_file(
            files.cost_centre_row("A00001"),
            files.cost_centre_row("A00003", status="INACTIVE", closed="20260331"),
        ),
    }
    assert bring(**content).changed_anything
    second = bring(**content)
    assert not second.changed_anything
    assert second.lines()[-1] == "Nothing changed."
    assert second.of("practices").unchanged == Practice.objects.count() == 4
    assert Edition.objects.count() == 6


def test_figures_are_stored_by_edition(bring):
    bands = ["practice_code", "all_patients", "female", "male", *(f"age_{band}" for band in files.BANDS)]
    workforce = ["pcn_code", "staff_group", "staff_role", "detailed_staff_role", "data_source", "fte"]
    content = {
        "map__csv": practices_map("01Jul2026", A00001="U00001"),
        "all__csv": files.sizes_file(A00001=100, A00009=5),
        "ages_2026-07__csv": files.as_csv(bands, ["A00001", 200, 110, 90, *[10] * 20]),
        "imd__csv": files.as_csv(["PRACTICE_CODE", "IMD_YEAR", "IMD_SCORE"], ["A00001", 2025, 12.5]),
        "staff_2026-06__csv": files.as_csv(workforce, ["U00001", "Nurses", "Nurse", "Nurse", "NWRS", 1.5]),
    }
    summary = bring(**content)
    assert ListSize.objects.get().patients == 100
    assert AgeProfile.objects.get().bands["95+"] == 10
    assert Deprivation.objects.get().edition == "2025"
    assert Workforce.objects.get().day == date(2026, 6, 30)
    assert ("all.csv", "about practices the portal doesn't know") in summary.skipped
    corrected = files.as_csv(workforce, ["U00001", "Nurses", "Nurse", "Senior nurse", "NWRS", 2])
    bring(**{"staff_2026-06__csv": corrected, "all__csv": files.sizes_file(A00001=101)})
    assert ListSize.objects.get().patients == 101
    assert Workforce.objects.get().detailed_role == "Senior nurse"
    bring(all__csv=files.sizes_file("2026-08-01", A00001=102))
    assert list(ListSize.objects.order_by("day").values_list("patients", flat=True)) == [101, 102]


def test_ages_fill_in_list_sizes_nobody_published(bring):
    bands = ["practice_code", "all_patients", "female", "male", *(f"age_{band}" for band in files.BANDS)]
    ages = {"ages_2026-07__csv": files.as_csv(bands, ["A00001", 200, 110, 90, *[10] * 20])}
    bring(map__csv=practices_map("01Jul2026", A00001="U00001"), **ages)
    assert ListSize.objects.get().patients == 200
    bring(all__csv=files.sizes_file(A00001=201))
    bring(**ages)
    assert ListSize.objects.get().patients == 201


def test_import_is_on_record(bring):
    bring(map__csv=practices_map("01Jul2026", A00001="U00001"))
    event = AuditEvent.objects.get(event="organisations.imported")
    assert event.detail["editions"] == ["map 2026-07-01"]
    assert event.detail["created"] == 10


# --- A later edition -------------------------------------------------------------------


def test_later_map_closes_and_opens_with_its_day(bring):
    bring(map__csv=practices_map("01Jul2026", A00001="U00001", A00002="U00002", A00003=None))
    summary = bring(map__csv=practices_map("01Aug2026", A00001="U00002", A00002="U00002", A00004="U00003"))
    assert memberships("A00001") == [("U00001", JULY, AUGUST), ("U00002", AUGUST, None)]
    assert memberships("A00002") == [("U00002", JULY, None)]
    assert memberships("A00004") == [("U00003", AUGUST, None)]
    assert Practice.objects.get(code="A00003").closed_on == AUGUST
    assert Network.objects.get(code="U00001").closed_on == AUGUST
    counts = summary.of("networks")
    assert (counts.created, counts.closed, counts.unchanged) == (1, 1, 1)
    counts = summary.of("practices in networks")
    assert (counts.created, counts.closed, counts.unchanged) == (2, 1, 1)


def test_closed_network_is_read_only_and_its_people_keep_access(bring):
    bring(map__csv=practices_map("01Jul2026", A00001="U00001"))
    manager = factories.member_of(Network.objects.get(), "manager")
    bring(map__csv=practices_map("01Aug2026", A00001="U00002"))

    @network_view(Permission.VIEW_NETWORK)
    def page(request):
        return HttpResponse(request.network.icb.code)

    request = RequestFactory().get("/")
    request.user = manager
    assert page(request, code="U00001").content == b"QAA"
    assert Network.objects.get(code="U00001").is_read_only


def test_network_that_comes_back_opens_again(bring):
    for day, network in (("01Jul2026", "U00001"), ("01Aug2026", "U00002"), ("01Sep2026", "U00001")):
        bring(map__csv=practices_map(day, A00001=network))
    assert Network.objects.get(code="U00001").closed_on is None
    assert [spell[1:] for spell in history(Network.objects.get(code="U00001"))] == [
        (JULY, AUGUST),
        (date(2026, 9, 1), None),
    ]


def test_icbs_that_merge_close_and_hand_their_sub_icbs_on(bring):
    bring(map__csv=map_file(map_row("A00001", day="01Jan2026", sub_icb="01A", icb="QOL")))
    bring(map__csv=map_file(map_row("A00001", sub_icb="01A", icb="Z9B2Z")))
    assert history(SubIcb.objects.get()) == [("QOL", JANUARY, JULY), ("Z9B2Z", JULY, None)]
    assert Icb.objects.get(code="QOL").closed_on == JULY
    assert Icb.objects.get(code="Z9B2Z").closed_on is None
    network = Network.objects.get()
    assert network.icb.code == "Z9B2Z"
    assert list(Icb.objects.get(code="Z9B2Z").networks) == [network]
    assert not Icb.objects.get(code="QOL").networks.exists()


def test_names_follow_the_newest_edition(bring):
    bring(map__csv=map_file(map_row("A00001", name="NEW NAME", network_name="NEW PCN")))
    bring(map__csv=map_file(map_row("A00001", day="01Jan2026", name="OLD NAME", network_name="OLD PCN")))
    assert (Practice.objects.get().name, Network.objects.get().name) == ("NEW NAME", "NEW PCN")
    bring(map__csv=map_file(map_row("A00001", day="01Aug2026", name="NEWEST", network_name="NEW PCN")))
    assert Practice.objects.get().name == "NEWEST"


# --- An older edition after a newer one ---------------------------------------------------


def test_older_map_adds_history_and_leaves_the_present(bring):
    bring(map__csv=practices_map("01Jul2026", A00001="U00001", A00002="U00001"))
    summary = bring(map__csv=practices_map("01Jan2026", A00001="U00001", A00002="U00002", A00003="U00002"))
    assert memberships("A00001") == [("U00001", JANUARY, None)]
    assert memberships("A00002") == [("U00002", JANUARY, JULY), ("U00001", JULY, None)]
    assert memberships("A00003") == [("U00002", JANUARY, JULY)]
    assert Practice.objects.get(code="A00003").closed_on == JULY
    assert Network.objects.get(code="U00002").closed_on == JULY
    assert Network.objects.get(code="U00001").closed_on is None
    assert summary.of("networks").closed == 0


def test_editions_in_any_order_give_one_history(bring):
    def everything():
        return (
            {code: memberships(code) for code in Practice.objects.values_list("code", flat=True)},
            {n.code: (history(n), n.closed_on, n.name) for n in Network.objects.all()},
            {i.code: (history(i), i.closed_on) for i in [*Icb.objects.all(), *SubIcb.objects.all()]},
            {p.code: (history(p), p.closed_on, p.name) for p in Practice.objects.all()},
        )

    editions = [
        {"map__csv": practices_map("01Jan2026", A00001="U00001", A00002="U00002", A00003="U00002")},
        {"map__csv": practices_map("01Jul2026", A00001="U00003", A00002="U00002", A00004=None)},
        {"map__csv": practices_map("01Aug2026", A00001="U00003", A00002="U00003")},
        {
            "epcn__xlsx": files.epcn_workbook(
                [network_row("U00001"), network_row("U00002"), network_row("U00009", closed="20230331")],
                [
                    partner_row("A00001"),
                    partner_row("A00002", "U00009", end="20230331"),
                    partner_row("A00002", "U00002", start="20230401"),
                    partner_row("A00005", "U00001", start="20251001"),
                ],
            )
        },
    ]
    results = []
    for order in ((0, 1, 2, 3), (3, 2, 1, 0), (1, 3, 0, 2), (2, 0, 3, 1)):
        with transaction.atomic():
            for number in order:
                bring(**editions[number])
            results.append(everything())
            transaction.set_rollback(True)
    assert results[0][0]["A00002"] == [
        ("U00009", date(2019, 10, 1), date(2023, 4, 1)),
        ("U00002", date(2023, 4, 1), AUGUST),
        ("U00003", AUGUST, None),
    ]
    assert results[0][0]["A00005"] == [("U00001", date(2025, 10, 1), JANUARY)]
    assert all(result == results[0] for result in results)


def test_older_epcn_gives_exact_dates_without_undoing_the_map(bring):
    bring(map__csv=practices_map("01Jul2026", A00001="U00001", A00002="U00001"))
    bring(
        epcn__xlsx=files.epcn_workbook(
            [network_row("U00001", opened="20200401"), network_row("U00002")],
            [partner_row("A00001", start="20200401"), partner_row("A00002", "U00002")],
        )
    )
    assert memberships("A00001") == [("U00001", date(2020, 4, 1), None)]
    assert memberships("A00002") == [("U00002", date(2019, 10, 1), JULY), ("U00001", JULY, None)]
    network = Network.objects.get(code="U00001")
    assert (network.opened_on, network.address) == (date(2020, 4, 1), "THE HEALTH CENTRE, INVENTED TOWN")
    assert network.closed_on is None
    assert Network.objects.get(code="U00002").closed_on == JULY


def test_newer_epcn_closes_with_its_exact_dates(bring):
    bring(map__csv=practices_map("01Jul2026", A00001="U00001", A00002="U00002"))
    summary = bring(
        epcn__xlsx=files.epcn_workbook(
            [network_row("U00001", closed="20260930"), network_row("U00002")],
            [
                partner_row("A00001", "U00001", end="20260930"),
                partner_row("A00001", "U00002", start="20261001"),
                partner_row("A00002", "U00002"),
            ],
        )
    )
    october = date(2026, 10, 1)
    assert memberships("A00001") == [("U00001", date(2019, 10, 1), october), ("U00002", october, None)]
    assert Network.objects.get(code="U00001").closed_on == october
    assert summary.of("networks").closed == 1


def test_membership_the_register_denies_stays_on_record(bring):
    bring(map__csv=practices_map("01Jan2026", A00001="U00002"))
    bring(
        epcn__xlsx=files.epcn_workbook(
            [network_row()], [partner_row("A00001"), partner_row("A00002", start="20260701")]
        )
    )
    assert [spell[0] for spell in memberships("A00001")] == ["U00001", "U00002", "U00001"]
    assert memberships("A00001")[-1][2] is None


# --- Leads, closures, sources ------------------------------------------------------------------


def test_lead_is_the_sub_icb_location_with_most_patients(bring):
    rows = [map_row("A00001"), map_row("A00002"), map_row("A00003", sub_icb="02B")]
    bring(map__csv=map_file(*rows))
    assert history(Network.objects.get()) == [("01A", JULY, None)]
    bring(all__csv=files.sizes_file(A00001=10, A00002=10, A00003=21))
    assert history(Network.objects.get()) == [("02B", JULY, None)]


def test_epraccur_describes_and_dates_closings(bring):
    bring(map__csv=practices_map("01Jan2026", A00001="U00001", A00002="U00001"))
    bring(map__csv=practices_map("01Jul2026", A00001="U00001"))
    bring(
        epraccur__csv=files.epraccur_file(
            files.cost_centre_row("A00001"),
            files.cost_centre_row("A00002", status="INACTIVE", closed="20260331"),
            files.cost_centre_row("A00003"),
        )
    )
    first = Practice.objects.get(code="A00001")
    assert (first.address, first.opened_on) == ("1 HIGH STREET, INVENTED TOWN", date(1974, 4, 1))
    assert Practice.objects.get(code="A00002").closed_on == date(2026, 4, 1)
    assert memberships("A00002") == [("U00001", JANUARY, date(2026, 4, 1))]
    assert not Practice.objects.filter(code="A00003").exists()


def test_epraccur_alone_makes_englands_active_practices(bring):
    bring(
        epraccur__csv=files.epraccur_file(
            files.cost_centre_row("A00001"),
            files.cost_centre_row("A00002", status="INACTIVE", closed="20240331"),
            files.cost_centre_row("W00003", commissioner="7A1"),
        )
    )
    assert list(Practice.objects.values_list("code", flat=True)) == ["A00001"]


def test_demo_organisations_are_left_alone(bring, icb):
    network = factories.network_in(icb, is_fictional=True)
    practice = factories.practice_in(network)
    bring(map__csv=practices_map("01Jul2026", A00001="U00001"))
    network.refresh_from_db()
    practice.refresh_from_db()
    assert (network.closed_on, practice.closed_on) == (None, None)
    assert list(icb.networks) == [network]
    with pytest.raises(ImportRefused, match=network.code):
        bring(map__csv=practices_map("01Jul2026", A00001=network.code))


def test_part_of_a_map_is_refused(bring):
    codes = {f"A{number:05}": "U00001" for number in range(300)}
    bring(map__csv=practices_map("01Jul2026", **codes))
    with pytest.raises(ImportRefused, match="part of the published file"):
        bring(map__csv=practices_map("01Aug2026", A00001="U00001"))
    assert Practice.objects.filter(closed_on=None).count() == 300


# --- The command ----------------------------------------------------------------------------


def test_one_wrong_file_changes_nothing(bring):
    good = practices_map("01Jul2026", A00001="U00001")
    with pytest.raises(FormatProblem):
        bring(a__csv=good, b__csv=practices_map("31Jun2026", A00001="U00002"))
    assert not Practice.objects.exists()
    assert not Edition.objects.exists()


def test_command_prints_what_happened(tmp_path, capsys):
    folder = folder_with(
        tmp_path, map__csv=practices_map("01Jul2026", A00001="U00001"), README__md=b"# Notes"
    )
    call_command("import_organisations", str(folder))
    printed = capsys.readouterr().out
    assert "map of practices, networks and ICBs, 2026-07-01: map.csv (1 rows)" in printed
    assert "README.md: not a table" in printed
    assert printed.rstrip().endswith("Import finished.")
    call_command("import_organisations", str(folder))
    assert capsys.readouterr().out.rstrip().endswith("Nothing changed.")


def test_command_says_where_a_file_is_wrong(tmp_path):
    folder = folder_with(tmp_path, map__csv=practices_map("31Jun2026", A00001="U00001"))
    with pytest.raises(
        CommandError, match=r"(?s)map.csv, line 2, column EXTRACT_DATE: .*Nothing was changed"
    ):
        call_command("import_organisations", str(folder))
    with pytest.raises(CommandError, match="is not a folder"):
        call_command("import_organisations", str(folder / "nowhere"))
