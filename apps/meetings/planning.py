"""Writing meetings and series: planning, moving, who is asked, calling them together, cancelling."""

from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from apps.core.audit import Event, record
from apps.jobs.actions import enqueue_many

from . import asked, editing, rhythm
from .kinds import kind_of
from .models import Invitee, Item, Meeting, Series

# So far ahead the meetings of a series are in people's calendars.
AHEAD = timedelta(weeks=26)
COPIED = ("kind", "title", "length", "place", "online", "chair", "note_taker")
# What calendars show: a change of it is sent to everybody who was invited.
IN_CALENDARS = ("title", "starts_at", "length", "place", "online")


class PlanRefused(Exception):
    """It can't be planned so; the message says why, for people."""


@transaction.atomic
def plan_meeting(
    *, network, by, kind: str, on: date, at: time, like: Meeting | None = None, **fields
) -> Meeting:
    """One meeting with its kind's agenda, and whoever holds the kind's roles asked; ``like`` another one: its agenda
    and its people instead. Nobody hears of it before it is called."""
    starts_at = rhythm.starts_at(on, at)
    meeting = Meeting.objects.create(network=network, kind=kind, starts_at=starts_at, **fields)
    _begin(meeting, like=like)
    record(Event.MEETING_PLANNED, by=by, network=network, about=meeting)
    return meeting


@transaction.atomic
def plan_series(*, network, by, kind: str, every: str, on: date, at: time, **fields) -> Series:
    """A series from ``on`` on, with its meetings of the next half year."""
    invites = list(kind_of(kind).invites)
    series = Series.objects.create(
        network=network, kind=kind, every=every, first_on=on, at=at, invites=invites, **fields
    )
    record(Event.MEETING_SERIES_PLANNED, by=by, network=network, about=series)
    plan_ahead(series=series)
    return series


@transaction.atomic
def plan_ahead(*, series: Series) -> list[Meeting]:
    """The meetings of the next half year that are not planned yet; called at once where those before them were."""
    series = Series.objects.select_for_update().select_related("network").get(pk=series.pk)
    latest = max(series.meetings.exclude(slot=None).values_list("slot", flat=True), default=None)
    until = max(series.first_on, timezone.localdate()) + AHEAD
    if series.ended_on:
        until = min(until, series.ended_on - timedelta(days=1))
    slots = [
        day for day in rhythm.slots(series.first_on, series.every, until) if latest is None or day > latest
    ]
    shared = {name: getattr(series, name) for name in COPIED}
    made = []
    for day in slots:
        starts_at = rhythm.starts_at(day, series.at)
        meeting = Meeting.objects.create(
            network=series.network, series=series, slot=day, starts_at=starts_at, **shared
        )
        _begin(meeting)
        made.append(meeting)
    if series.meetings.to_come(timezone.now()).exclude(called_at=None).exists():
        for meeting in made:
            _call(meeting)
    return made


@transaction.atomic
def change_meeting(*, meeting: Meeting, by, version: int, on: date, at: time, **fields) -> None:
    """Move it, or change its title, place, link, length, chair or note-taker. Raises `editing.Overtaken` where somebody
    else changed it since ``version``, PlanRefused once it was opened or cancelled."""
    _lock(meeting)
    if not meeting.is_planned:
        raise PlanRefused("Only a meeting that is still planned can be changed.")
    fields["starts_at"] = rhythm.starts_at(on, at)
    moved = fields["starts_at"] != meeting.starts_at
    seen = any(fields[name] != getattr(meeting, name) for name in IN_CALENDARS if name in fields)
    if moved:
        fields["reminded_at"] = None
    if seen and meeting.called_at:
        fields["sequence"] = meeting.sequence + 1
    editing.change(meeting, version=version, **fields)
    meeting.refresh_from_db()
    record(
        Event.MEETING_MOVED if moved else Event.MEETING_CHANGED, by=by, network=meeting.network, about=meeting
    )
    if seen and meeting.called_at:
        _send(meeting, meeting.invitees.exclude(person=None))


@transaction.atomic
def call_meeting(*, meeting: Meeting, by, whole_series: bool = False) -> int:
    """Send the invitations, of all planned meetings of its series if wished; how many meetings that were. Harmless for
    those who have theirs."""
    _lock(meeting)
    if not meeting.is_planned:
        raise PlanRefused("People can be invited only to a meeting that is still planned.")
    if not meeting.invitees.exists():
        raise PlanRefused("Nobody is asked yet.")
    meetings = [meeting]
    if whole_series and meeting.series:
        coming = meeting.series.meetings.to_come(timezone.now()).filter(state=Meeting.State.PLANNED)
        meetings = list(coming.select_for_update(of=("self",)).select_related("network", "series"))
    for one in meetings:
        _call(one)
    record(Event.MEETING_CALLED, by=by, network=meeting.network, about=meeting, count=len(meetings))
    return len(meetings)


@transaction.atomic
def ask_person(*, meeting: Meeting, by, person) -> bool:
    """Ask somebody by name. False where they are asked already."""
    _lock(meeting)
    _must_be_open(meeting)
    if meeting.invitees.filter(person=person).exists():
        return False
    offices, _ = asked.offices_of(meeting)
    office = next((one for one in offices if one.person == person.pk and not one.is_deputy), None)
    invitee = _ask(meeting, person.pk, office, practice=person.practice_id)
    _heard(meeting, [invitee])
    record(Event.MEETING_PEOPLE_CHANGED, by=by, network=meeting.network, about=meeting)
    return True


@transaction.atomic
def ask_no_more(*, invitee: Invitee, by) -> None:
    """Take somebody off the list; their calendar is told if they were invited."""
    meeting = invitee.meeting
    _lock(meeting)
    _must_be_open(meeting)
    if invitee.is_present:
        raise PlanRefused("They were at the meeting.")
    _take_off(meeting, [invitee])
    record(Event.MEETING_PEOPLE_CHANGED, by=by, network=meeting.network, about=meeting)


@transaction.atomic
def ask_by_roles(*, meeting: Meeting, by) -> tuple[int, int]:
    """Bring the list up to who holds the roles on its day; how many joined it and how many went. Who was asked by name
    stays."""
    _lock(meeting)
    _must_be_open(meeting)
    offices, _ = asked.offices_of(meeting)
    holders = asked.by_roles(offices, asked.roles_of(meeting))
    by_role = {one.person_id: one for one in meeting.invitees.exclude(seat="").exclude(person=None)}
    gone = [one for person, one in by_role.items() if person not in holders and not one.is_present]
    _take_off(meeting, gone)
    there = set(meeting.invitees.values_list("person", flat=True))
    new = [_ask(meeting, person, office) for person, office in holders.items() if person not in there]
    _heard(meeting, new)
    if new or gone:
        record(Event.MEETING_PEOPLE_CHANGED, by=by, network=meeting.network, about=meeting)
    return len(new), len(gone)


@transaction.atomic
def cancel_meeting(*, meeting: Meeting, by, reason: str) -> None:
    """Raises PlanRefused once it was opened. Everybody who was invited gets the cancellation with its reason."""
    _lock(meeting)
    if not meeting.is_planned:
        raise PlanRefused("Only a meeting that is still planned can be cancelled.")
    sequence = meeting.sequence + 1
    editing.change(
        meeting,
        version=meeting.version,
        state=Meeting.State.CANCELLED,
        why_cancelled=reason,
        sequence=sequence,
    )
    meeting.refresh_from_db()
    record(Event.MEETING_CANCELLED, by=by, network=meeting.network, about=meeting)
    if meeting.called_at:
        _uncall(meeting, meeting.invitees.exclude(person=None).values_list("person", flat=True))


@transaction.atomic
def end_series(*, series: Series, by, on: date) -> None:
    """No meeting of it is planned from ``on`` on; those planned already stay until they are cancelled."""
    series = Series.objects.select_for_update().select_related("network").get(pk=series.pk)
    series.ended_on = on
    series.save(update_fields=["ended_on", "updated_at"])
    record(Event.MEETING_SERIES_ENDED, by=by, network=series.network, about=series)


@transaction.atomic
def mark_reminded(*, pk: int, now: datetime) -> None:
    """Marked and queued together, so that it is once, whoever sweeps beside."""
    if Meeting.objects.filter(pk=pk, reminded_at=None).update(reminded_at=now):
        meeting = Meeting.objects.get(pk=pk)
        people = meeting.invitees.exclude(person=None).values_list("pk", flat=True)
        stamp = int(meeting.starts_at.timestamp())
        enqueue_many("meetings.remind", {f"meeting-remind:{one}:{stamp}": f"{one}:{stamp}" for one in people})


# --- Steps of the above ----------------------------------------------------------------------
def _lock(meeting: Meeting) -> None:
    """As it is now, and nobody else planning it."""
    found = Meeting.objects.select_for_update(of=("self",)).select_related("network", "series")
    meeting.__dict__.update(found.get(pk=meeting.pk).__dict__)


def _must_be_open(meeting: Meeting) -> None:
    if meeting.is_ended or meeting.is_cancelled:
        raise PlanRefused("This meeting is over, so its list of people stays as it is.")


def _begin(meeting: Meeting, *, like: Meeting | None = None) -> None:
    """Agenda, people, chair and note-taker of a new meeting."""
    offices, _ = asked.offices_of(meeting)
    if like:
        agenda = [
            (one.title, one.purpose, one.minutes)
            for one in like.items.filter(state="agenda", confidential=False)
        ]
        people = like.invitees.exclude(person=None).select_related("person")
        people = {one.person_id: one.person.practice_id for one in people if not one.person.has_left}
        holders = {one.person: one for one in reversed(offices) if not one.is_deputy}
        asked_ = {person: holders.get(person) for person in people}
    else:
        agenda = [(one.title, one.purpose, one.minutes) for one in meeting.of_kind.agenda]
        people, asked_ = {}, asked.by_roles(offices, asked.roles_of(meeting))
    Item.objects.bulk_create(
        Item(
            network=meeting.network, meeting=meeting, state=Item.State.AGENDA, position=position,
            title=title, purpose=purpose, minutes=minutes,
        )
        for position, (title, purpose, minutes) in enumerate(agenda, 1)
    )  # fmt: skip
    for person, office in asked_.items():
        _ask(meeting, person, office, practice=people.get(person))


def _ask(meeting: Meeting, person: int, office, *, practice: int | None = None) -> Invitee:
    if office is None:
        return Invitee.objects.create(meeting=meeting, person_id=person, practice_id=practice)
    return Invitee.objects.create(
        meeting=meeting,
        person_id=person,
        role=office.title,
        practice_id=office.practice,
        votes=office.votes,
        seat=office.seat,
        is_director=office.is_director,
    )


def _take_off(meeting: Meeting, invitees: list[Invitee]) -> None:
    if not invitees:
        return
    people = [one.person_id for one in invitees if one.person_id]
    meeting.invitees.filter(pk__in=[one.pk for one in invitees]).delete()
    if meeting.called_at:
        _next_version(meeting)
        _uncall(meeting, people)


def _heard(meeting: Meeting, invitees: list[Invitee]) -> None:
    """Who joins the list of a meeting that was called gets an invitation of their own; for the others nothing
    changed, yet its number is higher, so that it beats a cancellation they may have had."""
    if invitees and meeting.called_at and meeting.is_planned:
        _next_version(meeting)
        _send(meeting, invitees)


def _next_version(meeting: Meeting) -> None:
    Meeting.objects.filter(pk=meeting.pk).update(sequence=F("sequence") + 1)
    meeting.refresh_from_db(fields=["sequence"])


def _call(meeting: Meeting) -> None:
    if meeting.called_at is None:
        meeting.called_at = timezone.now()
        meeting.save(update_fields=["called_at"])
    _send(meeting, meeting.invitees.filter(sent_sequence=None).exclude(person=None))


def _send(meeting: Meeting, invitees) -> None:
    enqueue_many(
        "meetings.invite",
        {f"meeting-invite:{one.pk}:{meeting.sequence}": f"{one.pk}:{meeting.sequence}" for one in invitees},
    )


def _uncall(meeting: Meeting, people) -> None:
    enqueue_many(
        "meetings.uninvite",
        {
            f"meeting-uninvite:{meeting.pk}:{one}:{meeting.sequence}": f"{meeting.pk}:{one}:{meeting.sequence}"
            for one in people
        },
    )
