"""Everything that can be wrong with a published file."""

import zipfile
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from apps.practices.published.cells import parse_day
from apps.practices.published.folder import read_folder
from apps.practices.published.problems import FormatProblem

from . import files
from .files import TODAY, as_csv, as_zip, map_file, map_row, network_row, partner_row


def without(column):
    place = files.MAP_COLUMNS.index(column)
    rows = (files.MAP_COLUMNS, map_row("A00001"))
    return as_csv(*([cell for i, cell in enumerate(row) if i != place] for row in rows))


@pytest.mark.parametrize("column", ["PCN_CODE", "EXTRACT_DATE", "SUB_ICB_LOCATION_CODE", "COMM_REGION_NAME"])
def test_missing_column(problem, column):
    line, said, words = problem(without(column))
    assert (line, said) == (1, column)
    assert "missing" in words


def test_doubled_column(problem):
    line, column, words = problem(as_csv([*files.MAP_COLUMNS, "PCN_CODE"], [*map_row("A00001"), "U00002"]))
    assert (line, column) == (1, "PCN_CODE")
    assert "twice" in words


def test_doubled_column_under_its_old_name(problem):
    line, column, _ = problem(as_csv([*files.MAP_COLUMNS, "CCG_CODE"], [*map_row("A00001"), "01B"]))
    assert (line, column) == (1, "CCG_CODE")


def test_doubled_column_in_a_workbook(problem):
    columns = [*files.NETWORK_COLUMNS, "PCN  code"]
    line, column, _ = problem(
        files.as_workbook(PCNDetails=[columns, [*network_row(), "U00002"]]), "book.xlsx"
    )
    assert (line, column) == (1, "PCN code")


@pytest.mark.parametrize("name", ["unknown.csv", "unknown.CSV"])
def test_unknown_file(problem, name):
    _, _, words = problem(as_csv(["colour", "shape"], ["red", "round"]), name)
    assert "none of the published files" in words


def test_unknown_workbook_and_unknown_in_a_zip(problem):
    problem(files.as_workbook(Sheet=[["colour"], ["red"]]), "unknown.xlsx")
    _, _, words = problem(as_zip(unknown__csv=b"colour\r\nred\r\n"), "pack.zip")
    assert "pack.zip: unknown.csv" in words


def test_folder_with_nothing_to_read(tmp_path):
    with pytest.raises(FormatProblem, match="no published file"):
        read_folder(tmp_path, TODAY)


def test_truncated_row(problem):
    line, column, words = problem(map_file(map_row("A00001"), map_row("A00002")[:9]))
    assert (line, column) == (3, "10")
    assert "9 cells where 17 belong" in words


@pytest.mark.parametrize("cut", [0, 1])
def test_truncated_row_in_a_file_without_headings(problem, cut):
    rows = [files.cost_centre_row("A00001"), files.cost_centre_row("A00002")]
    rows[cut] = rows[cut][:20]
    line, column, _ = problem(files.epraccur_file(*rows))
    assert (line, column) == (cut + 1, "21")


def test_row_run_together(problem):
    line, _, words = problem(map_file([*map_row("A00001"), *map_row("A00002")]))
    assert line == 2
    assert "34 cells where 17 belong" in words


def test_wrong_encoding(problem):
    content = map_file(map_row("A00001"), map_row("A00002", name="CAFÉ SURGERY")).decode().encode("cp1252")
    line, column, words = problem(content)
    assert (line, column) == (3, "4")
    assert "0xc9" in words
    assert "UTF-8" in words


def test_utf_16(problem):
    assert "UTF-16" in problem(map_file(map_row("A00001")).decode().encode("utf-16"))[2]


def test_line_numbers_count_lines_inside_quotes(problem):
    row = map_row("A00001")
    row[-1] = "EMIS\nhealth"
    line, _, _ = problem(
        as_csv([*files.MAP_COLUMNS, "NOTE"], [*map_row("A00001"), "two\nlines"], [*row[:9], "x"])
    )
    assert line == 4


def test_quotation_mark_that_never_ends(problem):
    line, _, words = problem(map_file(map_row("A00001")) + b'"never ends,\r\n')
    assert line == 3
    assert "quotation marks" in words


@pytest.mark.parametrize(
    "day", ["31Jun2026", "00Jul2026", "01Foo2026", "2026-13-01", "01Jul1026", "", "yesterday"]
)
def test_impossible_date(problem, day):
    line, column, words = problem(map_file(map_row("A00001", day=day)))
    assert (line, column) == (2, "EXTRACT_DATE")
    assert "not a possible date" in words


def test_impossible_date_in_a_workbook(problem):
    book = files.epcn_workbook([network_row()], [partner_row("A00001", start="20230229")])
    line, column, words = problem(book, "ePCN.xlsx")
    assert (line, column) == (2, "Practice to PCN Relationship Start Date")
    assert "sheet PCN Core Partner Details" in words


def test_two_editions_in_one_file(problem):
    line, _, words = problem(map_file(map_row("A00001"), map_row("A00002", day="01Aug2026")))
    assert line == 3
    assert "two editions" in words


def test_end_before_start(problem):
    line, column, words = problem(as_csv(partner_row("A00001", start="20240401", end="20240331")))
    assert (line, column) == (1, "practice to pcn relationship end date")
    assert "before the start" in words


@pytest.mark.parametrize(
    "content",
    [
        map_file(map_row("A00001"), map_row("A00002"), map_row("A00001", "U00002")),
        files.sizes_file(A00001=1)
        + as_csv(["G", "2026-07-01", "GP", "", "", "A00009", "", "ALL", "ALL", 1]) * 2,
        as_csv(network_row("U00001"), network_row("U00002"), network_row("U00001")),
        files.epraccur_file(*(files.cost_centre_row(code) for code in ("A00001", "A00002", "A00001"))),
        as_csv(*(partner_row(code) for code in ("A00001", "A00002", "A00001"))),
    ],
)
def test_duplicate_code(problem, content):
    line, column, words = problem(content)
    assert line in (3, 4)
    assert "code" in column.lower()
    assert "is already on line" in words


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (map_row("A0001"), "PRACTICE_CODE"),
        (map_row("A00001", "X00001"), "PCN_CODE"),
        (map_row("A00001", ""), None),
        (map_row("A00001", sub_icb="0A"), "SUB_ICB_LOCATION_CODE"),
        (map_row("A00001", icb="XX"), "ICB_CODE"),
        (map_row("A00001", region="Q99"), "COMM_REGION_CODE"),
        (map_row("A00001", name=""), "PRACTICE_NAME"),
        (map_row("A00001", name="X" * 161), "PRACTICE_NAME"),
        (map_row("A00001", name="BELL\x07 SURGERY"), "PRACTICE_NAME"),
    ],
)
def test_cell_that_cannot_be_true(problem, edition, row, column):
    if column is None:
        assert edition(map_file(row)).rows[0].network is None
        return
    line, said, _ = problem(map_file(row))
    assert (line, said) == (2, column)


def test_blank_network_is_not_taken_for_unallocated(problem):
    row = map_row("A00001")
    row[5] = ""
    assert problem(map_file(row))[:2] == (2, "PCN_CODE")


@pytest.mark.parametrize("count", ["", "-1", "12.5", "1,200", "99999999", "١٢"])
def test_number_of_patients_that_is_none(problem, count):
    line, column, _ = problem(files.sizes_file(A00001=count))
    assert (line, column) == (2, "NUMBER_OF_PATIENTS")


@pytest.mark.parametrize("score", ["", "NaN", "-1", "Infinity", "101", "high"])
def test_score_that_is_none(problem, score):
    content = as_csv(["PRACTICE_CODE", "IMD_YEAR", "IMD_SCORE"], ["A00001", 2025, score])
    assert problem(content)[:2] == (2, "IMD_SCORE")


def test_one_sub_icb_location_in_two_icbs(problem):
    line, column, words = problem(map_file(map_row("A00001"), map_row("A00002", icb="QBB")))
    assert (line, column) == (3, "ICB_CODE")
    assert "on line 2 in QAA" in words


def test_heading_without_rows(problem):
    assert "no rows" in problem(map_file())[2]


def test_zip_bomb_by_its_ratio(problem, tmp_path):
    assert "packed more tightly" in problem(as_zip(map__csv=b"0" * 20_000_000), "bomb.zip")[2]


def test_zip_bomb_by_its_size(problem, monkeypatch):
    monkeypatch.setattr("apps.practices.published.containers.LARGEST_FILE", 5000)
    assert "far more than" in problem(as_zip(a__csv=b"a,b\r\n" * 600, b__csv=b"a,b\r\n" * 600), "bomb.zip")[2]


def test_zip_bomb_by_its_members(problem):
    assert "far more than" in problem(as_zip(**{f"f{i}": b"x" for i in range(200)}), "bomb.zip")[2]


def test_workbook_bomb(problem, monkeypatch):
    bomb = as_zip(**{"xl/workbook__xml": b"<x/>", "xl/sharedStrings__xml": b" " * 20_000_000})
    assert "packed more tightly" in problem(bomb, "bomb.xlsx")[2]


def test_workbook_that_defines_entities(problem):
    bomb = as_zip(**{"xl/workbook__xml": b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "b">]><a>&b;</a>'})
    assert "entities" in problem(bomb, "bomb.xlsx")[2]


def test_zip_in_a_zip(problem):
    assert "zip inside a zip" in problem(as_zip(inner__zip=as_zip(a__csv=b"a")), "outer.zip")[2]


def test_workbook_that_is_broken(problem):
    assert "can't be opened" in problem(as_zip(**{"xl/workbook__xml": b"<nonsense"}), "broken.xlsx")[2]


@pytest.mark.parametrize("place", [40, -30])
def test_zip_that_is_broken(problem, place):
    content = bytearray(as_zip(map__csv=map_file(*(map_row(f"A{i:05}") for i in range(50)))))
    content[place] ^= 0xFF
    problem(bytes(content), "broken.zip")


def test_zip_with_a_password(problem):
    content = bytearray(as_zip(map__csv=map_file(map_row("A00001"))))
    content[content.index(b"PK\x01\x02") + 8] |= 1
    assert "password" in problem(bytes(content), "locked.zip")[2]


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400), st.integers(0, 400))
def test_any_damage_gives_a_problem_or_a_reading(tmp_path_factory, damage, place):
    content = map_file(map_row("A00001"), map_row("A00002", None))
    folder = tmp_path_factory.mktemp("damaged")
    (folder / "map.csv").write_bytes(content[:place] + damage + content[place + len(damage) :])
    try:
        reading = read_folder(folder, TODAY)
    except FormatProblem as raised:
        said = str(raised)
    else:
        said = reading.editions[0].name
    assert said.startswith(("map.csv", folder.name))


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 6000), st.integers(0, 255))
@example(5787, 129)
def test_any_damage_to_a_workbook_gives_a_problem_or_a_reading(tmp_path_factory, place, byte):
    content = bytearray(files.epcn_workbook([network_row()], [partner_row("A00001")]))
    content[place % len(content)] = byte
    folder = tmp_path_factory.mktemp("damaged")
    (folder / "ePCN.xlsx").write_bytes(content)
    try:
        said = read_folder(folder, TODAY).editions[0].name
    except FormatProblem as raised:
        said = str(raised)
    assert said.startswith(("ePCN.xlsx", folder.name))


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_parse_day_reads_every_spelling(day):
    for spelling in ("%Y-%m-%d", "%Y%m%d", "%d%b%Y", "%d-%b-%Y"):
        assert parse_day(day.strftime(spelling)) == day


@given(st.text(max_size=12))
def test_parse_day_never_fails(text):
    assert parse_day(text) is None or isinstance(parse_day(text), date)


def test_zip_bomb_is_refused_without_unpacking(tmp_path, monkeypatch):
    (tmp_path / "bomb.zip").write_bytes(as_zip(map__csv=b"0" * 20_000_000))
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda *_: pytest.fail("it was opened"))
    with pytest.raises(FormatProblem):
        read_folder(tmp_path, TODAY)
