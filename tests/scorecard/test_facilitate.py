"""The facilitator's view: what the room sees, prompts, a timer, and notes that become agenda items or actions."""

import html
import re
import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from apps.accounts.permissions import NETWORK_ROLES
from apps.core import contributions
from apps.core.models import AuditEvent
from apps.scorecard import prompts, workshop_actions
from apps.scorecard.models import Workshop, WorkshopNote
from tests import factories

from .conftest import by_theme

pytestmark = pytest.mark.usefixtures("scorecard")
HTMX = {"HX-Request": "true"}
EVIL = "<b id=evil>\"'&amp;</b>"


def text(response) -> str:
    return html.unescape(response.content.decode())


@pytest.fixture
def counted(closed_round):
    return closed_round(by_theme(), title="Away day", way="open", invited=0, released_at=None)


@pytest.fixture
def workshop(network):
    return factories.round_of(network, title="Away day", way="open", invited=0)


def typed(**words) -> dict:
    blank = {
        "text": "Halve the meeting",
        "about": "operations_meetings",
        "kind": "agenda",
        "owner": "The chair",
    }
    return blank | {"note": str(uuid.uuid4()), "version": "1"} | words


@pytest.fixture
def note(counted) -> WorkshopNote:
    return counted.workshop_notes.create(text="Halve the meeting", kind="action", owner="The chair")


# --- The page ---------------------------------------------------------------------------


def test_while_people_answer_it_says_the_band_and_leads_to_the_reveal(as_manager, at, workshop):
    page = text(as_manager.get(at("facilitate", pk=workshop.pk)))
    assert "How many answered is said once at least 11 have" in page
    assert at("reveal", pk=workshop.pk) in page
    assert "On the screen now" not in page


def test_prompts_are_those_of_the_theme_that_is_shown(as_manager, at, counted):
    first = text(as_manager.get(at("facilitate", pk=counted.pk)))
    assert "What would a patient say to this?" in first
    as_manager.post(at("screen_show", pk=counted.pk), {"number": "4", "page": "facilitate"})
    page = text(as_manager.get(at("facilitate", pk=counted.pk)))
    assert "Questions to ask about purpose" in page
    assert all(one in page for one in prompts.prompts(counted.definition, "purpose"))


def test_every_theme_of_the_questionnaire_has_two_or_three_prompts(scorecard):
    for theme in scorecard.definition.themes:
        found = prompts.prompts(scorecard.definition, theme.code)
        assert 2 <= len(found) <= 3
        assert all(one.endswith("?") for one in found)
        assert found != prompts.prompts(scorecard.definition)


def test_a_theme_without_prompts_gets_those_on_the_whole(scorecard):
    assert prompts.prompts(scorecard.definition, "brand-new") == prompts.prompts(scorecard.definition)


def test_a_round_that_too_few_answered_has_nothing_to_turn(as_manager, at, network):
    round_ = factories.round_of(network, way="open", invited=0, state="closed")
    page = text(as_manager.get(at("facilitate", pk=round_.pk)))
    assert "Too few answered" in page
    assert "What would a patient say to this?" in page
    assert 'name="number"' not in page


# --- Timer ---------------------------------------------------------------------------------


def test_the_timer_runs_on_every_view_and_stops(as_manager, at, counted):
    as_manager.post(at("timer", pk=counted.pk), {"minutes": "10", "theme": "purpose"})
    page = text(as_manager.get(at("facilitate", pk=counted.pk)))
    assert re.search(r'data-left="(59\d|600)"', page)
    assert ", purpose" in page
    assert "Time to talk" in text(as_manager.get(at("screen", pk=counted.pk)))
    as_manager.post(at("timer", pk=counted.pk), {"stop": "1", "theme": ""})
    assert "data-left" not in text(as_manager.get(at("facilitate", pk=counted.pk)))


def test_the_timer_says_when_it_is_over(as_manager, at, counted):
    before = timezone.now() - timedelta(minutes=11)
    workshop_actions.start_timer(round_=counted, theme="", minutes=10, now=before)
    assert "Time is up" in text(as_manager.get(at("facilitate", pk=counted.pk)))


@pytest.mark.parametrize(
    ("minutes", "words"),
    [("", "Enter how many minutes"), ("ten", "a whole number"), ("0", "1 or more"), ("121", "120 or fewer")],
)
def test_minutes_that_make_no_sense_are_refused(as_manager, at, counted, minutes, words):
    response = as_manager.post(at("timer", pk=counted.pk), {"minutes": minutes, "theme": ""})
    assert words in text(response)
    assert "<title>Error: " in text(response)
    assert not Workshop.objects.exists()


def test_a_theme_that_is_not_there_is_refused(as_manager, at, counted):
    response = as_manager.post(at("timer", pk=counted.pk), {"minutes": "5", "theme": "weather"})
    assert response.status_code == 404


# --- Notes -------------------------------------------------------------------------------------


def test_a_note_is_saved_and_becomes_an_agenda_item(as_manager, at, counted):
    response = as_manager.post(at("note_add", pk=counted.pk), typed(), follow=True)
    assert "Note saved" in text(response)
    assert "Halve the meeting" in text(response)
    assert "For the agenda: The chair · Operations: Network meetings are worth the time they take" in text(
        response
    )
    results = text(as_manager.get(at("results", pk=counted.pk)))
    assert "What we took from it" in results
    assert "Halve the meeting" in results
    event = AuditEvent.objects.filter(event="workshop.note_written").get()
    assert event.detail == {"kind": "agenda"}


def test_sent_twice_over_a_bad_line_it_is_one_note(as_manager, at, counted):
    once = typed()
    as_manager.post(at("note_add", pk=counted.pk), once, headers=HTMX)
    again = as_manager.post(at("note_add", pk=counted.pk), once, headers=HTMX)
    assert "data-done" in text(again)
    assert "portal:noted" in again["HX-Trigger"]
    assert counted.workshop_notes.count() == 1
    assert AuditEvent.objects.filter(event="workshop.note_written").count() == 1


@pytest.mark.parametrize(
    ("wrong", "words"),
    [({"text": "x" * 501}, "Shorten this to 500 characters (now 501)"), ({"text": "  "}, "Write the note first"),
     ({"about": "weather"}, "Select one of the themes"), ({"kind": "wish"}, "Select what becomes of it"),
     ({"owner": "x" * 101}, "100 characters")],
)  # fmt: skip
def test_a_note_that_cannot_be_saved_keeps_what_was_typed(as_manager, at, counted, wrong, words):
    response = as_manager.post(at("note_add", pk=counted.pk), typed(**wrong))
    assert words in text(response)
    assert "data-filled" in text(response)
    if "about" in wrong or "kind" in wrong:
        assert "Halve the meeting" in text(response)
    assert not counted.workshop_notes.exists()


@pytest.mark.parametrize("wrong", [{"note": "x"}, {"version": "-1"}, {"text": "a\x00b"}])
def test_a_form_that_was_tampered_with_saves_nothing(as_manager, at, counted, wrong):
    assert as_manager.post(at("note_add", pk=counted.pk), typed(**wrong)).status_code == 200
    assert not counted.workshop_notes.exists()


def test_markup_in_a_note_stays_text(as_manager, at, counted):
    as_manager.post(at("note_add", pk=counted.pk), typed(text=EVIL, owner=EVIL))
    note = counted.workshop_notes.get()
    for name, more in (("facilitate", {}), ("notes", {}), ("results", {}), ("note_edit", {"note": note.pk}),
                       ("note_delete", {"note": note.pk})):  # fmt: skip
        assert "<b id=evil>" not in as_manager.get(at(name, pk=counted.pk, **more)).content.decode()


def test_there_is_an_end_to_notes(as_manager, at, counted, monkeypatch):
    monkeypatch.setattr(workshop_actions, "MOST_NOTES", 1)
    as_manager.post(at("note_add", pk=counted.pk), typed())
    response = as_manager.post(at("note_add", pk=counted.pk), typed(text="One more"))
    assert "Delete one that is not needed" in text(response)
    assert "One more" in text(response)


def test_of_two_facilitators_neither_overwrites_the_other(as_manager, at, counted, note):
    url = at("note_edit", pk=counted.pk, note=note.pk)
    assert as_manager.post(url, typed(text="First", note=str(note.pk))).status_code == 302
    second = typed(text="Second", note=str(note.pk))  # read before the first was saved
    response = as_manager.post(url, second)
    assert "Somebody else changed this note" in text(response)
    assert "“First”" in text(response)
    assert "Second</textarea>" in text(response)
    assert counted.workshop_notes.get().text == "First"
    version = re.search(r'name="version" value="(\d+)"', text(response))[1]
    assert as_manager.post(url, second | {"version": version}).status_code == 302
    assert counted.workshop_notes.get().text == "Second"


def test_a_note_that_somebody_deleted_meanwhile_is_not_lost(as_manager, at, counted, note):
    url = at("note_edit", pk=counted.pk, note=note.pk)
    note.delete()
    response = as_manager.post(url, typed(text="Mine"))
    assert "Somebody else deleted this note" in text(response)
    assert "Mine</textarea>" in text(response)
    form = re.search(r'<form id="note-form" method="post" action="([^"]+)"', text(response))[1]
    assert form == at("note_add", pk=counted.pk)
    fresh = re.search(r'name="note" value="([^"]+)"', text(response))[1]
    as_manager.post(form, typed(text="Mine", note=fresh))
    assert counted.workshop_notes.get().text == "Mine"


def test_a_note_is_deleted_after_asking_once(as_manager, at, counted, note):
    url = at("note_delete", pk=counted.pk, note=note.pk)
    assert "Delete this note?" in text(as_manager.get(url))
    assert as_manager.post(url, {"version": "1"}).url == at("facilitate", pk=counted.pk)
    assert as_manager.post(url, {"version": "1"}).url == at("facilitate", pk=counted.pk)  # pressed twice
    assert AuditEvent.objects.filter(event="workshop.note_deleted").count() == 1
    assert as_manager.get(url).status_code == 404


@pytest.mark.parametrize("version", ["2", "", "x", "9" * 20])
def test_a_note_that_changed_is_not_deleted_unread(as_manager, at, counted, note, version):
    response = as_manager.post(
        at("note_delete", pk=counted.pk, note=note.pk), {"version": version}, follow=True
    )
    assert "Read it again" in text(response)
    assert counted.workshop_notes.count() == 1


def test_a_note_of_another_round_is_not_there(as_manager, at, workshop, note):
    for name in ("note_edit", "note_delete"):
        assert as_manager.get(at(name, pk=workshop.pk, note=note.pk)).status_code == 404
    response = as_manager.post(at("note_add", pk=workshop.pk), typed(note=str(note.pk)))
    assert "Save it to add it as a new note" in text(response)
    note.refresh_from_db()
    assert note.text == "Halve the meeting"


def test_plain_notes_are_for_those_who_run_rounds(client, as_manager, board_member, at, counted, note):
    counted.workshop_notes.create(text="Somebody was upset", kind="note")
    assert "Somebody was upset" in text(as_manager.get(at("notes", pk=counted.pk)))
    assert "Somebody was upset" in text(as_manager.get(at("notes_csv", pk=counted.pk)))
    assert "Somebody was upset" not in text(as_manager.get(at("results", pk=counted.pk)))
    client.force_login(board_member)
    for name in ("notes", "notes_csv"):  # nobody reads before the results are released
        assert client.get(at(name, pk=counted.pk)).url == at("results", pk=counted.pk)
    type(counted).objects.filter(pk=counted.pk).update(released_at=timezone.now())
    for name in ("notes", "notes_csv", "results"):
        page = text(client.get(at(name, pk=counted.pk)))
        assert "Somebody was upset" not in page
        assert "Halve the meeting" in page
    assert at("note_edit", pk=counted.pk, note=note.pk) not in text(client.get(at("notes", pk=counted.pk)))


def test_the_download_is_on_record_and_harmless(as_manager, at, counted):
    counted.workshop_notes.create(text="=1+1", kind="action")
    assert "'=1+1" in text(as_manager.get(at("notes_csv", pk=counted.pk)))
    assert AuditEvent.objects.get(event="export.made").detail == {"what": "workshop_notes", "count": 1}


def test_the_meetings_will_find_what_was_raised(counted, note, network, other_network):
    counted.workshop_notes.create(text="Only a note", kind="note")
    board = NETWORK_ROLES["board_member"].permissions
    assert len(contributions.network_raised.of(network, NETWORK_ROLES["manager"].permissions)) == 1
    assert contributions.network_raised.of(network, board) == []
    type(counted).objects.filter(pk=counted.pk).update(released_at=timezone.now())
    (found,) = contributions.network_raised.of(network, board)
    assert (found.kind, found.text, found.owner, found.source) == (
        "action", "Halve the meeting", "The chair", "Away day",
    )  # fmt: skip
    assert str(counted.pk) in found.url
    assert contributions.network_raised.of(other_network, board) == []
    assert contributions.network_raised.of(network, NETWORK_ROLES["practice_manager"].permissions) == []


# --- Practice managers pass the link on ------------------------------------------------------------


def test_a_practice_manager_finds_link_poster_and_text_on_their_page(
    client, practice_manager, at, workshop, network
):
    client.force_login(practice_manager)
    assert "Away day: pass its link on" in text(client.get(f"/networks/{network.code}/"))
    page = text(client.get(at("share", pk=workshop.pk)))
    assert "Pass it to nobody else" in page
    assert 'href="mailto:?subject=Away%20day' in page
    assert at("new_link", pk=workshop.pk) not in page
    assert f'href="{at("round", pk=workshop.pk)}"' not in page
    assert client.get(at("poster", pk=workshop.pk))["Content-Type"] == "application/pdf"
    assert client.get(at("round", pk=workshop.pk)).status_code == 403


@pytest.mark.parametrize("state", ["opening", "closed", "cancelled"])
def test_a_practice_manager_finds_no_link_that_takes_no_answers(client, practice_manager, at, network, state):
    round_ = factories.round_of(network, title="Away day", way="open", invited=0, state=state)
    client.force_login(practice_manager)
    assert "Away day" not in text(client.get(f"/networks/{network.code}/"))
    assert client.get(at("share", pk=round_.pk)).status_code == 404


def test_a_manager_is_not_told_to_forward_as_well(as_manager, workshop, network):
    assert "pass its link on" not in text(as_manager.get(f"/networks/{network.code}/"))
