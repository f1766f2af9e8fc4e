"""What the pages say, who may do what on them, and bad input."""

import csv
import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from apps.accounts.permissions import ICS_ROLES, NETWORK_ROLES
from apps.core.contributions import Reader, area_needs, network_needs, personal_data
from apps.core.topics import threads, topics
from apps.maturity.models import Ask, Claim, Evidence
from tests import factories

HOSTILE = "=1+1<script>alert(1)</script>"


@pytest.fixture
def at(network):
    return lambda name, *args: reverse(f"maturity:{name}", args=[network.code, *args])


@pytest.fixture
def as_manager(client, manager):
    client.force_login(manager)
    return client


def page(client, url) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def boxes(name, day) -> dict:
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def test_the_empty_page_says_what_it_is_for(as_manager, at):
    found = page(as_manager, at("index"))
    assert "For example" in found
    assert "not assurance" in found
    assert "Where we say we are" in found
    assert "What we can show" in found


def test_a_meeting_is_recorded_and_what_it_said_shown(as_manager, at, network):
    held = factories.meeting_of(network, days=-3, state="ended", title="Board in May")
    data = {"meeting": held.pk, "leadership-0-1": "2-2", "leadership-0-2": "0-2"}
    response = as_manager.post(at("agree", "leadership"), data)
    assert response.status_code == 302
    assert Claim.objects.count() == 2
    assert Claim.objects.first().agreed_on == timezone.localdate(held.starts_at)
    found = page(as_manager, at("component", "leadership"))
    assert "Board in May" in found
    assert "Not yet (the board differed: up to “Yes”)" in found


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"leadership-0-1": "2-2"}, "Select at which meeting"),
        ({"meeting": "other", "leadership-0-1": "2-2"}, "Enter which meeting it was"),
        ({"meeting": "other"}, "Select what the meeting said of at least one statement"),
        ({"meeting": "other", "leadership-0-1": "2-0"}, "Error: "),
        ({"meeting": "999999", "leadership-0-1": "2-2"}, "Error: "),
    ],
)
def test_a_meeting_that_says_too_little_is_asked_again(as_manager, at, data, words):
    assert words in as_manager.post(at("agree", "leadership"), data).content.decode()
    assert not Claim.objects.exists()


def test_a_meeting_of_another_network_cannot_be_named(as_manager, at):
    elsewhere = factories.meeting_of(factories.network_in(factories.IcbFactory()), days=-3, state="ended")
    as_manager.post(at("agree", "leadership"), {"meeting": elsewhere.pk, "leadership-0-1": "2-2"})
    assert not Claim.objects.exists()


def added(client, at, **fields):
    data = {
        "title": "Agreement",
        "statements": ["leadership-0-1", "leadership-0-2"],
        **boxes("dated", timezone.localdate()),
        **fields,
    }
    return client.post(at("evidence_new", "leadership"), data)


def test_a_file_is_kept_and_downloaded_as_what_it_is(as_manager, at):
    response = added(as_manager, at, file=SimpleUploadedFile("a.html", factories.pdf()))
    assert response.status_code == 302
    evidence = Evidence.objects.get()
    assert evidence.supports.count() == 2
    response = as_manager.get(at("file", evidence.pk))
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == f'attachment; filename="evidence-{evidence.pk}.pdf"'
    assert response.content == factories.pdf()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"url": "javascript:alert(1)"}, "must begin with https://"),
        ({"url": "https://["}, "The link"),
        ({}, "Enter a link or choose a file"),
        ({"url": "https://x.example/", "statements": ["data-0-1"]}, "Error: "),
        (
            {"url": "https://x.example/", **boxes("dated", timezone.localdate() - timedelta(days=800))},
            "within the last 12 months",
        ),
        ({"url": "https://x.example/", "owner": "Nobody Here"}, "Error: "),
    ],
)
def test_bad_evidence_is_asked_again(as_manager, at, fields, words):
    assert words in added(as_manager, at, **fields).content.decode()
    assert not Evidence.objects.exists()


def test_a_page_of_html_is_no_file(as_manager, at):
    response = added(as_manager, at, file=SimpleUploadedFile("a.pdf", b"<script>alert(1)</script>"))
    assert "must be a PDF" in response.content.decode()


def test_still_true_needs_a_note_and_renews(as_manager, at, network):
    evidence = factories.evidence_of(network, days_ago=380)
    assert "not any more" in page(as_manager, at("evidence", evidence.pk))
    bad = as_manager.post(at("evidence", evidence.pk), {"note": ""}).content.decode()
    assert "Enter why it is still true" in bad
    assert "Error: Evidence" in bad
    as_manager.post(at("evidence", evidence.pk), {"note": "Unchanged"})
    found = page(as_manager, at("evidence", evidence.pk))
    assert "Unchanged" in found
    assert "not any more" not in found


def test_a_board_member_reads_and_changes_nothing(client, board_member, at, network):
    evidence = factories.evidence_of(network)
    client.force_login(board_member)
    assert "Is it still true?" not in page(client, at("evidence", evidence.pk))
    assert client.post(at("evidence", evidence.pk), {"note": "x"}).status_code == 403
    assert "We’d like support" not in page(client, at("missing"))


def test_one_piece_supports_statements_of_other_components_too(as_manager, at, network):
    evidence = factories.evidence_of(network)
    as_manager.post(at("also", evidence.pk), {"statement": "people-0-1"})
    assert "People and communities" in page(as_manager, at("evidence", evidence.pk))
    assert "Error: " in as_manager.post(at("also", evidence.pk), {"statement": "x"}).content.decode()
    support = evidence.supports.get(statement="people-0-1")
    as_manager.post(at("take_off", support.pk))
    assert evidence.supports.filter(end=None).count() == 1


def test_what_is_missing_is_a_list_of_tasks_that_lead_to_the_statements(as_manager, at, network):
    factories.evidence_of(network, "leadership-0-1", "leadership-0-3")
    found = page(as_manager, at("missing"))
    assert "Still to show: 1 of the 3 statements of Foundation." in found
    assert at("component", "leadership") + "#leadership-0-2" in found
    assert at("component", "leadership") + "#leadership-0-1" not in found


def test_support_is_seen_by_the_area_once_sent_and_answered(client, manager, lead, at, network):
    client.force_login(manager)
    client.post(at("ask_new", "leadership"), {"step": "0", "text": HOSTILE})
    ask = Ask.objects.get()
    area = reverse("area_support:list", args=[network.icb.code])
    answer = reverse("area_support:ask", args=[network.icb.code, ask.pk])
    client.force_login(lead)
    assert "alert(1)" not in page(client, area)
    assert client.get(answer).status_code == 404
    client.force_login(manager)
    client.post(at("send", ask.pk))
    client.force_login(lead)
    reader = Reader(network.icb, ICS_ROLES["ics_lead"].permissions)
    assert [need.text for need in area_needs.to(reader)] == ["A network would like support"]
    assert "&lt;script&gt;" in page(client, area)
    client.post(answer, {"offer": "A day a week"})
    client.force_login(manager)
    assert "A day a week" in page(client, at("ask", ask.pk))
    assert "<script>alert" not in page(client, at("ask", ask.pk))


def test_an_area_names_the_steps_by_its_own_framework(client, lead, manager, at, network):
    client.force_login(lead)
    url = reverse("area_support:steps", args=[network.icb.code])
    client.post(url, {"leadership-0": "Emerging"})
    for place in (1, 2, 3):
        factories.claim_of(network, f"leadership-0-{place}")
    client.force_login(manager)
    assert "(Emerging)" in page(client, at("index"))
    client.force_login(lead)
    client.post(url, {"leadership-0": ""})
    assert not network.icb.maturity_names.exists()


def test_the_csv_is_harmless_in_a_spreadsheet(as_manager, at, network):
    factories.evidence_of(network, title=HOSTILE)
    factories.claim_of(network, meeting_words=HOSTILE)
    text = as_manager.get(at("csv")).content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert len(rows) == 61
    assert rows[1][5] == "'" + HOSTILE
    assert rows[1][6] == "'" + HOSTILE
    ladder = list(csv.reader(io.StringIO(as_manager.get(at("ladder_csv")).content.decode("utf-8-sig"))))
    assert len(ladder) == 6


def test_last_year_stands_beside_this(as_manager, at, network):
    codes = [f"leadership-0-{place}" for place in (1, 2, 3)]
    factories.evidence_of(network, *codes, days_ago=380)
    text = as_manager.get(at("ladder_csv")).content.decode("utf-8-sig")
    leadership = list(csv.reader(io.StringIO(text)))[1]
    assert leadership[1:] == ["Foundation", "–", "–"]


def test_a_component_is_a_topic_and_its_thread_tells_of_claims(network):
    factories.claim_of(network, days_ago=3)
    reader = Reader(network, NETWORK_ROLES["manager"].permissions)
    topic = topics.one(reader, "maturity:leadership")
    assert topic.words == "Leadership, planning and partnerships"
    assert topics.one(reader, "maturity:nonsense") is None
    told = threads.about(reader, [("maturity", "leadership"), ("maturity", "data")])
    assert {key: [moment.text for moment in moments] for key, moments in told.items()} == {
        ("maturity", "leadership"): ["A meeting said where we are"]
    }


def test_evidence_that_runs_out_is_a_need_and_goes_when_renewed(network):
    evidence = factories.evidence_of(network, days_ago=350)
    factories.evidence_of(network, days_ago=10)
    reader = Reader(network, NETWORK_ROLES["manager"].permissions)
    said = [need.text for need in network_needs.to(reader) if "maturity" in need.text]
    assert said == ["One piece of evidence for our maturity runs out"]
    evidence.renewals.create(on=timezone.localdate(), note="So")
    reader = Reader(network, NETWORK_ROLES["manager"].permissions)
    assert not [need for need in network_needs.to(reader) if "maturity" in need.text]


def test_erasing_a_person_leaves_their_evidence_to_nobody(network, manager):
    person = factories.PersonFactory(network=network)
    evidence = factories.evidence_of(network, owner=person)
    assert any("Evidence" in section.heading for section in personal_data.sections(person))
    personal_data.erase(person=person, by=manager)
    evidence.refresh_from_db()
    assert evidence.owner is None


def test_any_step_that_can_not_be_shown_may_be_asked_for(as_manager, network):
    address = f"/networks/{network.code}/maturity/leadership/support/"
    page = as_manager.get(address).content.decode()
    assert page.count("<option") == 4
    as_manager.post(address, {"step": "2", "text": "Somebody who has done it."})
    assert network.support_asks.get().step == 2
    assert "Select a valid choice" in as_manager.post(address, {"step": "7", "text": "x"}).content.decode()


@pytest.mark.parametrize("name", ["index", "missing", "component", "agree", "evidence_new", "ask_new"])
def test_every_page_says_that_it_is_no_assurance(as_manager, network, name):
    kwargs = {"code": network.code}
    if name not in ("index", "missing"):
        kwargs["component"] = "leadership"
    page = as_manager.get(reverse(f"maturity:{name}", kwargs=kwargs)).content.decode()
    assert "Developmental, not assurance" in page
