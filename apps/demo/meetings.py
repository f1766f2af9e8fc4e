"""Meetings of Northern Vale: two years of monthly boards, the next one in about a week. Made by
the actions users use."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from apps.core.contributions import network_offices
from apps.core.moments import LONDON
from apps.meetings import asked, planning
from apps.meetings.models import Invitee, Meeting
from apps.meetings.quorum import quorum
from apps.networks.models import Network

from .clock import at
from .personas import persona_user

WRITES = "U99901"
PLACE, ONLINE = "Millbrook Surgery, meeting room", "https://meet.example/northern-vale-board"
BOARDS, HOUR, APART = 24, time(13), timedelta(days=28)


def make_meetings(now: datetime) -> None:
    """Call it once roles are held: they say who is asked."""
    network, manager = Network.objects.get(code=WRITES), persona_user("manager")
    _earlier_boards(network, manager, now)
    _coming_boards(network, manager, now)


def next_board(network) -> Meeting:
    return network.meetings.filter(kind="board").to_come(timezone.now()).order_by("starts_at").first()


def earlier_boards(network):
    """Those that were held, the latest first."""
    return network.meetings.filter(kind="board", state=Meeting.State.ENDED)


def _next_day(now: datetime) -> date:
    """A week ahead, on a weekday."""
    day = (now + timedelta(days=7)).date()
    return day + timedelta(days=max(0, 7 - day.weekday())) if day.weekday() > 4 else day


def _coming_boards(network, manager, now: datetime) -> None:
    with at(now - timedelta(days=30)):
        series = planning.plan_series(
            network=network, by=manager, kind="board", every="month", on=_next_day(now), at=HOUR,
            title="Board meeting", length=90, place=PLACE, online=ONLINE, **_leads(network),
        )  # fmt: skip
        meeting = series.meetings.order_by("starts_at").first()
        planning.call_meeting(meeting=meeting, by=manager, whole_series=True)


def _earlier_boards(network, manager, now: datetime) -> None:
    """Held, with who came: most of the board, some by a deputy's ear or not at all."""
    first = _next_day(now) - BOARDS * APART
    leads = _leads(network)
    offices, rule = network_offices.of(network, timezone.localdate())
    holders = asked.by_roles(offices, ["board"])
    for number in range(BOARDS):
        starts_at = datetime.combine(first + number * APART, HOUR, LONDON)
        meeting = Meeting.objects.create(
            network=network, kind="board", title="Board meeting", length=90, place=PLACE, starts_at=starts_at,
            state=Meeting.State.ENDED, called_at=starts_at - timedelta(days=30),
            reminded_at=starts_at - timedelta(days=2), opened_at=starts_at,
            ended_at=starts_at + timedelta(minutes=85 + number % 3 * 5), **leads,
        )  # fmt: skip
        people = [
            Invitee(
                meeting=meeting, person_id=person, role=office.title, practice_id=office.practice,
                votes=office.votes, seat=office.seat, is_director=office.is_director, sent_sequence=0,
                came=_came(number, place, office),
            )
            for place, (person, office) in enumerate(holders.items())
        ]  # fmt: skip
        Invitee.objects.bulk_create(people)
        meeting.quorate = quorum(meeting.invitees.all(), rule).is_met
        meeting.save(update_fields=["quorate"])


def _came(number: int, place: int, office) -> str:
    if office.is_director:
        return "present"
    return ("apologies" if number % 2 else "absent") if (number + 3 * place) % 7 == 0 else "present"


def _leads(network) -> dict:
    offices, _ = network_offices.of(network, timezone.localdate())
    people = network.people.in_bulk()
    return {
        "chair": people.get(asked.proposed(offices, asked.CHAIRS)),
        "note_taker": people.get(asked.proposed(offices, asked.NOTE_TAKERS)),
    }
