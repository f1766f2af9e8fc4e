"""Adding a list of people: paste or choose, check, add."""

import csv
import html
import io
import re

import pytest
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile

from apps.core.models import AuditEvent
from apps.people import parcel
from apps.people.upload import MAX_BYTES, Row, Unreadable
from tests.factories import PersonFactory, member_of


def parcel_in(response) -> str:
    return html.unescape(re.search(r'name="parcel" value="([^"]+)"', response.content.decode())[1])


LIST = "Ann Lee\tann@example.org\t\tGP\nBo Ray\tnonsense\t\tgp\nCy <b>Fox\tcy@example.org\t\tNurse\t"


def test_paste_shows_what_was_read_and_stores_nothing(as_manager, at, network):
    response = as_manager.post(at("upload"), {"text": LIST})
    page = html.unescape(response.content.decode())

    assert "2 people can be added; 1 line can’t" in page
    assert "This line has “nonsense” as email" in page
    assert "<b>Fox" not in response.content.decode()
    assert not network.people.exists()
    assert not AuditEvent.objects.filter(event="people.imported").exists()
    assert response["Cache-Control"] == "no-store"
    assert not any("example.org" in str(session.get_decoded()) for session in Session.objects.all())


def test_confirming_adds_the_good_ones_and_offers_undo(as_manager, at, network):
    checked = as_manager.post(at("upload"), {"text": LIST})
    page = as_manager.post(at("upload_confirm"), {"parcel": parcel_in(checked)}, follow=True).content.decode()

    assert sorted(network.people.values_list("name", flat=True)) == ["Ann Lee", "Cy <b>Fox"]
    assert "2 people were added" in page
    undo = re.search(r'action="([^"]+/undo/)"', page)[1]
    as_manager.post(undo)
    assert not network.people.exists()


def test_confirming_twice_adds_once(as_manager, at, network):
    data = {"parcel": parcel_in(as_manager.post(at("upload"), {"text": LIST}))}
    as_manager.post(at("upload_confirm"), data)

    page = as_manager.post(at("upload_confirm"), data, follow=True).content.decode()
    assert "2 of the list were not added" in page
    assert network.people.count() == 2


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_file_is_read_in_the_encodings_of_spreadsheets(as_manager, at, network, practice, encoding):
    line = f"Zoë O’Brien;zoe@example.org;{practice.name.upper()};Receptionist\r\n"
    data = "Name;Email;Practice;Staff group\r\n" + line
    file = SimpleUploadedFile("people.csv", data.encode(encoding), "text/csv")
    checked = as_manager.post(at("upload"), {"text": "", "file": file})
    as_manager.post(at("upload_confirm"), {"parcel": parcel_in(checked)})

    person = network.people.get()
    assert (person.name, person.practice, person.staff_group) == ("Zoë O’Brien", practice, "admin")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"a" * (MAX_BYTES + 1), "larger than 1 MB"),
        (b"PK\x03\x04", "spreadsheet"),
        (b"", "list is empty"),
        (b"Ann,a@b.org,,gp\n" * 3001, "at most 3,000"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(as_manager, at, content, words):
    response = as_manager.post(at("upload"), {"file": SimpleUploadedFile("people.csv", content)})

    assert response.status_code == 200
    assert words in response.content.decode()


def test_neither_and_both_are_refused(as_manager, at):
    file = SimpleUploadedFile("people.csv", b"Ann,a@b.org,,gp")

    assert "Paste a list or choose a file" in as_manager.post(at("upload"), {"text": " \n"}).content.decode()
    page = as_manager.post(at("upload"), {"text": "Ann,a@b.org,,gp", "file": file}).content.decode()
    assert "not both" in page


def test_a_list_without_a_good_line_offers_no_button(as_manager, at):
    page = as_manager.post(at("upload"), {"text": "nobody"}).content.decode()

    assert "Nobody was added" in page
    assert 'name="parcel"' not in page


def test_three_thousand_people_by_paste(as_manager, at, network):
    text = "\n".join(f"Person {n}\tperson{n}@practice.example\t\tgp" for n in range(3000))
    checked = as_manager.post(at("upload"), {"text": text})
    as_manager.post(at("upload_confirm"), {"parcel": parcel_in(checked)})

    assert network.people.count() == 3000


ROWS = (Row(1, "Ann Lee", "ann@example.org", "", "gp"),)


@pytest.mark.parametrize("parcel_text", ["", "nonsense", "a:b:c"])
def test_a_forged_parcel_adds_nobody(as_manager, at, network, parcel_text):
    page = as_manager.post(at("upload_confirm"), {"parcel": parcel_text}, follow=True).content.decode()

    assert "Nobody was added" in page
    assert not network.people.exists()


def test_a_parcel_of_another_user_or_network_or_hour_is_stale(network, other_network, manager, monkeypatch):
    packed = parcel.pack(ROWS, network=network, user=manager)
    assert parcel.unpack(Row, packed, network=network, user=manager) == list(ROWS)

    with pytest.raises(parcel.Stale):
        parcel.unpack(Row, packed, network=network, user=member_of(network, "manager"))
    with pytest.raises(parcel.Stale):
        parcel.unpack(Row, packed, network=other_network, user=manager)
    monkeypatch.setattr(parcel, "GOOD_FOR", -1)
    with pytest.raises(parcel.Stale):
        parcel.unpack(Row, packed, network=network, user=manager)


def test_a_parcel_too_large_for_a_form_is_refused(network, manager, monkeypatch):
    monkeypatch.setattr(parcel, "MAX_CHARACTERS", 20)

    with pytest.raises(Unreadable):
        parcel.pack(ROWS, network=network, user=manager)


def lines_to_mend(response) -> str:
    return html.unescape(re.search(r'name="problems" value="([^"]+)"', response.content.decode())[1])


def test_lines_that_cannot_be_used_come_as_a_csv_and_are_recorded(as_manager, at):
    checked = as_manager.post(at("upload"), {"text": LIST})
    answer = as_manager.post(at("upload_problems"), {"problems": lines_to_mend(checked)})
    head, *lines = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))

    assert head == ["Line", "Who", "What is wrong"]
    assert [line[:2] for line in lines] == [["2", "Bo Ray"]]
    assert "not an email address" in lines[0][2]
    event = AuditEvent.objects.latest("pk")
    assert (event.event, event.detail) == ("export.made", {"what": "problems", "count": 1})


def test_people_to_add_are_no_lines_to_mend(as_manager, at):
    checked = as_manager.post(at("upload"), {"text": LIST})
    answer = as_manager.post(at("upload_problems"), {"problems": parcel_in(checked)})

    assert answer["Location"] == at("upload")


def test_a_long_list_shows_its_start(as_manager, at):
    names = "\n".join(f"Person {n:02}\tperson{n}@example.org\t\tgp" for n in range(60))
    page = as_manager.post(at("upload"), {"text": names}).content.decode()

    assert "The first 50 of 60 people" in page
    assert "Person 49" in page
    assert "Person 50" not in page


def test_an_export_can_be_uploaded_again(as_manager, at, network, practice):
    PersonFactory(
        network=network, name="-Lee, Ann", email="a@example.org", practice=practice, staff_group="partner"
    )
    exported = as_manager.get(at("export")).content
    network.people.all().delete()
    checked = as_manager.post(at("upload"), {"file": SimpleUploadedFile("people.csv", exported)})
    as_manager.post(at("upload_confirm"), {"parcel": parcel_in(checked)})

    person = network.people.get()
    assert (person.name, person.practice, person.staff_group) == ("-Lee, Ann", practice, "partner")
