"""Writing actions: taking one on, noting how it comes along, ending it, giving it to somebody else.

Who writes is ``by``, or ``owner`` where the owner came by the link in their mail and no account is known."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from apps.core.audit import Event, record
from apps.core.topics import Topic
from apps.jobs.actions import enqueue

from .editing import change
from .models import Action, ActionNote

# In the room an owner or a word is often put right a minute later: their mail waits so long.
IN_THE_ROOM = timedelta(minutes=15)


class ActionRefused(ValueError):
    """The message says why, for people."""


@transaction.atomic
def create_action(
    *, network, by, text: str, owner=None, due_on=None, item=None, decision=None, about: Topic | None = None,
    confidential: bool = False,
) -> Action:  # fmt: skip
    """Take something on. From an item or a decision it gets the meeting, the topic and whether it is confidential;
    ``about`` is a topic of any room where it comes straight from there. Its owner is written to by a job."""
    _one_at_a_time(network)
    item = item or (decision.item if decision else None)
    source = decision or item
    number = (network.actions.aggregate(last=Max("number"))["last"] or 0) + 1
    action = Action.objects.create(
        network=network,
        number=number,
        text=text,
        owner=owner,
        practice=owner.practice if owner else None,
        due_on=due_on,
        confidential=confidential or bool(source and source.confidential),
        meeting=item.meeting if item else None,
        item=item,
        decision=decision,
        agreed_on=timezone.localdate(),
        by=by,
        **_topic(about, source),
    )
    event = Event.ACTION_AGREED if item else Event.ACTION_ADDED
    record(event, by=by, network=network, about=action, number=number)
    _tell_owner(action)
    return action


@transaction.atomic
def change_action(*, action: Action, by, version: int, text: str, due_on) -> None:
    """Raises Overtaken where somebody changed it since ``version``, ActionRefused once it has ended."""
    _open(action)
    change(action, version=version, text=text, due_on=due_on)
    record(Event.ACTION_CHANGED, by=by, network=action.network, about=action)


@transaction.atomic
def note_progress(*, action: Action, text: str, by=None, owner=None) -> ActionNote:
    """Raises ActionRefused once it has ended."""
    action = _open(action)
    note = ActionNote.objects.create(action=action, by=by, owner=owner, text=text)
    _record(Event.ACTION_NOTED, action, by, "noted")
    return note


@transaction.atomic
def finish_action(*, action: Action, outcome: str = "", by=None) -> None:
    """By its owner's link where nobody did it ``by`` name. Raises ActionRefused where it has ended already."""
    _end(action, Action.State.DONE, outcome)
    _record(Event.ACTION_ENDED, action, by, "done", state=Action.State.DONE.value)


@transaction.atomic
def drop_action(*, action: Action, reason: str, by) -> None:
    """Raises ActionRefused where it has ended already."""
    _end(action, Action.State.DROPPED, reason)
    record(
        Event.ACTION_ENDED, by=by, network=action.network, about=action, state=Action.State.DROPPED.value
    )  # fmt: skip


@transaction.atomic
def reopen_action(*, action: Action, by) -> None:
    """Take back how it ended. Harmless where it is open."""
    locked = _lock(action)
    if not locked.is_open:
        change(action, version=locked.version, state=Action.State.OPEN, ended_on=None, outcome="")
        record(Event.ACTION_REOPENED, by=by, network=action.network, about=action)


@transaction.atomic
def hand_over_action(*, action: Action, to, by, on=None) -> None:
    """Have ``to`` own it from now on, or nobody; the earlier owner's link ends. Harmless once it has ended. ``on`` is
    there for those who hand everything over at once."""
    locked = _lock(action)
    if not locked.is_open or locked.owner_id == (to and to.pk):
        return
    change(
        action, version=locked.version, owner=to, practice=to.practice if to else None,
        generation=locked.generation + 1,
    )  # fmt: skip
    record(Event.ACTION_HANDED_OVER, by=by, network=action.network, about=action)
    _tell_owner(action)


def _end(action: Action, state: str, outcome: str) -> None:
    locked = _open(action)
    change(action, version=locked.version, state=state, outcome=outcome, ended_on=timezone.localdate())


def _topic(about: Topic | None, source) -> dict:
    if about:
        return {"about_kind": about.kind, "about_code": about.code, "about_words": about.words[:300]}
    names = ("about_kind", "about_code", "about_words")
    return {name: getattr(source, name) for name in names} if source else {}


def _tell_owner(action: Action) -> None:
    """Once for each owner it gets: a generation is one owner's."""
    if action.owner and action.owner.can_be_written_to:
        waits = timezone.now() + IN_THE_ROOM if action.meeting and not action.meeting.is_ended else None
        subject = f"{action.pk}:{action.generation}"
        enqueue("meetings.owner", subject, key=f"meetings-owner:{subject}", not_before=waits)


def _record(event: Event, action: Action, by, what: str, **detail) -> None:
    if by:
        record(event, by=by, network=action.network, about=action, **detail)
    else:
        record(Event.ACTION_LINK_USED, network=action.network, about=action, what=what)


def _one_at_a_time(network) -> None:
    type(network).objects.select_for_update(no_key=True).get(pk=network.pk)


def _lock(action: Action) -> Action:
    """As it is now, and nobody else writing to it."""
    return Action.objects.select_for_update(of=("self",)).select_related("network").get(pk=action.pk)


def _open(action: Action) -> Action:
    locked = _lock(action)
    if not locked.is_open:
        raise ActionRefused("This action has ended meanwhile. Open it again to change anything.")
    return locked
