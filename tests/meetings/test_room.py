"""In the room: who came, notes by two at once, decisions, actions, interests, the end."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from apps.core.models import AuditEvent
from apps.meetings import minutes_actions, room_actions
from apps.meetings.models import Action, Decision, Minutes
from tests import factories

from . import holding

HTMX = {"headers": {"HX-Request": "true"}}


@pytest.fixture
def board(network, practice, monkeypatch):
    holding.rule(monkeypatch)
    return holding.board_of(network, practice)


@pytest.fixture
def at(network, board):
    def address(name, *args):
        return reverse(f"meetings:{name}", args=[network.code, board.pk, *args])

    return address


def test_opened_once_and_its_minutes_drafted_when_it_ends(as_manager, network, manager):
    meeting = factories.meeting_of(network, days=0)
    item = factories.item_of(network, meeting)
    page = as_manager.get(reverse("meetings:room", args=[network.code, meeting.pk]))
    assert "Open the meeting" in page.content.decode()
    with pytest.raises(room_actions.RoomRefused):
        room_actions.write_note(item=item, version=1, by=manager, text="Too early")
    for _ in range(2):
        as_manager.post(reverse("meetings:room_open", args=[network.code, meeting.pk]))
    meeting.refresh_from_db()
    assert meeting.is_under_way
    room_actions.write_note(item=item, version=1, by=manager, text="We talked.")
    for _ in range(2):
        answer = as_manager.post(reverse("meetings:room_end", args=[network.code, meeting.pk]))
    assert answer.url == reverse("meetings:minutes", args=[network.code, meeting.pk])
    assert Minutes.objects.get().passages.get(item=item).text == "We talked."
    with pytest.raises(room_actions.RoomRefused):
        room_actions.write_note(item=item, version=2, by=manager, text="Too late")


def test_quorum_is_live_and_falls_with_who_steps_out(as_manager, board, at, manager):
    def live():
        return as_manager.get(at("room"), **HTMX).content.decode()

    assert "0 votes are in the room" in live()
    for name in ("Ada Larkspur", "Bede Thornfield"):
        one = board.invitees.get(person__name=name)
        said = as_manager.post(at("mark"), {"mark": f"{one.pk}-{one.version}-present"}, **HTMX)
    assert "There are enough to decide" in said.content.decode()
    assert 'id="beside" hx-swap-oob="true"' in said.content.decode()
    item = board.items.get(title="Saturday clinics")
    room_actions.begin_item(item=item, by=manager)
    one = board.invitees.get(person__name="Bede Thornfield")
    sent = {"invitee": one.pk, "text": "Owns the building", "stepped_out": "on"}
    assert "is recorded" in as_manager.post(at("interest", item.pk), sent, **HTMX).content.decode()
    assert "without those who stepped out: 1 vote is in the room. Not enough" in live()
    as_manager.post(at("decide", item.pk), {"text": "We begin"}, **HTMX)
    assert Decision.objects.get().quorate is False


def test_whoever_marks_second_is_told_and_nothing_is_overwritten(as_manager, board, at, manager):
    one = board.invitees.get(person__name="Dora Fenn")
    room_actions.mark(invitee=one, version=1, by=manager, came="apologies")
    said = as_manager.post(at("mark"), {"mark": f"{one.pk}-1-present"}, **HTMX).content.decode()
    assert "Somebody else marked Dora Fenn meanwhile: apologies" in said
    one.refresh_from_db()
    assert one.came == "apologies"
    for wrong in ("", "x", f"{one.pk}-1-late", "9" * 15 + "-1-present"):
        assert as_manager.post(at("mark"), {"mark": wrong}).status_code in (302, 404)


def test_a_deputy_keeps_the_seat_and_its_vote(as_manager, network, board, at):
    deputy = factories.PersonFactory(network=network, name="Edwin Marsh")
    one = board.invitees.get(person__name="Bede Thornfield")
    answer = as_manager.post(at("deputy", one.pk), {"deputy": "Bede Thornfield", "version": 1})
    assert "Enter somebody else" in answer.content.decode()
    assert as_manager.post(at("deputy", one.pk), {"deputy": "Edwin", "version": 1}).status_code == 302
    one.refresh_from_db()
    assert (one.deputy, one.is_present, one.votes) == (deputy, True, True)
    page = as_manager.get(at("room"), **HTMX).content.decode()
    assert "1 vote is in the room" in page
    as_manager.post(at("attendee_add"), {"person": "Edwin Marsh"})
    assert board.invitees.get(person=deputy).role == "Guest"


def test_two_notes_at_once_are_both_shown(as_manager, board, at, manager):
    item = board.items.get(title="How we are doing")
    room_actions.write_note(item=item, version=1, by=manager, text="Theirs: <b>phones</b>")
    page = as_manager.post(
        at("note", item.pk), {"text": "Mine: rooms", "version": 1}, **HTMX
    ).content.decode()
    assert "Theirs: &lt;b&gt;phones&lt;/b&gt;" in page
    assert "Mine: rooms" in page
    assert 'name="version" value="2"' in page
    item.refresh_from_db()
    assert item.note.startswith("Theirs")
    assert (
        "Saved."
        in as_manager.post(at("note", item.pk), {"text": "Both", "version": 2}, **HTMX).content.decode()
    )
    # Sent again, since the answer got lost on the way: no conflict with oneself.
    assert (
        "Saved."
        in as_manager.post(at("note", item.pk), {"text": "Both", "version": 2}, **HTMX).content.decode()
    )
    too_long = as_manager.post(at("note", item.pk), {"text": "x" * 8001, "version": 3})
    assert "must be 8,000 characters or fewer" in too_long.content.decode()


def test_a_vote_is_counted_by_practice(as_manager, board, at, manager):
    holding.present(board, manager, "Ada Larkspur", "Bede Thornfield", "Cara Wren", "Dora Fenn")
    item = board.items.get(title="Saturday clinics")
    seats = {one.person.name: f"seat_{one.pk}" for one in board.invitees.all()}
    sent = {"text": "Clinics  begin in May", seats["Ada Larkspur"]: "for", seats["Bede Thornfield"]: "for"}
    page = as_manager.post(at("vote", item.pk), sent).content.decode()
    assert "Select how Saltmarsh Road voted" in page
    assert seats["Dora Fenn"] not in page
    as_manager.post(at("vote", item.pk), sent | {seats["Cara Wren"]: "against"})
    decision = Decision.objects.get()
    assert (decision.text, decision.quorate) == ("Clinics begin in May", True)
    assert (decision.votes_for, decision.votes_against, decision.abstained) == (2, 1, 0)
    assert sorted(decision.votes.values_list("practice__name", "choice")) == [
        ("Millbrook Surgery", "for"),
        ("Saltmarsh Road", "against"),
    ]


def test_an_action_has_an_owner_of_the_directory_and_a_day(as_manager, board, at):
    item, due = board.items.get(title="Saturday clinics"), timezone.localdate() + timedelta(days=9)
    when = {"due_on_day": due.day, "due_on_month": due.month, "due_on_year": due.year}
    wrong = as_manager.post(at("act", item.pk), {"text": "Ask", "owner": "Nobody"}, **HTMX).content.decode()
    assert "Nobody in your directory" in wrong
    assert "Enter the day by when" in wrong
    for _ in range(2):
        as_manager.post(at("act", item.pk), {"text": "=HYPERLINK(1)", "owner": "Dora"} | when, **HTMX)
    action = Action.objects.get()
    assert (action.owner.name, action.number, action.due_on) == ("Dora Fenn", 1, due)


def test_chair_and_note_taker_may_write_others_may_not(client, network, board, at):
    staff = factories.member_of(network, "network_staff")
    client.force_login(staff)
    assert client.get(at("room")).status_code == 403
    board.note_taker = factories.PersonFactory(network=network, email=staff.email.upper())
    board.save()
    page = client.get(at("room")).content.decode()
    assert "How we are doing" in page
    assert "A grievance" not in page
    secret = board.items.get(confidential=True)
    assert client.post(at("note", secret.pk), {"text": "x", "version": 1}).status_code == 404
    assert "A grievance" not in client.get(at("room_end")).content.decode()


def test_what_is_confidential_stays_so_in_what_comes_of_it(as_manager, board, at, manager):
    item = board.items.get(confidential=True)
    as_manager.post(at("decide", item.pk), {"text": "We settle it"}, **HTMX)
    decision = Decision.objects.get()
    assert decision.confidential
    assert not AuditEvent.objects.filter(detail__icontains="settle").exists()
    assert (
        as_manager.post(at("decision_reword", decision.pk), {"text": "Better", "version": 1}).status_code
        == 302
    )
    late = as_manager.post(
        at("decision_reword", decision.pk), {"text": "Mine", "version": 1}
    ).content.decode()
    assert "Somebody else changed this" in late
    assert "Better" in late


def test_one_ended_by_mistake_goes_on_and_keeps_what_the_draft_says(as_manager, board, at, manager):
    item = board.items.get(title="Saturday clinics")
    room_actions.write_note(item=item, version=1, by=manager, text="We talked.")
    as_manager.post(at("room_end"))
    assert "Open the meeting again" in as_manager.get(at("minutes")).content.decode()
    minutes = Minutes.objects.get()
    for passage, text in (
        (minutes.passages.get(item=item), "We agreed."),
        (minutes.passages.get(item=None), "A"),
    ):
        minutes_actions.write_passage(passage=passage, version=1, by=manager, text=text)
    for _ in range(2):
        assert as_manager.post(at("room_reopen")).url == at("room")
    assert AuditEvent.objects.filter(event="meeting.reopened").count() == 1
    item.refresh_from_db()
    assert item.note == "We agreed."
    assert as_manager.get(at("minutes")).status_code == 404
    with pytest.raises(minutes_actions.MinutesRefused):
        minutes_actions.circulate(minutes=minutes, by=manager, until=timezone.localdate())
    as_manager.post(at("room_end"))
    texts = Minutes.objects.get().passages.order_by("item__position").values_list("text", flat=True)
    assert sorted(texts) == ["", "", "A", "We agreed."]


def test_once_others_read_its_minutes_it_stays_ended(as_manager, board, at, manager):
    as_manager.post(at("room_end"))
    minutes_actions.circulate(minutes=Minutes.objects.get(), by=manager, until=timezone.localdate())
    assert "Open the meeting again" not in as_manager.get(at("minutes")).content.decode()
    said = as_manager.post(at("room_reopen"), follow=True).content.decode()
    assert "Others have read these minutes already" in said
    board.refresh_from_db()
    assert board.is_ended


def test_one_that_was_not_held_here_stays_as_it_was(as_manager, network):
    held = factories.meeting_of(network, days=-30, state="ended")
    address = reverse("meetings:room_reopen", args=[network.code, held.pk])
    said = as_manager.post(address, follow=True).content.decode()
    assert "no minutes here" in said
    held.refresh_from_db()
    assert held.is_ended
