"""The pages of the network's profile, its population and what published lists changed."""

import csv
import io
from datetime import date, timedelta

import psycopg
import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from apps.core.contributions import Purpose, network_purpose
from apps.core.models import AuditEvent
from apps.practices.actions import IMPORT_LOCK
from apps.practices.ages import BANDS
from apps.practices.models import AgeProfile, Deprivation, ListSize, PopulationNeed, PracticeMembership
from tests import factories

JULY, AUGUST = date(2026, 7, 1), date(2026, 8, 1)
NEED = {
    "need": "Too few health checks", "source": "Practices’ registers",
    "source_day_day": "1", "source_day_month": "7", "source_day_year": "2026",
    "action": "Saturday clinics", "measure": "Checks done, each quarter",
}  # fmt: skip


@pytest.fixture
def at(network):
    def address(name, **kwargs):
        return reverse(f"practices:{name}", kwargs={"code": network.code, **kwargs})

    return address


@pytest.fixture
def as_manager(client, manager):
    client.force_login(manager)
    return client


def text(response) -> str:
    return " ".join(response.content.decode().split())


def rows(response) -> list[list[str]]:
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"), newline="")))


def furnish(practice, *, each=10, score=20):
    """Twenty bands of ``each`` patients, and a deprivation score."""
    bands = dict.fromkeys(BANDS, each)
    AgeProfile.objects.create(practice=practice, day=JULY, bands=bands, female=each * 11, male=each * 9)
    Deprivation.objects.create(practice=practice, edition="2025", score=score)


# --- The profile -------------------------------------------------------------------------
def test_profile_says_who_leads_where_we_lie_and_who_belongs(as_manager, at, network, practice, director):
    furnish(practice)
    other = factories.practice_in(network, name="Tarn Lane", patients=30_000, supplier="EMIS")
    page = text(as_manager.get(at("about")))
    assert "2 practices with 40,000 registered patients on 1 July 2026" in page
    assert director.name in page
    assert network.icb.name in page
    assert "Nobody joined or left since" in page
    assert [row[:4] for row in rows(as_manager.get(at("members_csv")))[1:]] == [
        [practice.name, practice.code, "10000", "25.0"],
        [other.name, other.code, "30000", "75.0"],
    ]
    assert rows(as_manager.get(at("members_csv")))[1][4:] == [
        "20.0",
        "20.0",
        "35.0",
        "not published",
        "1 April 2020",
    ]


def test_profile_begins_with_the_purpose_where_there_is_one(as_manager, at, network, monkeypatch):
    line = Purpose("Care close to home, together", JULY, "/networks/x/purpose/")
    monkeypatch.setattr(network_purpose, "_providers", [lambda readers: [(network.pk, line)]])
    page = text(as_manager.get(at("about")))
    assert '<a href="/networks/x/purpose/">Care close to home, together</a>' in page


def test_profile_of_a_network_without_practices_is_no_blank_page(as_manager, at, network):
    page = text(as_manager.get(at("about")))
    assert "No member practices are recorded yet" in page
    assert "No list sizes are published" in page
    page = text(as_manager.get(at("population")))
    assert "Nothing is recorded yet" in page
    assert "No age bands are published" in page


def test_list_sizes_count_who_was_a_member_that_day(as_manager, at, network, practice):
    gone = factories.left_practice_of(network, on=AUGUST, patients=2_000)
    for one, day, patients in (
        (practice, AUGUST, 10_500),
        (gone, AUGUST, 2_100),
        (practice, date(2026, 9, 1), 10_600),
    ):
        ListSize.objects.create(practice=one, day=day, patients=patients)
    page = text(as_manager.get(at("about")))
    assert "We look after 10,600 patients, 1,400 fewer (11.7%) than in Jul 2026" in page
    for month, patients in (("Jul 2026", "12,000"), ("Aug 2026", "10,500"), ("Sep 2026", "10,600")):
        assert f"{month}</th>" in page.replace("</span></th>", "</th>")
        assert patients in page


def test_list_sizes_of_some_practices_only_are_no_fall(as_manager, at, network, practice):
    factories.practice_in(network, patients=5_000)
    ListSize.objects.create(practice=practice, day=AUGUST, patients=10_000)
    ListSize.objects.create(practice=practice, day=date(2026, 6, 1), patients=10_000)
    page = text(as_manager.get(at("about")))
    assert "The line begins with the next month" not in page
    assert "fewer" not in page


def test_joiners_and_leavers_say_where_from_and_where_to(as_manager, at, network, other_network, practice):
    moved = factories.left_practice_of(network, name="Fulwell Surgery")
    PracticeMembership.objects.create(practice=moved, network=other_network, start=AUGUST)
    came = factories.PracticeFactory(name="Brook")
    PracticeMembership.objects.create(practice=came, network=other_network, start=date(2021, 1, 1), end=JULY)
    PracticeMembership.objects.create(practice=came, network=network, start=JULY)
    page = text(as_manager.get(at("about")))
    assert "We began on 1 April 2020 with 2 practices: Fulwell Surgery, Millbrook Surgery." in page
    assert rows(as_manager.get(at("movements_csv")))[1:] == [
        ["1 August 2026", "Fulwell Surgery", moved.code, "Left", other_network.name],
        ["1 July 2026", "Brook", came.code, "Joined", other_network.name],
    ]


# --- Names -----------------------------------------------------------------------------------
def test_name_is_corrected_and_taken_back(as_manager, at, practice):
    page = at("practice_name", pk=practice.pk)
    assert as_manager.post(page, {"name": "  St  Éowyn’s O'Brien "}).status_code == 302
    practice.refresh_from_db()
    assert (practice.name, practice.published_name) == ("St Éowyn’s O'Brien", "Millbrook Surgery")
    assert "published as Millbrook Surgery" in text(as_manager.get(at("about")))
    as_manager.post(page, {"name": "x" * 161})
    as_manager.post(page, {"name": ""})
    practice.refresh_from_db()
    assert practice.name == "St Éowyn’s O'Brien"
    as_manager.post(page, {"take_back": "1", "name": "x" * 161})
    practice.refresh_from_db()
    assert (practice.name, practice.is_corrected) == ("Millbrook Surgery", False)
    events = AuditEvent.objects.filter(event="profile.practice_named").order_by("pk")
    assert [event.detail for event in events] == [{}, {"taken_back": True}]


def test_network_is_described(as_manager, at, network):
    as_manager.post(at("edit"), {"name": "Vale", "collaboration": "A federation\r\nand clusters"})
    network.refresh_from_db()
    assert (network.name, network.published_name) == ("Vale", "Northern Vale PCN")
    assert "A federation<br>and clusters" in text(as_manager.get(at("about")))
    as_manager.post(at("edit"), {"take_back": "1"})
    network.refresh_from_db()
    assert (network.name, network.collaboration) == ("Northern Vale PCN", "A federation\nand clusters")


def test_practice_that_left_or_is_elsewhere_is_not_ours_to_name(as_manager, at, network, other_network):
    gone = factories.left_practice_of(network)
    foreign = factories.practice_in(other_network)
    for practice in (gone, foreign):
        assert as_manager.post(at("practice_name", pk=practice.pk), {"name": "Ours"}).status_code == 404


def test_name_waits_while_an_import_runs(as_manager, at, practice):
    database = connection.settings_dict["NAME"]
    with psycopg.connect(settings.DATABASE_OWNER_URL, dbname=database) as importing:
        importing.execute("SELECT pg_advisory_xact_lock(%s)", [IMPORT_LOCK])
        page = as_manager.post(at("practice_name", pk=practice.pk), {"name": "Brook"})
        assert "Published lists are being read in at this moment" in text(page)
    practice.refresh_from_db()
    assert practice.name == "Millbrook Surgery"


# --- Population --------------------------------------------------------------------------------
def test_population_adds_up_ages_of_members_only(as_manager, at, network, practice):
    furnish(practice)
    furnish(factories.practice_in(network, name="Tarn Lane"), each=30, score=40)
    furnish(factories.left_practice_of(network), each=500)
    page = text(as_manager.get(at("population")))
    assert (
        "800 people are registered with our practices: 20% under 20, 45% from 20 to 64, 35% 65 or over"
        in page
    )
    assert "440 female and 360 male, on 1 July 2026" in page
    assert "About 1 in 3 of our patients are 65 or over, and about 1 in 5 are under 20" in page
    assert "Our deprivation score is 30.0; our practices reach from 20.0 to 40.0" in page


def test_need_is_recorded_changed_closed_and_opened_again(as_manager, at, network):
    assert as_manager.post(at("need_add"), NEED).status_code == 302
    need = PopulationNeed.objects.get()
    assert (need.action, need.source_day) == ("Saturday clinics", JULY)
    page = text(as_manager.get(at("population")))
    assert "Too few health checks" in page
    assert "Practices’ registers, 1 July 2026" in page
    as_manager.post(at("need", pk=need.pk), NEED | {"measure": "Checks done"})
    as_manager.post(at("need_close", pk=need.pk), {"outcome": "84% done"})
    need.refresh_from_db()
    assert (need.measure, need.outcome, need.closed_on) == ("Checks done", "84% done", timezone.localdate())
    assert "Too few health checks" not in text(as_manager.get(at("population")))
    assert "84% done" in text(as_manager.get(at("population") + "?show=closed"))
    assert "84% done" in text(as_manager.get(at("need", pk=need.pk)))
    as_manager.post(at("need_reopen", pk=need.pk))
    assert PopulationNeed.objects.get().closed_on is None
    said = AuditEvent.objects.filter(event__startswith="need.").order_by("pk")
    assert [event.event for event in said] == [
        "need.recorded",
        "need.changed",
        "need.closed",
        "need.reopened",
    ]
    assert all("health" not in str(event.detail) for event in said)


def test_closed_need_can_not_be_changed_or_closed_again(as_manager, at, network):
    need = factories.need_of(network, closed_on=JULY, outcome="Met")
    as_manager.post(at("need", pk=need.pk), NEED)
    as_manager.post(at("need_close", pk=need.pk), {"outcome": "Other"})
    need.refresh_from_db()
    assert (need.need, need.outcome, need.closed_on) == (
        "More people over 75 live alone than we reach",
        "Met",
        JULY,
    )


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"need": ""}, "Enter what your people need"),
        ({"need": "x" * 201}, "must be 200 characters or fewer"),
        ({"source": ""}, "Enter where the need shows"),
        ({"source_day_year": ""}, "must include a year"),
        ({"source_day_year": "2126"}, "must be today or in the past"),
        ({"source_day_year": "1026"}, "must be in 1990 or later"),
        ({"measure": ""}, "Enter how you will measure what you do"),
        ({"action": "x" * 501}, "must be 500 characters or fewer"),
    ],
)
def test_need_refuses(as_manager, at, wrong, says):
    page = as_manager.post(at("need_add"), NEED | wrong)
    assert page.status_code == 200
    assert says in text(page)
    assert not PopulationNeed.objects.exists()


def test_needs_csv_is_harmless_and_narrowed(as_manager, at, network):
    factories.need_of(network, need="=1+1", measure="@x")
    factories.need_of(network, need="Closed", closed_on=JULY)
    [_, line] = rows(as_manager.get(at("needs_csv")))
    assert (line[0], line[3]) == ("'=1+1", "'@x")
    assert [line[0] for line in rows(as_manager.get(at("needs_csv") + "?show=closed"))[1:]] == ["Closed"]


# --- What lists changed ---------------------------------------------------------------------------
def test_changes_wait_for_the_manager_and_are_seen(as_manager, at, network, practice):
    gone = factories.left_practice_of(network, name="Fulwell")
    for _ in range(2):
        factories.PersonFactory(network=network, practice=gone)
    factories.change_of(network, "left", practice=gone)
    home = text(as_manager.get(reverse("home:network", args=[network.code])))
    assert "Fulwell left on 1 August 2026" in home
    assert "2 people belong to it" in home
    page = as_manager.get(at("changes"))
    assert "1 change nobody has marked as seen" in text(page)
    assert f"/people/?practice={gone.code}" in text(page)
    people = as_manager.get(reverse("people:list", args=[network.code]), {"practice": gone.code})
    assert "2 people found" in text(people)
    factories.change_of(network, "list_size", practice=practice, was="1000", now="1200", was_day=JULY)
    as_manager.post(at("changes_seen"), {"until": page.context["until"]})
    assert network.changes.unseen().get().kind == "list_size"
    page = text(as_manager.get(at("changes")))
    assert "Left on 1 August 2026. 2 people belong to it." in page
    assert len(rows(as_manager.get(at("changes_csv")))) == 3


@pytest.mark.parametrize("until", ["", "yesterday", "2026-08-01", "9999-99-99T00:00:00+00:00"])
def test_seen_until_nonsense_is_refused(as_manager, at, network, until):
    factories.change_of(network, "network_closed")
    assert as_manager.post(at("changes_seen"), {"until": until}).status_code == 400
    assert network.changes.unseen().count() == 1


def test_several_departures_are_one_need(as_manager, at, network, practice):
    for name in ("Ash", "Beech"):
        factories.change_of(network, "closed", practice=factories.left_practice_of(network, name=name))
    home = text(as_manager.get(reverse("home:network", args=[network.code])))
    assert "2 practices left" in home
    assert "Ash: Nothing here belongs to it any more. Beech: Nothing" in home or "Beech: Nothing" in home


def test_board_reads_and_keeps_nothing(client, at, network, practice):
    client.force_login(factories.member_of(network, "board_member"))
    factories.change_of(network, "left", practice=practice)
    page = text(client.get(at("about")))
    assert "new change" not in page
    assert "/edit/" not in page
    assert "Record a need" not in text(client.get(at("population")))
    assert client.get(at("changes")).status_code == 403


def test_closed_network_is_read_only(as_manager, at, network, practice):
    need = factories.need_of(network)
    network.closed_on = timezone.localdate() - timedelta(days=1)
    network.save()
    assert "Record a need" not in text(as_manager.get(at("population")))
    assert as_manager.post(at("need_close", pk=need.pk), {"outcome": "x"}).status_code == 403


def test_pages_ask_no_more_for_more(as_manager, at, network, practice):
    def asked(name):
        with CaptureQueriesContext(connection) as captured:
            as_manager.get(at(name))
        return len(captured)

    def more():
        furnish(factories.practice_in(network))
        gone = factories.left_practice_of(network)
        factories.PersonFactory(network=network, practice=gone)
        factories.change_of(network, "left", practice=gone)
        factories.need_of(network)

    more()
    before = {name: asked(name) for name in ("about", "population", "changes")}
    for _ in range(3):
        more()
    assert {name: asked(name) for name in before} == before
    assert max(before.values()) <= 26, before
