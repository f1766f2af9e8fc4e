"""An area never sees how a network's people are, outside a report that the director released."""

import io
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from apps.reports import actions as reports
from apps.reports.years import ending
from tests import factories

MARKS = ("Heron check-in", "manageable", "turn to", "Mondays break us", "A second line opens", "wellbeing")


@pytest.fixture
def area(network, icb, practice):
    """A network with check-ins, blocks and a response, and who may read anything of its area."""
    for days_ago in (70, 40, 10):
        round_ = factories.check_in_of(
            network, days_ago=days_ago, title="Heron check-in", breakdown="practice",
            apart={practice.code: (0, 0, 1, 5, 9)},
        )  # fmt: skip
        factories.response_to(round_, heard="Mondays break us.", will="A second line opens.")
    return {role: factories.analyst_of(icb, role) for role in ("ics_analyst", "ics_lead")}


def client_of(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def everything_of(client, icb) -> str:
    """Every page and download of an area, as text."""
    code = [icb.code]
    addresses = [
        reverse("home:start"),
        *(
            reverse(name, args=code)
            for name in ("home:area", "ics:networks", "ics_scorecards:list", "ics_scorecards:export")
        ),
    ]
    found = []
    for address in addresses:
        response = client.get(address, follow=True)
        assert response.status_code == 200, address
        found.append(response.content.decode())
    return "".join(found)


@pytest.mark.parametrize("role", ["ics_analyst", "ics_lead"])
def test_area_finds_nothing_of_check_ins_on_any_of_its_pages(area, icb, role):
    said = everything_of(client_of(area[role]), icb)
    assert "Northern Vale" in said
    assert [mark for mark in MARKS if mark.lower() in said.lower()] == []


def test_log_of_the_area_has_nothing_of_check_ins(area, icb, network, manager):
    from apps.wellbeing import responding

    fresh = factories.check_in_of(network, days_ago=2, title="Heron check-in")
    day = timezone.localdate() + timedelta(days=9)
    responding.respond(round_=fresh, by=manager, heard="Mondays break us.", will="A.", by_when=day, leads="B")
    said = client_of(area["ics_lead"]).get(reverse("home:area_log", args=[icb.code])).content.decode()
    assert "Heron" not in said
    assert "what will be done" not in said


@pytest.mark.parametrize(
    "name", ["index", "trend", "trend_csv", "workload", "results", "results_csv", "release", "respond"]
)
def test_networks_own_pages_are_not_there_for_the_area(area, network, name):
    pk = [network.rounds.first().pk] if name in ("results", "results_csv", "release", "respond") else []
    address = reverse(f"wellbeing:{name}", args=[network.code, *pk])
    assert [client_of(user).get(address).status_code for user in area.values()] == [404, 404]


def test_switch_that_shows_scorecards_shows_no_check_in(area, icb, network, director):
    network.sharing.create(what="show", since=timezone.now() - timedelta(days=100), by=director)
    network.rounds.update(area_sees=True)
    said = everything_of(client_of(area["ics_analyst"]), icb)
    assert [mark for mark in MARKS if mark.lower() in said.lower()] == []


def test_report_opens_to_the_area_with_its_release_and_not_before(
    area, icb, network, manager, director, do_jobs
):
    today = timezone.localdate()
    report = reports.request_report(network=network, by=manager, year_end=ending(today.year, today.month).end)
    do_jobs()
    analyst = client_of(area["ics_analyst"])
    address = reverse("ics:download", args=[icb.code, network.code])
    assert analyst.get(address).status_code == 404
    report.refresh_from_db()
    assert "Heron" in str(report.snapshot)
    reports.approve(report=report, by=director, content=report.snapshot_sha256)
    do_jobs()
    assert analyst.get(address).status_code == 404
    report.refresh_from_db()
    reports.release(report=report, by=director)
    do_jobs()
    report.refresh_from_db()
    pdf = PdfReader(io.BytesIO((settings.FILES_DIR / report.file.path).read_bytes()))
    said = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    assert "Heron check-in" in said
    assert "A second line opens." in said
    assert analyst.get(address).status_code == 200
