"""Minutes: drafted, changed by two, circulated, commented, approved, locked, corrected beside."""

import json

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from apps.meetings import minutes_actions, minutes_content, record_actions, room_actions
from apps.meetings.models import Minutes
from tests import factories

from . import holding


@pytest.fixture
def minutes(network, practice, monkeypatch, manager):
    """Of a board that met, quorate, decided twice, once in confidence."""
    holding.rule(monkeypatch)
    board = holding.board_of(network, practice)
    holding.present(board, manager, "Ada Larkspur", "Bede Thornfield")
    for title, note in (
        ("Saturday clinics", "We heard the practices."),
        ("A grievance", "Somebody is unhappy."),
    ):
        item = board.items.get(title=title)
        room_actions.write_note(item=item, version=1, by=manager, text=note)
        record_actions.decide(item=item, by=manager, text=f"Decided on {title.lower()}")
    person = board.invitees.get(person__name="Dora Fenn").person
    record_actions.agree_action(
        item=board.items.get(title="Saturday clinics"), by=manager, text="Ask for rooms", owner=person,
        due_on=timezone.localdate(),
    )  # fmt: skip
    room_actions.end_meeting(meeting=board, by=manager)
    return Minutes.objects.get()


@pytest.fixture
def at(network, minutes):
    def address(name="minutes", *args):
        return reverse(f"meetings:{name}", args=[network.code, minutes.meeting_id, *args])

    return address


def lay_client(client, network):
    client.force_login(factories.member_of(network, "lay_member"))
    return client


def later(network, **fields):
    return factories.meeting_of(network, days=30, title="Board in summer", state="ended", **fields)


def test_draft_says_what_was_recorded_to_its_writers_only(client, network, manager, minutes, at):
    client.force_login(manager)
    page = client.get(at()).content.decode()
    for words in (
        "We heard the practices.", "Decided on saturday clinics", "Agreed by all", "Ask for rooms", "Dora Fenn",
        "There were enough votes to decide", "A grievance", "Somebody is unhappy.",
    ):  # fmt: skip
        assert words in page
    assert lay_client(client, network).get(at()).status_code == 403


def test_confidential_passages_reach_nobody_else(client, network, manager, minutes, at):
    minutes_actions.circulate(minutes=minutes, by=manager, until=timezone.localdate())
    secret = minutes.meeting.items.get(confidential=True)
    minutes_actions.comment(minutes=minutes, by=manager, item=secret, text="Say less about it")
    page = lay_client(client, network).get(at()).content.decode()
    assert "We heard the practices." in page
    for words in ("grievance", "unhappy", "Say less"):
        assert words not in page
        assert words not in client.get(at("minutes_comment")).content.decode()
    assert client.post(at("minutes_comment"), {"text": "x", "item": secret.pk}).status_code == 200
    minutes_actions.settle(comment=minutes.comments.get(), by=manager, answer="Shortened")
    minutes_actions.approve(minutes=minutes, by=manager, meeting=later(network, quorate=True))
    assert "grievance" not in client.get(at()).content.decode()


def test_two_who_change_a_passage_lose_nothing(as_manager, minutes, at, manager):
    passage = minutes.passages.get(item__title="Saturday clinics")
    minutes_actions.write_passage(passage=passage, version=1, by=manager, text="Theirs")
    page = as_manager.post(at("minutes_passage", passage.pk), {"text": "Mine", "version": 1}).content.decode()
    assert "Theirs" in page
    assert "Mine" in page
    assert (
        as_manager.post(at("minutes_passage", passage.pk), {"text": "Both", "version": 2}).status_code == 302
    )


def test_circulated_by_mail_that_says_nothing_of_them(as_manager, minutes, at, do_jobs, settings):
    today = timezone.localdate()
    sent = {"until_day": today.day, "until_month": today.month, "until_year": today.year}
    as_manager.post(at("minutes_circulate"), sent)
    do_jobs()
    assert len(mail.outbox) == 4
    text = mail.outbox[0].body
    assert at() in text
    assert "grievance" not in text
    assert "wrong or missing" in text


def test_approved_only_once_comments_are_settled_and_locked_for_good(
    as_manager, network, minutes, at, manager
):
    minutes_actions.circulate(minutes=minutes, by=manager, until=timezone.localdate())
    as_manager.post(at("minutes_comment"), {"text": "<script>alert(1)</script>", "item": ""})
    assert "<script>alert" not in as_manager.get(at()).content.decode()
    meeting = later(network, quorate=True)
    assert "not settled yet" in as_manager.get(at("minutes_approve")).content.decode()
    assert (
        "Settle the comments first"
        in as_manager.post(at("minutes_approve"), {"meeting": meeting.pk}).content.decode()
    )
    as_manager.post(at("minutes_settle", minutes.comments.get().pk), {"answer": "Corrected"})
    assert as_manager.post(at("minutes_approve"), {"meeting": meeting.pk}).status_code == 302
    minutes.refresh_from_db()
    assert minutes.is_locked
    assert minutes.sha256 == minutes_content.fingerprint(json.loads(json.dumps(minutes.frozen)))
    passage = minutes.passages.first()
    page = as_manager.post(at("minutes_passage", passage.pk), {"text": "New", "version": 1}).content.decode()
    assert "approved and locked" in page
    item, decision = minutes.meeting.items.first(), minutes.meeting.decisions.first()
    item.title, decision.text = "Renamed", "Reworded"
    item.save()
    decision.save()
    with pytest.raises(room_actions.RoomRefused):
        record_actions.reword(decision=decision, version=1, by=manager, text="x")
    page = as_manager.get(at()).content.decode()
    assert "Renamed" not in page
    assert "Reworded" not in page
    as_manager.post(at("minutes_addendum"), {"text": "It was May, not June.", "item": ""})
    page = as_manager.get(at()).content.decode()
    assert "It was May, not June." in page
    assert minutes.sha256[:16] in page


def test_approval_without_enough_votes_is_warned_of_and_recorded(as_manager, network, minutes, at):
    meeting = later(network, quorate=False)
    page = as_manager.get(at("minutes_approve")).content.decode()
    assert "Not enough votes" in page
    page = as_manager.post(at("minutes_approve"), {"meeting": meeting.pk}).content.decode()
    assert "Tick to record it all the same" in page
    as_manager.post(at("minutes_approve"), {"meeting": meeting.pk, "although": "on"})
    minutes.refresh_from_db()
    assert minutes.approved_quorate is False
    assert "did not have enough votes" in as_manager.get(at()).content.decode()


def test_an_earlier_meeting_approves_nothing(as_manager, network, minutes, at):
    earlier = factories.meeting_of(network, days=-30, state="ended", quorate=True)
    assert "A later meeting approves them" in as_manager.get(at("minutes_approve")).content.decode()
    assert as_manager.post(at("minutes_approve"), {"meeting": earlier.pk}).status_code == 200
    minutes.refresh_from_db()
    assert not minutes.is_locked
