import csv
import html
import io
import json
import re
from datetime import date

import pytest
from django.utils import timezone

from apps.core.models import AuditEvent
from tests.factories import PersonFactory, practice_in
from tests.typed import date_boxes


# --- A network that closed ---------------------------------------------------------
def test_closed_network_shows_its_people_and_no_way_to_change_them(as_manager, at, network):
    person = PersonFactory(network=network)
    type(network).objects.filter(pk=network.pk).update(closed_on="2026-01-01")
    page = as_manager.get(at("list")).content.decode()
    own = as_manager.get(at("edit", pk=person.pk)).content.decode()

    assert person.name in page
    assert at("upload") not in page
    assert at("add") not in page
    assert "Save" not in own
    assert "Mark as left" not in own


# --- The list ----------------------------------------------------------------------
def test_empty_directory_teaches_with_an_example(as_manager, at):
    page = as_manager.get(at("list")).content.decode()

    assert "Nobody is in it yet" in page
    assert "sample.person@practice.example" in page
    assert at("upload") in page


def test_where_nobody_left_it_says_so(as_manager, at, network):
    PersonFactory(network=network)
    page = as_manager.get(at("list"), {"show": "left"}).content.decode()

    assert "Nobody has left yet" in page
    assert "Nobody here fits" in as_manager.get(at("list"), {"show": "left", "q": "x"}).content.decode()


def test_list_shows_people_of_this_network_only(as_manager, at, network, other_network, practice):
    PersonFactory(network=network, name="Siân O'Neill", practice=practice)
    PersonFactory(network=other_network, name="Foreign Person")
    page = html.unescape(as_manager.get(at("list")).content.decode())

    assert "Siân O'Neill" in page
    assert practice.name in page
    assert "Foreign Person" not in page


def test_search_that_finds_nobody_says_so(as_manager, at, network):
    PersonFactory(network=network)

    assert "Nobody here fits" in as_manager.get(at("list"), {"q": "zzz"}).content.decode()


def test_nonsense_in_the_address_is_no_error(as_manager, at, network):
    PersonFactory(network=network, name="Ann Lee")
    query = {"page": "x", "practice": "'", "group": "\x00", "show": "?", "just_left": "9" * 30, "added": "no"}

    assert "Ann Lee" in as_manager.get(at("list"), query).content.decode()


def test_list_pages_and_its_queries_do_not_grow(
    as_manager, at, network, practice, django_assert_max_num_queries
):
    for n in range(60):
        PersonFactory(network=network, practice=practice, name=f"Person {n:02d}")

    with django_assert_max_num_queries(9):
        first = as_manager.get(at("list")).content.decode()
    second = as_manager.get(at("list"), {"page": 2}).content.decode()
    assert "Person 49" in first
    assert "Person 50" not in first
    assert "Person 50" in second


def test_next_page_keeps_the_filters(as_manager, at, network):
    for n in range(60):
        PersonFactory(network=network, staff_group="gp", name=f"Person {n:02d}")

    assert "?group=gp&amp;page=2" in as_manager.get(at("list"), {"group": "gp"}).content.decode()


# --- One person --------------------------------------------------------------------
def test_add_one_person(as_manager, at, network, practice):
    data = {
        "name": " Siân   O'Neill ",
        "email": "sian@example.org",
        "practice": practice.code,
        "staff_group": "nurse",
    }
    response = as_manager.post(at("add"), data, follow=True)

    person = network.people.get()
    assert (person.name, person.email, person.practice, person.staff_group) == (
        "Siân O'Neill",
        "sian@example.org",
        practice,
        "nurse",
    )
    assert "is in the directory" in response.content.decode()


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("name", "", "Enter a name"),
        ("name", "N" * 121, "at most 120 characters"),
        ("email", "nonsense", "correct format"),
        ("email", "taken@example.org", "Somebody else in the directory"),
        ("staff_group", "", "Select a staff group"),
        ("staff_group", "wizard", "not one of the available choices"),
        ("practice", "FOREIGN", "not one of the available choices"),
    ],
)
def test_add_says_what_is_wrong_and_keeps_what_was_typed(
    as_manager, at, network, other_network, field, value, words
):
    practice_in(other_network, code="FOREIGN")
    PersonFactory(network=network, email="Taken@example.org")
    data = {"name": "Ann Lee", "email": "ann@example.org", "practice": "", "staff_group": "gp", field: value}
    page = as_manager.post(at("add"), data).content.decode()

    assert words in page
    assert "Error: " in page
    assert data["email"] in page
    assert network.people.count() == 1


def test_edit_shows_and_saves(as_manager, at, network, practice):
    person = PersonFactory(network=network, name="Ann", practice=practice, staff_group="gp")
    address = at("edit", pk=person.pk)
    assert f'value="{practice.code}" selected' in as_manager.get(address).content.decode()

    as_manager.post(
        address,
        {"name": "Anne", "email": "", "practice": "", "staff_group": "admin", "organisation": "Trust"},
    )
    person.refresh_from_db()
    assert (person.name, person.email, person.practice, person.staff_group) == ("Anne", "", None, "admin")


def test_edit_keeps_a_practice_that_has_left_the_network(as_manager, at, network, practice):
    person = PersonFactory(network=network, practice=practice)
    practice.network_spells.update(end=timezone.localdate())
    data = {"name": "Ann", "email": "", "practice": practice.code, "staff_group": "gp"}

    as_manager.post(at("edit", pk=person.pk), data)
    person.refresh_from_db()
    assert (person.name, person.practice) == ("Ann", practice)


def test_mark_as_left_offers_undo_and_undo_works(as_manager, at, network):
    person = PersonFactory(network=network, name="Ann Lee")
    page = as_manager.post(
        at("leave", pk=person.pk), date_boxes("on", timezone.localdate()), follow=True
    ).content.decode()
    assert "Ann Lee is marked as left" in page
    assert at("put_back", pk=person.pk) in page

    as_manager.post(at("put_back", pk=person.pk))
    assert network.people.active().get() == person


def test_put_back_of_a_taken_address_says_why_not(as_manager, at, network):
    person = PersonFactory(network=network, email="ann@example.org", active_to=timezone.localdate())
    PersonFactory(network=network, email="ann@example.org")

    page = as_manager.post(at("put_back", pk=person.pk), follow=True).content.decode()
    assert "Somebody else in the directory has this email address" in page


@pytest.mark.parametrize("name", ["edit", "leave", "put_back"])
def test_people_of_another_network_are_not_found(as_manager, at, other_network, name):
    person = PersonFactory(network=other_network)

    assert as_manager.post(at(name, pk=person.pk)).status_code == 404


def test_get_changes_nothing(as_manager, at, network):
    person = PersonFactory(network=network)

    assert as_manager.get(at("put_back", pk=person.pk)).status_code == 405
    assert as_manager.get(at("leave", pk=person.pk)).status_code == 200
    person.refresh_from_db()
    assert person.active_to is None


def test_a_closed_network_refuses_additions(as_manager, at, network):
    network.closed_on = timezone.localdate()
    network.save()

    assert as_manager.get(at("list")).status_code == 200
    assert as_manager.post(at("add"), {"name": "Ann", "staff_group": "gp"}).status_code == 403
    assert not network.people.exists()


# --- Out again ---------------------------------------------------------------------
def test_export_holds_the_filtered_list_guarded_and_is_recorded(as_manager, at, network, practice):
    PersonFactory(
        network=network,
        name="=cmd()",
        email="a@example.org",
        practice=practice,
        phone="+44 1632 960001",
        active_from=date(2026, 5, 1),
    )
    PersonFactory(network=network, name="Zoë", email="zoe@example.org", staff_group="admin")
    response = as_manager.get(at("export"), {"group": "gp"})
    table = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))

    assert table == [
        ["Name", "Email", "Practice", "Staff group", "Phone", "Organisation", "First day", "Leaving date"],
        ["'=cmd()", "a@example.org", practice.name, "GP", "'+44 1632 960001", "", "2026-05-01", ""],
    ]
    assert "attachment" in response["Content-Disposition"]
    assert AuditEvent.objects.get(event="export.made").detail == {"what": "people", "count": 1}


# --- Parts that htmx swaps -----------------------------------------------------------
HTMX = {"HX-Request": "true"}


def test_htmx_gets_the_list_alone_and_going_back_the_whole_page(as_manager, at, network):
    PersonFactory(network=network, name="Ann Lee")
    part = as_manager.get(at("list"), headers=HTMX)
    assert part.content.decode().lstrip().startswith('<div id="people"')
    assert json.loads(part["HX-Trigger-After-Settle"])["portal:said"]["words"] == "1 person"
    assert "HX-Request" in part["Vary"]
    back = as_manager.get(at("list"), headers=HTMX | {"HX-History-Restore-Request": "true"})
    assert "<!DOCTYPE html>" in back.content.decode()


def test_a_row_is_changed_in_its_place(as_manager, at, network, practice):
    person = PersonFactory(network=network, name="Zoë Lee", staff_group="gp")
    form = as_manager.get(at("row", pk=person.pk), headers=HTMX).content.decode()
    assert f'form="row-{person.pk}"' in form

    data = {"practice": practice.code, "staff_group": "nurse"}
    response = as_manager.post(at("row", pk=person.pk), data, headers=HTMX)
    person.refresh_from_db()
    assert (person.practice, person.staff_group) == (practice, "nurse")
    assert response.content.decode().startswith("<tr")
    assert practice.name in response.content.decode()
    assert json.loads(response["HX-Trigger-After-Settle"])["portal:said"]["words"] == "Zoë Lee was saved."


def test_a_row_without_scripts_is_a_page_and_a_redirect(as_manager, at, network):
    person = PersonFactory(network=network, staff_group="gp")
    assert as_manager.get(at("row", pk=person.pk)).url == at("edit", pk=person.pk)
    response = as_manager.post(at("row", pk=person.pk), {"practice": "", "staff_group": "nurse"})
    assert response.url == at("list")
    person.refresh_from_db()
    assert person.staff_group == "nurse"


@pytest.mark.parametrize(
    "data", [{}, {"staff_group": "wizard"}, {"staff_group": "gp", "practice": "FOREIGN"}]
)
def test_a_row_that_is_wrong_stays_open_and_says_so(as_manager, at, network, other_network, data):
    practice_in(other_network, code="FOREIGN")
    person = PersonFactory(network=network, staff_group="admin")
    page = as_manager.post(at("row", pk=person.pk), data | {"x": "1"}, headers=HTMX).content.decode()
    assert "nhsuk-error-message" in page
    person.refresh_from_db()
    assert person.staff_group == "admin"


def test_a_row_put_back_as_it_was(as_manager, at, network):
    person = PersonFactory(network=network, staff_group="admin")
    page = as_manager.get(at("row", pk=person.pk), {"as_it_is": ""}, headers=HTMX).content.decode()
    assert f'id="change-{person.pk}" autofocus' in page


@pytest.mark.parametrize("sort", ["name", "practice", "group", "email"])
@pytest.mark.parametrize("order", ["up", "down"])
def test_list_and_download_have_the_same_order(as_manager, at, network, practice, sort, order):
    PersonFactory(network=network, name="Ann", practice=practice, staff_group="nurse", email="z@example.org")
    PersonFactory(network=network, name="Bo", organisation="A trust", staff_group="gp", email="")
    PersonFactory(network=network, name="Cy", staff_group="admin", email="b@example.org")
    query = {"sort": sort, "order": order}
    page = re.findall(r"/people/\d+/\">(\w+)</a>", as_manager.get(at("list"), query).content.decode())
    lines = as_manager.get(at("export"), query).content.decode("utf-8-sig").splitlines()
    assert page == [line.split(",")[0] for line in lines[1:]]
    assert sorted(page) == ["Ann", "Bo", "Cy"]
