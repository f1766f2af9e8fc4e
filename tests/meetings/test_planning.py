"""From a series to a meeting, its people from their roles, invitations, a move and a cancellation."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from apps.core.moments import LONDON
from apps.meetings import handlers, planning, room
from apps.meetings.editing import Overtaken
from apps.meetings.models import Meeting
from apps.roles.models import BoardRule
from tests import factories

from .calendars import sent


@pytest.fixture
def board(network, practice):
    """Director and a practice's representative hold seats; so does somebody who has no email address."""
    director = factories.post_of(network, "clinical_director", on_board=True, votes=True)
    voice = factories.post_of(
        network, "practice_representative", practice=practice, on_board=True, votes=True
    )
    team = factories.post_of(network, "team_voice", on_board=True)
    people = [
        factories.PersonFactory(network=network, name=name, email=email)
        for name, email in (("Ann Lee", "ann@a.example"), ("Bo Ray", "bo@b.example"), ("Cy Fox", ""))
    ]
    for post, person in zip((director, voice, team), people, strict=True):
        factories.appointed_to(post, person)
    BoardRule.objects.create(network=network, quorum=2, of_practices=1, with_director=True)
    return people


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def at(network):
    def address(name, *args):
        return reverse(f"meetings:{name}", args=[network.code, *args])

    return address


def typed(on: date, **fields) -> dict:
    values = {"title": "Board", "at": "1:30pm", "length": "90", "place": "Room 2", "online": "", "chair": ""}
    return (
        values
        | {"note_taker": "", "every": "", "on_day": on.day, "on_month": on.month, "on_year": on.year}
        | fields
    )


@pytest.fixture
def planned(network, manager, board):
    return planning.plan_meeting(
        network=network, by=manager, kind="board", on=timezone.localdate() + timedelta(days=10), at=time(13, 30),
        title="Board", length=90, place="Room 2",
    )  # fmt: skip


def test_a_series_is_planned_called_moved_and_cancelled(as_manager, network, board, at, today, do_jobs):
    response = as_manager.post(at("new"), {"kind": "board"})
    assert response.url == at("plan", "board")
    page = as_manager.get(response.url)
    assert "Ann Lee" in page.content.decode()  # the director chairs where nobody is the chair
    first = today + timedelta(days=10)
    as_manager.post(response.url, typed(first, every="month", chair="Ann Lee"))
    series = network.meeting_series.get()
    assert 6 <= series.meetings.count() <= 7
    meeting = series.meetings.order_by("starts_at").first()
    assert meeting.items.count() == 7
    assert sorted(one.person.name for one in meeting.invitees.all()) == ["Ann Lee", "Bo Ray", "Cy Fox"]
    assert not mail.outbox
    assert "2 with a vote; not invited yet" in as_manager.get(at("meeting", meeting.pk)).content.decode()

    as_manager.post(at("call", meeting.pk), {"series": "1"})
    do_jobs()
    assert len(mail.outbox) == 2 * series.meetings.count()
    asked_for = [one for one in sent() if one.uid.startswith(str(meeting.uid))]
    assert {(one.method, one.sequence) for one in asked_for} == {("REQUEST", 0)}

    mail.outbox.clear()
    page = typed(first + timedelta(days=1), version=meeting.version, chair="Ann Lee")
    as_manager.post(at("change", meeting.pk), page)
    do_jobs()
    assert {(one.method, one.sequence, one.to) for one in sent()} == {
        ("REQUEST", 1, "ann@a.example"),
        ("REQUEST", 1, "bo@b.example"),
    }
    assert sent()[0].starts_at.astimezone(LONDON).date() == first + timedelta(days=1)

    mail.outbox.clear()
    as_manager.post(at("cancel", meeting.pk), {"reason": "Flu"})
    do_jobs()
    assert {(one.method, one.sequence, one.status) for one in sent()} == {("CANCEL", 2, "CANCELLED")}
    assert "Flu" in mail.outbox[0].body
    assert "Flu" in as_manager.get(at("meeting", meeting.pk)).content.decode()


def test_a_meeting_moved_across_a_clock_change_keeps_its_time_in_calendars(
    as_manager, network, manager, board, at, today, do_jobs
):
    days = (
        datetime.combine(today + timedelta(days=number), time(13, 30), LONDON) for number in range(5, 370)
    )
    change = next(day for day in days if day.utcoffset() != (day - timedelta(days=1)).utcoffset())
    before, after = change - timedelta(days=3), change + timedelta(days=4)
    meeting = planning.plan_meeting(
        network=network, by=manager, kind="board", on=before.date(), at=time(13, 30), title="Board", length=90
    )
    planning.call_meeting(meeting=meeting, by=manager)
    as_manager.post(at("change", meeting.pk), typed(after.date(), version=meeting.version))
    do_jobs()
    moved = [one for one in sent() if one.sequence == 1]
    assert {one.starts_at.timestamp() for one in moved} == {after.timestamp()}
    assert {one.ends_at - one.starts_at for one in moved} == {timedelta(minutes=90)}
    assert after.astimezone(UTC).hour != before.astimezone(UTC).hour
    meeting.refresh_from_db()
    assert meeting.starts_at.astimezone(LONDON).time() == time(13, 30)


def test_who_joins_or_leaves_the_list_is_told_alone(network, planned, manager, do_jobs):
    planning.call_meeting(meeting=planned, by=manager)
    do_jobs()
    mail.outbox.clear()
    new = factories.PersonFactory(network=network, email="di@d.example")
    assert planning.ask_person(meeting=planned, by=manager, person=new)
    assert not planning.ask_person(meeting=planned, by=manager, person=new)
    do_jobs()
    planning.ask_no_more(invitee=planned.invitees.get(person=new), by=manager)
    do_jobs()
    planning.ask_person(meeting=planned, by=manager, person=new)
    do_jobs()
    found = [(one.method, one.to) for one in sent()]
    assert found == [(method, "di@d.example") for method in ("REQUEST", "CANCEL", "REQUEST")]
    numbers = [one.sequence for one in sent()]
    assert numbers == sorted(set(numbers))


def test_roles_that_changed_hands_bring_other_people(network, planned, manager, board, today):
    named = factories.PersonFactory(network=network)
    planning.ask_person(meeting=planned, by=manager, person=named)
    term = board[1].appointments.get()
    term.last_day = today
    term.save()
    new = factories.PersonFactory(network=network)
    factories.appointed_to(term.post, new, start=today + timedelta(days=1))
    assert planning.ask_by_roles(meeting=planned, by=manager) == (1, 1)
    people = set(planned.invitees.values_list("person", flat=True))
    assert people == {board[0].pk, new.pk, board[2].pk, named.pk}


def test_quorum_counts_who_is_there_and_who_steps_out(planned, board):
    planned.invitees.update(came="present")
    people = list(planned.invitees.order_by("pk"))
    assert room.quorum_of(planned, people).is_met
    voice = next(one for one in people if one.person == board[1])
    found = room.quorum_of(planned, people, without={voice.pk})
    assert found.missing == ("one vote", "one practice’s vote")


def test_the_second_of_two_who_change_it_is_told(as_manager, planned, manager, at, today):
    day = timezone.localdate(planned.starts_at)
    fields = {
        "title": "Board",
        "length": 90,
        "place": "Elsewhere",
        "online": "",
        "chair": None,
        "note_taker": None,
    }
    planning.change_meeting(meeting=planned, by=manager, version=1, on=day, at=time(14), **fields)
    with pytest.raises(Overtaken):
        planning.change_meeting(meeting=planned, by=manager, version=1, on=day, at=time(15), **fields)
    page = as_manager.post(at("change", planned.pk), typed(day, version=1, place="Hall")).content.decode()
    assert "Somebody else changed this meeting meanwhile" in page
    assert "Hall" in page
    assert Meeting.objects.get(pk=planned.pk).place == "Elsewhere"


def test_people_are_reminded_once_and_anew_after_a_move(planned, manager, do_jobs, monkeypatch):
    planning.call_meeting(meeting=planned, by=manager)
    do_jobs()
    mail.outbox.clear()
    near = planned.starts_at - timedelta(hours=3)
    monkeypatch.setattr(timezone, "now", lambda: near)
    for _ in range(2):
        handlers.remind_what_is_near()
        do_jobs()
    assert [one.subject.split(":")[0] for one in mail.outbox] == ["Reminder", "Reminder"]
    day = timezone.localdate(planned.starts_at)
    planned.refresh_from_db()
    planning.change_meeting(meeting=planned, by=manager, version=planned.version, on=day, at=time(15))
    planned.refresh_from_db()
    assert planned.reminded_at is None


def test_a_series_goes_on_by_itself_until_it_ends(network, manager, planned, today, do_jobs, monkeypatch):
    series = planning.plan_series(
        network=network,
        by=manager,
        kind="check_in",
        every="week",
        on=today,
        at=time(9),
        title="Check-in",
        length=10,
    )
    planning.call_meeting(meeting=series.meetings.last(), by=manager, whole_series=True)
    before = series.meetings.count()
    later = timezone.now() + timedelta(days=14)
    monkeypatch.setattr(timezone, "now", lambda: later)
    handlers.plan_series_ahead()
    do_jobs()
    assert series.meetings.count() == before + 2
    assert series.meetings.first().called_at == later
    planning.end_series(series=series, by=manager, on=timezone.localdate())
    assert planning.plan_ahead(series=series) == []


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("at", "25:00", "Enter a time, like 7:30pm or 19:30"),
        ("at", "7", "Enter a time, like 7:30pm or 19:30"),
        ("length", "0", "It must be at least 5 minutes long"),
        ("length", "5000", "It must be 600 minutes or shorter"),
        ("online", "javascript:alert(1)", "Enter a whole web address"),
        ("title", "x" * 121, "The name must be 120 characters or fewer"),
        ("chair", "Nobody Known", "Nobody in your directory has this name"),
        ("on_year", "2099", "within three years"),
    ],
)
def test_what_cannot_be_is_said_beside_the_field(as_manager, network, at, today, field, value, words):
    page = as_manager.post(at("plan", "board"), typed(today, **{field: value})).content.decode()
    assert words in page
    assert not network.meetings.exists()
