"""What is done while a meeting is held: opened, who came, interests, the item that is talked about, notes, ended."""

from django.db import transaction
from django.utils import timezone

from apps.core.audit import Event, record

from . import editing, minutes_actions
from .models import Invitee, Item, Meeting, StepOut
from .room import present_first, quorum_of


class RoomRefused(Exception):
    """What was asked can't be done; the message is for people."""


def lock(meeting: Meeting) -> Meeting:
    """The meeting as it is now; whoever opens, ends or writes in it waits."""
    return (
        Meeting.objects.select_for_update(no_key=True, of=["self"])
        .select_related("network")
        .get(pk=meeting.pk)
    )


def lock_running(meeting: Meeting) -> Meeting:
    """As `lock`. Raises RoomRefused where it is not under way."""
    meeting = lock(meeting)
    if not meeting.is_under_way:
        raise RoomRefused(
            "This meeting has ended. Its minutes can still be changed until they are approved."
            if meeting.is_ended
            else "Open the meeting first."
        )
    return meeting


@transaction.atomic
def open_meeting(*, meeting: Meeting, by) -> None:
    """Harmless to repeat. Raises RoomRefused where it was cancelled or has ended."""
    meeting = lock(meeting)
    if meeting.is_under_way:
        return
    if not meeting.is_planned:
        raise RoomRefused(
            "This meeting was cancelled." if meeting.is_cancelled else "This meeting has ended."
        )
    meeting.state, meeting.opened_at = Meeting.State.UNDER_WAY, timezone.now()
    meeting.save(update_fields=["state", "opened_at", "updated_at"])
    record(Event.MEETING_OPENED, by=by, network=meeting.network, about=meeting)


@transaction.atomic
def end_meeting(*, meeting: Meeting, by) -> None:
    """End it, keep whether it was quorate, and draft its minutes. Harmless to repeat."""
    meeting = lock(meeting)
    if meeting.is_ended:
        return
    if not meeting.is_under_way:
        raise RoomRefused("Open the meeting first.")
    now = timezone.now()
    meeting.items.filter(began_at__isnull=False, finished_at=None).update(finished_at=now)
    found = quorum_of(meeting, present_first(meeting))
    meeting.state, meeting.ended_at = Meeting.State.ENDED, now
    meeting.quorate = found and found.is_met
    meeting.save(update_fields=["state", "ended_at", "quorate", "updated_at"])
    minutes_actions.draft(meeting=meeting)
    record(Event.MEETING_ENDED, by=by, network=meeting.network, about=meeting)


@transaction.atomic
def reopen_meeting(*, meeting: Meeting, by) -> None:
    """Undo the end of a meeting while its minutes are a draft. Harmless to repeat. Raises RoomRefused where others have
    read them already, or it has not ended."""
    meeting = lock(meeting)
    if meeting.is_under_way:
        return
    if not meeting.is_ended:
        raise RoomRefused("This meeting has not ended.")
    try:
        minutes_actions.undraft(meeting=meeting)
    except minutes_actions.MinutesRefused as refusal:
        raise RoomRefused(str(refusal)) from refusal
    meeting.state, meeting.ended_at, meeting.quorate = Meeting.State.UNDER_WAY, None, None
    meeting.save(update_fields=["state", "ended_at", "quorate", "updated_at"])
    record(Event.MEETING_REOPENED, by=by, network=meeting.network, about=meeting)


@transaction.atomic
def mark(*, invitee: Invitee, version: int, by, came: str, deputy=None) -> None:
    """Say whether somebody came; with ``came`` "deputy" who came for them. Raises editing.Overtaken where somebody else
    said otherwise meanwhile, RoomRefused once the minutes are approved or it was cancelled."""
    meeting = lock(invitee.meeting)
    if meeting.is_cancelled or minutes_actions.is_locked(meeting):
        raise RoomRefused("Who came can’t be changed any more.")
    now = Invitee.objects.get(pk=invitee.pk)
    if (now.came, now.deputy) == (came, deputy):
        return
    editing.change(invitee, version=version, came=came, deputy=deputy)
    record(Event.ATTENDANCE_MARKED, by=by, network=meeting.network, about=meeting)


@transaction.atomic
def add_attendee(*, meeting: Meeting, by, person) -> None:
    """Somebody came who had not been asked; without a vote. Harmless to repeat."""
    meeting = lock(meeting)
    if meeting.is_cancelled or minutes_actions.is_locked(meeting):
        raise RoomRefused("Who came can’t be changed any more.")
    values = {"came": Invitee.Came.PRESENT, "practice": person.practice, "role": "Guest"}
    _, added = Invitee.objects.get_or_create(meeting=meeting, person=person, defaults=values)
    if added:
        record(Event.ATTENDANCE_MARKED, by=by, network=meeting.network, about=meeting)


@transaction.atomic
def begin_item(*, item: Item, by) -> None:
    """Talk about ``item`` now; what was talked about before is finished."""
    meeting = lock_running(item.meeting)
    now = timezone.now()
    running = meeting.items.filter(began_at__isnull=False, finished_at=None)
    running.exclude(pk=item.pk).update(finished_at=now)
    # Not a change of what the item says: the version of its note stays.
    meeting.items.filter(pk=item.pk).exclude(pk__in=running.values("pk")).update(
        began_at=now, finished_at=None
    )


@transaction.atomic
def finish_item(*, item: Item, by) -> None:
    meeting = lock_running(item.meeting)
    meeting.items.filter(pk=item.pk, began_at__isnull=False, finished_at=None).update(
        finished_at=timezone.now()
    )


@transaction.atomic
def write_note(*, item: Item, version: int, by, text: str) -> None:
    """What was said about ``item``. Raises editing.Overtaken with the item as somebody else left it."""
    meeting = lock_running(item.meeting)
    if Item.objects.values_list("note", flat=True).get(pk=item.pk) == text:
        item.refresh_from_db()
        return
    editing.change(item, version=version, note=text)
    record(Event.ITEM_NOTED, by=by, network=meeting.network, about=meeting)


@transaction.atomic
def declare(*, item: Item, by, invitee: Invitee, interest: str, stepped_out: bool) -> None:
    """An interest of ``invitee`` in ``item``, and whether they left for it; said again, it takes the place of what was
    said before."""
    meeting = lock_running(item.meeting)
    values = {"interest": interest, "stepped_out": stepped_out}
    StepOut.objects.update_or_create(item=item, invitee=invitee, defaults=values)
    record(Event.INTEREST_DECLARED, by=by, network=meeting.network, about=meeting)


@transaction.atomic
def withdraw_interest(*, declared: StepOut, by) -> None:
    meeting = lock_running(declared.item.meeting)
    declared.delete()
    record(Event.INTEREST_WITHDRAWN, by=by, network=meeting.network, about=meeting)
