"""Every layout of the published files."""

from datetime import date
from decimal import Decimal

import pytest

from apps.practices.published.records import Kind

from . import files
from .files import BANDS, as_csv, as_zip, map_file, map_row, network_row, partner_row

# --- The map -------------------------------------------------------------------


def test_map_of_today(edition):
    found = edition(
        map_file(map_row("A00001", name="MILL SURGERY,"), map_row("A00002", None)), "anything.csv"
    )
    assert (found.kind, found.day) == (Kind.MAP, date(2026, 7, 1))
    first, second = found.rows
    assert (first.code, first.name, first.network.code, first.supplier) == (
        "A00001",
        "MILL SURGERY",
        "U00001",
        "EMIS",
    )
    assert (first.area.sub_icb.code, first.area.icb.code, first.area.region.code) == ("01A", "QAA", "Y90")
    assert second.network is None


@pytest.mark.parametrize("day", ["01-Sep-20", "01Sep2020", "01SEP2020", "2020-09-01"])
def test_map_of_the_days_of_ccgs(edition, day):
    columns = files.MAP_COLUMNS[:-1]
    columns[7:13] = ["ONS_CCG_CODE", "CCG_CODE", "CCG_NAME", "ONS_STP_CODE", "STP_CODE", "STP_NAME"]
    found = edition(as_csv(columns, map_row("A00001", day=day)[:-1]))
    assert found.day == date(2020, 9, 1)
    assert found.rows[0].area.icb.code == "QAA"
    assert found.rows[0].supplier == ""


def test_map_with_five_character_codes(edition):
    row = edition(map_file(map_row("A00001", sub_icb="A3A8R", icb="Z9B2Z"))).rows[0]
    assert (row.area.sub_icb.code, row.area.icb.code) == ("A3A8R", "Z9B2Z")


def test_map_columns_in_another_order_and_one_more(edition):
    order = [*reversed(files.MAP_COLUMNS), "NEW_COLUMN"]
    found = edition(as_csv(order, [*reversed(map_row("A00001")), "news"]))
    assert found.rows[0].code == "A00001"


# --- Figures ---------------------------------------------------------------------


def test_list_sizes(edition):
    found = edition(files.sizes_file(A00001=1200, A00002=0))
    assert (found.kind, found.day) == (Kind.LIST_SIZES, date(2026, 7, 1))
    assert [(row.code, row.patients) for row in found.rows] == [("A00001", 1200), ("A00002", 0)]


def test_list_sizes_of_2021(edition):
    columns = list(files.SIZE_COLUMNS)
    columns[3:5] = ["CCG_CODE", "ONS_CCG_CODE"]
    row = ["GP_PRAC_PAT_LIST", "01JAN2021", "GP", "01A", "E", "A00001", "ZZ1 1ZZ", "ALL", "ALL", 7]
    found = edition(as_csv(columns, row, [*row[:2], "CCG", *row[3:5], "01A", *row[6:]]))
    assert found.day == date(2021, 1, 1)
    assert len(found.rows) == 1
    assert sum(found.skipped.values()) == 1


def test_ages_in_columns_take_their_month_from_the_name(edition):
    columns = ["practice_code", "all_patients", "female", "male", *(f"age_{band}" for band in BANDS)]
    found = edition(as_csv(columns, ["A00001", 200, 110, 90, *[10] * 20]), "bands_2026-07.csv")
    assert (found.kind, found.day) == (Kind.AGES, date(2026, 7, 1))
    row = found.rows[0]
    assert (row.patients, row.female, row.male, dict(row.bands)["95+"]) == (200, 110, 90, 10)


def test_ages_without_a_month_anywhere_are_refused(problem):
    columns = ["practice_code", "all_patients", "female", "male", *(f"age_{band}" for band in BANDS)]
    _, _, words = problem(as_csv(columns, ["A00001", 200, 110, 90, *[10] * 20]))
    assert "put that in its name" in words


def long_ages(skip=None):
    columns = [
        "PUBLICATION",
        "EXTRACT_DATE",
        "ORG_TYPE",
        "ORG_CODE",
        "ONS_CODE",
        "POSTCODE",
        "SEX",
        "AGE_GROUP_5",
        "NUMBER_OF_PATIENTS",
    ]
    head = ["GP_PRAC_PAT_QUIN", "2026-07-01"]
    rows = [[*head, "ICB", "QAA", "E54", "", "ALL", "ALL", 999_999]]
    for sex, band, count in (
        ("ALL", "ALL", 60),
        *((sex, "ALL", count) for sex, count in (("FEMALE", 40), ("MALE", 20))),
        *((sex, band, count) for band in BANDS for sex, count in (("FEMALE", 2), ("MALE", 1))),
    ):
        if (sex, band) != skip:
            rows.append([*head, "GP", "A00001", "", "ZZ1 1ZZ", sex, band, count])
    return as_csv(columns, *rows)


def test_ages_in_rows_keep_practices_only(edition):
    found = edition(long_ages())
    assert (found.kind, found.day, len(found.rows)) == (Kind.AGES, date(2026, 7, 1), 1)
    row = found.rows[0]
    assert (row.patients, row.female, row.male) == (60, 40, 20)
    assert dict(row.bands) == dict.fromkeys(BANDS, 3)


def test_ages_in_rows_with_one_missing_are_refused(problem):
    _, column, words = problem(long_ages(skip=("MALE", "95+")))
    assert column == "ORG_CODE"
    assert "A00001 has no row for MALE 95+" in words


def test_deprivation_scores(edition):
    found = edition(
        as_csv(["PRACTICE_CODE", "PRACTICE_NAME", "IMD_YEAR", "IMD_SCORE"], ["A00001", "X", 2025, 33.5])
    )
    assert found.rows[0].year == "2025"
    assert found.rows[0].score == Decimal("33.500")


def test_deprivation_indicator_of_ohid(edition):
    columns = [
        "Indicator ID",
        "Indicator Name",
        "Area Code",
        "Area Name",
        "Area Type",
        "Sex",
        "Age",
        "Time period",
        "Value",
    ]
    rows = [
        [94240, "Deprivation score (IMD 2025)", "E92000001", "England", "England", "P", "All", 2025, 21.7],
        [94240, "Deprivation score (IMD 2025)", "A00001", "X", "GPs", "P", "All", 2025, 33.5194],
        [94240, "Deprivation score (IMD 2025)", "A00002", "Y", "GPs", "P", "All", 2025, ""],
        [1, "Something else", "A00001", "X", "GPs", "P", "All", 2025, 1],
    ]
    found = edition(as_csv(columns, *rows))
    assert [(row.code, row.score) for row in found.rows] == [("A00001", Decimal("33.519"))]
    assert found.skipped == {"not a practice": 1, "no score given": 1, "another indicator": 1}


WORKFORCE = ["pcn_code", "staff_group", "staff_role", "detailed_staff_role", "data_source"]
POST = ["U00001", "Other Nurses", "Nurses", "Practice Nurse – senior", "NWRS Staff"]


def test_workforce_already_summed(edition):
    found = edition(as_csv([*WORKFORCE, "records", "fte"], [*POST, 2, "1.26667"]), "workforce_2026-06.csv")
    assert (found.kind, found.day) == (Kind.WORKFORCE, date(2026, 6, 30))
    assert found.rows[0].fte == Decimal("1.2667")


def test_workforce_by_individual_is_summed(edition):
    columns = [
        "CENSUS_YEAR",
        "CENSUS_MONTH",
        *(word.upper() for word in WORKFORCE),
        "FTE",
        "UNIQUE_IDENTIFIER",
    ]
    rows = [[2026, "06", *POST, "0.5", 1], [2026, "06", *POST, "0.25", 2], [2026, "06", *POST, "NA", 3]]
    found = edition(
        as_csv(columns, *rows, bom=True), "1.Primary Care Networks - June 2026 Individual Level.csv"
    )
    assert found.day == date(2026, 6, 30)
    assert [row.fte for row in found.rows] == [Decimal("0.7500")]
    assert found.skipped == {"no full-time equivalent given": 1}


def test_lookup(edition):
    columns = [
        "sub_icb_code",
        "ons_sub_icb_code",
        "sub_icb_name",
        "icb_code",
        "icb_name",
        "region_code",
        "region_name",
    ]
    found = edition(
        as_csv(columns, ["01A", "E38", "One", "QAA", "ICB", "Y90", "North"]), "lookup_2026-07.csv"
    )
    assert (found.kind, found.day, found.rows[0].icb.name) == (Kind.LOOKUP, date(2026, 7, 1), "ICB")


# --- ePCN --------------------------------------------------------------------------


def test_epcn_workbook(read):
    book = files.epcn_workbook(
        [network_row("U00001"), network_row("U00002", closed="20240331")],
        [
            partner_row("A00001", start="20200401"),
            partner_row("A00002", "U00002", end="20240331", sub_icb="A3A8R"),
        ],
    )
    networks, partners = sorted(read(book, "ePCN.xlsx").editions, key=lambda found: found.kind)
    assert (networks.kind, networks.day) == (Kind.EPCN_NETWORKS, date(2024, 4, 1))
    assert [row.last_day for row in networks.rows] == [None, date(2024, 3, 31)]
    assert networks.rows[0].address == "THE HEALTH CENTRE, INVENTED TOWN"
    assert (partners.kind, partners.day) == (Kind.EPCN_PARTNERS, date(2024, 4, 1))
    assert [(row.start, row.last_day) for row in partners.rows] == [
        (date(2020, 4, 1), None),
        (date(2019, 10, 1), date(2024, 3, 31)),
    ]


def test_epcn_workbook_of_the_days_of_ccgs(read):
    networks = list(files.NETWORK_COLUMNS)
    networks[2:4] = [
        "Current Clinical \nCommissioning \nGroup Code",
        "Clinical\r\nCommissioning\r\nGroup Name",
    ]
    partners = [
        column.replace("Sub ICB Loc Code", "CCG Code").replace("Sub ICB Loc Name", "CCG Name")
        for column in files.PARTNER_COLUMNS
    ]
    partners[-1] = "Practice CCG and PCN\nCCG Match "
    book = files.as_workbook(PCNDetails=[networks, network_row()], Partners=[partners, partner_row("A00001")])
    assert {found.kind for found in read(book, "book.xlsx").editions} == {
        Kind.EPCN_NETWORKS,
        Kind.EPCN_PARTNERS,
    }


def test_epcn_workbook_with_real_dates_and_a_sheet_of_notes(read):
    row = network_row()
    row[4] = date(2020, 4, 1)
    reading = read(files.as_workbook(Notes=[["Read me"]], Networks=[files.NETWORK_COLUMNS, row]), "book.xlsx")
    assert reading.editions[0].rows[0].opened == date(2020, 4, 1)
    assert reading.left_out == [("book.xlsx, sheet Notes", "not recognised")]


@pytest.mark.parametrize("heading", [True, False])
def test_epcn_reports_as_csv(read, tmp_path, heading):
    networks = [files.NETWORK_COLUMNS] if heading else []
    partners = [[" ".join(column.split()) for column in files.PARTNER_COLUMNS]] if heading else []
    (tmp_path / "one.csv").write_bytes(as_csv(*networks, network_row()))
    kinds = {found.kind for found in read(as_csv(*partners, partner_row("A00001")), "two.csv").editions}
    assert kinds == {Kind.EPCN_NETWORKS, Kind.EPCN_PARTNERS}


def test_epcn_report_with_the_longer_headings_of_the_export(edition):
    columns = [
        " ".join(column.split()).replace("Sub ICB Loc", "Sub ICB Location")
        for column in files.PARTNER_COLUMNS
    ]
    columns[-1] = "Practice Sub ICB and PCN Sub ICB Match?"
    assert edition(as_csv(columns, partner_row("A00001"))).kind is Kind.EPCN_PARTNERS


def test_epcn_end_still_to_come_is_left_to_a_later_edition(edition):
    found = edition(as_csv(partner_row("A00001", end="20270331"), partner_row("A00002", start="20270401")))
    assert [row.last_day for row in found.rows] == [None]
    assert found.day == date(2019, 10, 1)
    assert sum(found.skipped.values()) == 2


# --- epraccur -----------------------------------------------------------------------


def test_epraccur_keeps_gp_practices(edition):
    found = edition(
        files.epraccur_file(
            files.cost_centre_row("A00001"),
            files.cost_centre_row("A00002", setting="RO76|RO268"),
            files.cost_centre_row("A00003", status="INACTIVE", closed="20250331"),
            files.cost_centre_row("Y00004", setting="RO321"),
        )
    )
    assert [(row.code, row.is_active, row.last_day) for row in found.rows] == [
        ("A00001", True, None),
        ("A00002", True, None),
        ("A00003", False, date(2025, 3, 31)),
    ]
    assert found.rows[0].address == "1 HIGH STREET, INVENTED TOWN"
    assert found.day == date(2025, 4, 1)


def test_epraccur_in_the_old_layout(edition):
    found = edition(
        files.epraccur_file(
            files.cost_centre_row("A00001", status="A", setting="4"),
            files.cost_centre_row("A00002", status="C", setting="4", closed="20250331"),
            files.cost_centre_row("A00003", status="A", setting="25"),
        )
    )
    assert [(row.code, row.is_active) for row in found.rows] == [("A00001", True), ("A00002", False)]


# --- Containers ----------------------------------------------------------------------


def test_zip_of_csv_and_of_a_workbook(read, tmp_path):
    book = files.epcn_workbook([network_row()], [partner_row("A00001")])
    (tmp_path / "epcn.zip").write_bytes(as_zip(ePCN__xlsx=book, notes__pdf=b"%PDF-1.4"))
    reading = read(as_zip(map__csv=map_file(map_row("A00001"))), "map.zip")
    assert [found.kind for found in reading.editions] == [Kind.EPCN_NETWORKS, Kind.EPCN_PARTNERS, Kind.MAP]
    assert reading.editions[-1].name == "map.zip: map.csv"


def test_same_file_twice_is_read_once(read, tmp_path):
    (tmp_path / "b.csv").write_bytes(map_file(map_row("A00001")))
    reading = read(as_zip(a__csv=map_file(map_row("A00001"))), "a.zip")
    assert len(reading.editions) == 1
    assert reading.left_out == [("b.csv", "the same file as a.zip: a.csv")]


def test_recognised_by_content_whatever_the_name(edition):
    assert edition(map_file(map_row("A00001")), "download (3)").kind is Kind.MAP


def test_readme_beside_is_no_problem(read, tmp_path):
    (tmp_path / "README.md").write_text("# What these are\n")
    (tmp_path / "logo.png").write_bytes(b"\x89PNG\r\n\0\0")
    assert {name for name, _ in read(map_file(map_row("A00001"))).left_out} == {"README.md", "logo.png"}


def test_published_file_without_use_is_left_out_with_a_reason(read, tmp_path):
    (tmp_path / "pay.csv").write_bytes(
        as_csv(["pcn_code", "registered_patients", "leadership_gbp"], ["U00001", 1, 2])
    )
    assert read(map_file(map_row("A00001"))).left_out == [
        ("pay.csv", "not used by the portal: payments to networks")
    ]
