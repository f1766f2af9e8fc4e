"""The parser of pasted and uploaded lists, by itself: no database."""

import csv
import io
from contextlib import suppress

import pytest
from django.core.validators import validate_email
from hypothesis import given
from hypothesis import strategies as st

from apps.people.cells import is_email
from apps.people.models import Person, StaffGroup
from apps.people.upload import (
    MAX_BYTES,
    MAX_LINES,
    SYNONYMS,
    Problem,
    Row,
    Unreadable,
    decode,
    group_words,
    parse,
)

PRACTICES = {"Z00001": "Mill Lane Surgery", "Z00002": "St Anne's & Park Practice", "Z00003": "High Street"}
GROUPS = dict(StaffGroup.choices)


def read(text, **more):
    return parse(text, **{"practices": PRACTICES, "groups": GROUPS, **more})


def only_problem(text, **more):
    upload = read(text, **more)
    assert upload.rows == ()
    (problem,) = upload.problems
    return problem


# --- What is accepted ---------------------------------------------------------
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_line_becomes_a_person_whatever_the_separator(separator):
    line = separator.join(["Ann Lee", "ann@example.org", "Z00001", "GP"])

    assert read(line).rows == (Row(1, "Ann Lee", "ann@example.org", "Z00001", "gp"),)


def test_header_names_columns_in_any_order_and_unknown_columns_are_left_out():
    text = "Staff group,Notes,E-mail,Full name,Surgery\nNurse,on leave,ann@example.org,Ann Lee,High Street"

    assert read(text).rows == (Row(2, "Ann Lee", "ann@example.org", "Z00003", "nurse"),)


def test_line_numbers_count_empty_lines_as_an_editor_does():
    text = "\r\nAnn Lee,ann@example.org,,gp\r\n\r\n,,,\r\nBo Ray,nonsense,,gp\r\n"
    upload = read(text)

    assert [row.line for row in upload.rows] == [2]
    assert [problem.line for problem in upload.problems] == [5]


def test_quoted_cells_may_hold_separators_and_quotation_marks():
    text = '"Lee, Ann ""Annie""",ann@example.org,"St Anne\'s & Park Practice",GP'

    assert read(text).rows[0].name == 'Lee, Ann "Annie"'


@pytest.mark.parametrize(
    "name", ["Siân O’Brien-Ní Mháille", "D'Arcy O'Neill", "Zoë Żółć", "N" * 120, "李小龍", "Jo \u200bMay"]
)
def test_names_as_people_write_them(name):
    row = read(f"{name}\tann@example.org\t\tgp").rows[0]

    assert row.name == name.replace("\u200b", "")


def test_letters_and_accents_written_apart_are_joined():
    assert read("Zoe\u0308 May,zoe@example.org,,gp").rows[0].name == "Zo\u00eb May"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("z00001", "Z00001"),
        ("MILL LANE SURGERY", "Z00001"),
        ("St Anne\u2019s and Park  practice", "Z00002"),
        ("", ""),
        ("N/A", ""),
        ("PCN", ""),
    ],
)
def test_practice_is_found_by_code_or_name(text, code):
    assert read(f"Ann Lee\tann@example.org\t{text}\tGP").rows[0].practice == code


@pytest.mark.parametrize("code", StaffGroup.values)
def test_staff_group_by_code_and_label_in_any_case(code):
    label = StaffGroup(code).label
    for word in (code, label, label.upper(), f" {label.lower()} "):
        assert read(f"Ann Lee\tann@example.org\t\t{word}").rows[0].staff_group == code


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("Receptionists", "admin"),
        ("Practice Manager", "management"),
        ("Health-care assistant", "direct_care"),
        ("GP partner", "gp"),
        ("Care co-ordinator", "direct_care"),
        ("Practice nurses", "nurse"),
        ("Lay member", "partner"),
    ],
)
def test_staff_group_by_what_people_call_it(word, code):
    assert read(f"Ann Lee\tann@example.org\t\t{word}").rows[0].staff_group == code


def test_no_word_stands_for_two_staff_groups():
    words = [word.strip() for code in StaffGroup.values for word in SYNONYMS[code].split(",")]

    assert len(words) == len(set(words))
    assert set(SYNONYMS) == set(StaffGroup.values)
    assert set(group_words(GROUPS).values()) == set(StaffGroup.values)


def test_somebody_without_address_is_accepted():
    assert read("Ann Lee,,Z00001,admin").rows[0].email == ""


def test_cells_guarded_by_our_own_export_are_read_back():
    assert read("'-Lee,ann@example.org,,gp").rows[0].name == "-Lee"


# --- What is refused, line by line -------------------------------------------
def test_a_bad_line_spoils_no_other():
    upload = read("Ann Lee,ann@example.org,,gp\nBo Ray,bo@,,gp\nCy Fox,cy@example.org,,gp")

    assert [row.name for row in upload.rows] == ["Ann Lee", "Cy Fox"]
    assert upload.problems == (
        Problem(2, "Bo Ray", ("has \u201cbo@\u201d as email: that is not an email address",)),
    )


def test_all_that_is_wrong_with_a_line_is_said():
    words = only_problem(",bo@example,Elsewhere,Wizard").words

    assert [word.split(":")[0] for word in words] == [
        "has no name",
        "has \u201cbo@example\u201d as email",
        "has \u201cElsewhere\u201d as practice",
        "has \u201cWizard\u201d as staff group",
    ]
    assert all(label in words[3] for label in StaffGroup.labels)


@pytest.mark.parametrize(
    "address",
    [
        "ann",
        "ann@",
        "@example.org",
        "ann@example",
        "ann lee@example.org",
        "ann@@example.org",
        "ann@example.org.",
        "a..b@example.org",
        ".ann@example.org",
        "ann@-example.org",
        "Ann <ann@example.org>",
        "ann@example.123",
        "ann@exa_mple.org",
        "j\u00f6@example.org",
        "a" * 65 + "@example.org",
        "a@" + "b." * 130 + "org",
    ],
)
def test_what_is_no_address(address):
    assert not is_email(address)
    assert "not an email address" in only_problem(f"Ann Lee\t{address}\t\tgp").words[0]


def test_a_name_of_121_characters_is_too_long():
    assert "121 characters" in only_problem("N" * 121 + ",ann@example.org,,gp").words[0]


def test_a_name_with_control_characters_is_refused():
    assert "can't be shown" in only_problem("Ann\x07Lee,ann@example.org,,gp").words[0]


def test_two_practices_of_one_name_need_the_code():
    problem = only_problem(
        "Ann,ann@example.org,The Surgery,gp", practices={"A1": "The Surgery", "A2": "The surgery"}
    )

    assert "use its code" in problem.words[0]


def test_an_address_twice_keeps_the_first_line():
    upload = read("Ann Lee,ann@example.org,,gp\nAnn L,ANN@example.org,,gp")

    assert [row.line for row in upload.rows] == [1]
    assert upload.problems[0].words == ("has the same email as line 1",)


def test_a_name_without_address_twice_in_one_practice_keeps_the_first():
    upload = read("Ann Lee,,Z00001,gp\nann  lee,,Mill Lane Surgery,gp\nAnn Lee,,Z00003,gp")

    assert [row.line for row in upload.rows] == [1, 3]
    assert upload.problems[0].words == ("has the same name as line 1",)


def test_a_line_refused_for_another_reason_does_not_block_its_repetition():
    upload = read("Ann Lee,ann@example.org,,wizard\nAnn Lee,ann@example.org,,gp")

    assert [row.line for row in upload.rows] == [2]


def test_somebody_in_the_directory_is_not_added_again():
    upload = read(
        "Ann Lee,Ann@Example.org,,gp\nBo Ray,,Z00001,admin",
        known_emails=["ann@example.ORG"],
        known_names=[("Bo Ray", "Z00001")],
    )

    assert [problem.words for problem in upload.problems] == [("is already in the directory",)] * 2


def test_an_open_quotation_mark_spoils_one_line_only():
    upload = read('"Ann Lee,ann@example.org,,gp\nBo Ray,bo@example.org,,gp')

    assert [row.line for row in upload.rows] == [2]
    assert "quotation mark" in upload.problems[0].words[0]


@pytest.mark.parametrize("line", ["Ann Lee,ann@example.org", "Ann Lee", "Lee, Ann,ann@example.org,Z00001,gp"])
def test_a_line_with_another_number_of_cells_says_so(line):
    assert "where 4 are expected" in only_problem(line).words[0]


# --- What is refused as a whole ------------------------------------------------
@pytest.mark.parametrize("text", ["", "  \n\t\n", ",,,\n , "])
def test_an_empty_list(text):
    with pytest.raises(Unreadable, match="empty"):
        read(text)


def test_a_header_and_nobody():
    with pytest.raises(Unreadable, match="nobody below"):
        read("name,email,practice,staff group\n")


def test_a_header_without_a_column():
    with pytest.raises(Unreadable, match="no column for staff group"):
        read("name,email,practice\nAnn Lee,ann@example.org,\n")


def test_a_header_with_a_column_twice():
    with pytest.raises(Unreadable, match="two columns for email"):
        read("name,email,e-mail,practice,group\nAnn,ann@example.org,,,gp")


def test_three_thousand_lines_are_read_and_one_more_is_too_many():
    lines = [f"Person No{n},p{n}@example.org,,gp" for n in range(MAX_LINES + 1)]

    assert len(read("\n".join(["name,email,practice,group", *lines[:-1]])).rows) == MAX_LINES
    with pytest.raises(Unreadable, match="3,001"):
        read("\n".join(lines))


# --- Files ---------------------------------------------------------------------
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_decode_reads_what_spreadsheets_save(encoding):
    text = "Zo\u00eb O\u2019Brien;zoe@example.org;;gp\r\n"

    assert read(decode(text.encode(encoding))).rows[0].name == "Zo\u00eb O\u2019Brien"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"PK\x03\x04....", "spreadsheet"),
        (b"\xd0\xcf\x11\xe0....", "spreadsheet"),
        (b"Ann\x00Lee", "not text"),
        (b"\x81\x8d\x8f", "not text"),
        (b"\xff\xfea", "not text"),
        (b"a" * (MAX_BYTES + 1), "larger than 1 MB"),
    ],
)
def test_decode_refuses_other_files(data, words):
    with pytest.raises(Unreadable, match=words):
        decode(data)


# --- Anything at all -----------------------------------------------------------
printable = st.characters(codec="utf-8", exclude_categories=["C", "Z"])
names = st.text(printable, min_size=1, max_size=60).map(lambda text: f"Jo {text}")
people = st.lists(
    st.tuples(names, st.sampled_from(["", *PRACTICES]), st.sampled_from(StaffGroup.values)),
    min_size=1,
    max_size=20,
)


@given(people, st.sampled_from(",;\t"), st.booleans())
def test_what_a_csv_writer_writes_is_read_back(entries, separator, header):
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator, quoting=csv.QUOTE_ALL)
    if header:
        writer.writerow(["Name", "Email", "Practice", "Staff group"])
    for number, (name, practice, group) in enumerate(entries):
        writer.writerow([name, f"p{number}@example.org", PRACTICES.get(practice, ""), GROUPS[group]])
    upload = read(out.getvalue())

    assert upload.problems == ()
    assert [(row.practice, row.staff_group) for row in upload.rows] == [entry[1:] for entry in entries]


@given(st.text() | st.lists(st.text(max_size=30), max_size=40).map("\n".join))
def test_any_text_is_read_or_refused_in_words(text):
    try:
        upload = read(text)
    except Unreadable:
        return
    lines = [row.line for row in upload.rows] + [problem.line for problem in upload.problems]
    assert len(set(lines)) == len(lines)
    assert all(problem.words for problem in upload.problems)


@given(st.binary(max_size=200))
def test_any_file_is_decoded_or_refused_in_words(data):
    with suppress(Unreadable):
        assert "\0" not in decode(data)


@given(
    st.lists(st.lists(st.sampled_from(["Ann", "a@b.org", "A@B.org", "", "gp", "GP", "Z00001"]), max_size=5))
)
def test_no_two_accepted_lines_are_the_same_person_and_every_line_is_accounted_for(table):
    text = "\n".join("\t".join(cells) for cells in table)
    try:
        upload = read(text, known_emails=["c@d.org"])
    except Unreadable:
        return
    keys = [row.email.lower() or (row.name, row.practice) for row in upload.rows]
    assert len(keys) == len(set(keys))
    assert len(upload.rows) + len(upload.problems) <= sum(any(cells) for cells in table)


@given(st.emails() | st.from_regex(r"[\w.+-]{1,20}@[\w.-]{1,20}", fullmatch=True))
def test_an_accepted_address_is_one_that_django_accepts_and_the_directory_can_hold(address):
    if is_email(address):
        validate_email(address)
        assert len(address) <= Person._meta.get_field("email").max_length


# --- Phone, organisation and days -----------------------------------------------------------
def with_header(*cells):
    head = "Name,Email,Practice,Staff group,Phone,Organisation,First day,Leaving date"
    return f"{head}\nAnn Lee,ann@example.org,,gp,{','.join(cells)}"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("01632 960 001", "01632 960 001"),
        ("1632960001", "01632960001"),
        ("'+44 (0)1632 960001 ext 12", "+44 (0)1632 960001 ext 12"),
        ("", ""),
    ],
)
def test_phones_are_read_as_people_and_spreadsheets_write_them(typed, kept):
    assert read(with_header(typed, "", "", "")).rows[0].phone == kept


@pytest.mark.parametrize(
    "typed", ["3/5/2026", "03-05-2026", "2026-05-03", "3 May 2026", "03.may.2026", "2026-05-03 00:00:00"]
)
def test_days_are_read_day_first(typed):
    row = read(with_header("", "Vale Trust", typed, "")).rows[0]

    assert (row.organisation, row.active_from, row.active_to) == ("Vale Trust", "2026-05-03", "")


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        (("call me", "", "", ""), "as phone: that is not a phone number"),
        (("1" * 40, "", "", ""), "as phone: that is not a phone number"),
        (("", "x" * 121, "", ""), "has an organisation that can't be kept"),
        (("", "", "31/2/2026", ""), "as the first day: write it like 3/5/2026"),
        (("", "", "3/5/26", ""), "as the first day: write it like 3/5/2026"),
        (("", "", "", "3/13/2026"), "as the leaving date: write it like 3/5/2026"),
        (("", "", "1/1/1900", ""), "the year must be between 1940 and 2099"),
        (("", "", "3/5/2026", "2/5/2026"), "has a leaving date before the first day"),
    ],
)
def test_phones_and_days_that_make_no_sense_are_named(cells, words):
    assert words in "; ".join(only_problem(with_header(*cells)).words)
