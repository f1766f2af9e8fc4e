"""Writing minutes: drafted from what was recorded, changed, out for comment, approved and locked, corrected beside."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from apps.core.audit import Event, record
from apps.jobs.actions import enqueue_many

from . import editing, minutes_content
from .models import Addendum, Comment, Item, Meeting, Minutes, Passage
from .room import present_first, quorum_of


class MinutesRefused(Exception):
    """What was asked can't be done; the message is for people."""


class NotQuorate(MinutesRefused):
    """The meeting that is to approve them had not enough votes, and nobody said to go on all the same."""


def is_locked(meeting: Meeting) -> bool:
    return Minutes.objects.filter(meeting=meeting, state=Minutes.State.APPROVED).exists()


def draft(*, meeting: Meeting) -> Minutes:
    """Of a meeting that just ended: a passage for the start, and one for each item with what was noted. Inside the
    transaction that ends it. What stood at the start before it was opened again stays."""
    minutes, _ = Minutes.objects.get_or_create(meeting=meeting)
    items = meeting.items.filter(state=Item.State.AGENDA)
    Passage.objects.get_or_create(minutes=minutes, item=None)
    Passage.objects.bulk_create(Passage(minutes=minutes, item=item, text=item.note) for item in items)
    return minutes


def undraft(*, meeting: Meeting) -> None:
    """Of a meeting that is opened again: what was changed in the draft goes back into the notes it came from. Inside
    the transaction that opens it. Raises MinutesRefused once others were asked for comments, or where it was not held
    here and has none."""
    minutes = Minutes.objects.filter(meeting=meeting).first()
    if minutes is None:
        raise MinutesRefused("This meeting has no minutes here, so it stays as it was.")
    minutes = _lock(minutes)
    if minutes.state != Minutes.State.DRAFT:
        raise MinutesRefused("Others have read these minutes already: correct them there instead.")
    drafted = minutes.passages.exclude(item=None).select_related("item")
    for passage in drafted:
        if passage.text != passage.item.note:
            editing.change(passage.item, version=passage.item.version, note=passage.text)
    drafted.delete()


def _lock(minutes: Minutes) -> Minutes:
    """The minutes as they are now, unlocked. Raises MinutesRefused where they are approved, or the meeting was opened
    again."""
    now = Minutes.objects.select_for_update(no_key=True, of=["self"]).select_related("meeting__network")
    now = now.get(pk=minutes.pk)
    if now.is_locked:
        raise MinutesRefused("These minutes are approved and locked. Write an addendum instead.")
    # Asked by itself: the row above was joined before the lock was waited for.
    if not Meeting.objects.filter(pk=now.meeting_id, state=Meeting.State.ENDED).exists():
        raise MinutesRefused("This meeting was opened again. Its minutes come back when it ends.")
    return now


def _log(event: Event, minutes: Minutes, by) -> None:
    record(event, by=by, network=minutes.meeting.network, about=minutes.meeting)


@transaction.atomic
def write_passage(*, passage: Passage, version: int, by, text: str) -> None:
    """Raises editing.Overtaken with the passage as somebody else left it."""
    minutes = _lock(passage.minutes)
    if Passage.objects.values_list("text", flat=True).get(pk=passage.pk) == text:
        return
    editing.change(passage, version=version, text=text)
    _log(Event.MINUTES_CHANGED, minutes, by)


@transaction.atomic
def circulate(*, minutes: Minutes, by, until: date) -> int:
    """Ask everybody who was asked to the meeting what is wrong or missing; how many are written to. Circulated again,
    they are asked again."""
    minutes = _lock(minutes)
    now = timezone.now()
    minutes.state, minutes.comments_until, minutes.circulated_at = Minutes.State.CIRCULATED, until, now
    minutes.save(update_fields=["state", "comments_until", "circulated_at", "updated_at"])
    people = minutes.meeting.invitees.filter(person__active_to=None).exclude(person=None)
    found = people.exclude(person__email="").values_list("person", flat=True)
    at = int(now.timestamp())
    enqueue_many(
        "meetings.circulate",
        {f"minutes:{minutes.pk}:{at}:{person}": f"{minutes.pk}:{person}" for person in found},
    )
    _log(Event.MINUTES_CIRCULATED, minutes, by)
    return len(found)


@transaction.atomic
def comment(*, minutes: Minutes, by, item: Item | None, text: str) -> Comment:
    minutes = _lock(minutes)
    if minutes.state != Minutes.State.CIRCULATED:
        raise MinutesRefused("These minutes are not out for comment.")
    found, added = Comment.objects.get_or_create(minutes=minutes, item=item, by=by, text=text)
    if added:
        _log(Event.MINUTES_COMMENTED, minutes, by)
    return found


@transaction.atomic
def settle(*, comment: Comment, by, answer: str) -> None:
    """Say what was done with a comment."""
    minutes = _lock(comment.minutes)
    Comment.objects.filter(pk=comment.pk).update(answer=answer, settled=True, updated_at=timezone.now())
    _log(Event.MINUTES_SETTLED, minutes, by)


@transaction.atomic
def approve(*, minutes: Minutes, by, meeting: Meeting, although: bool = False) -> None:
    """Record that ``meeting``, a later one, approved them: what they say is frozen, with its fingerprint.

    Raises MinutesRefused while comments are open, and NotQuorate where ``meeting`` had not enough votes, unless
    ``although``, which is recorded."""
    minutes = _lock(minutes)
    if minutes.comments.filter(settled=False).exists():
        raise MinutesRefused("Settle the comments first.")
    quorate = quorate_at(meeting)
    if quorate is False and not although:
        raise NotQuorate("Not enough votes were at that meeting to decide.")
    minutes.approved_at_meeting, minutes.approved_quorate = meeting, quorate
    frozen = minutes_content.gather(minutes)
    minutes.state, minutes.approved_at, minutes.approved_by = Minutes.State.APPROVED, timezone.now(), by
    minutes.frozen, minutes.sha256 = frozen, minutes_content.fingerprint(frozen)
    minutes.save()
    record(
        Event.MINUTES_APPROVED, by=by, network=minutes.meeting.network, about=minutes.meeting,
        quorate=quorate is not False,
    )  # fmt: skip


def quorate_at(meeting: Meeting) -> bool | None:
    """Whether enough votes were, or are, at a meeting; None where it needs none or nobody can say."""
    if meeting.is_ended:
        return meeting.quorate
    found = quorum_of(meeting, present_first(meeting))
    return found and found.is_met


@transaction.atomic
def add_addendum(*, minutes: Minutes, by, item: Item | None, text: str) -> Addendum:
    """A correction of approved minutes; it stands beside them for good."""
    now = Minutes.objects.select_for_update(no_key=True, of=["self"]).select_related("meeting__network")
    minutes = now.get(pk=minutes.pk)
    if not minutes.is_locked:
        raise MinutesRefused("These minutes are not approved yet: change them instead.")
    found = Addendum.objects.create(minutes=minutes, item=item, text=text, by=by)
    _log(Event.MINUTES_ADDENDUM, minutes, by)
    return found
