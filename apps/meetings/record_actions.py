"""What a meeting records about an item: decisions, and who does what by when."""

from collections.abc import Mapping

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from apps.core.audit import Event, record
from apps.people.models import Person

from . import editing, minutes_actions
from .action_actions import create_action
from .models import Action, Decision, Item, Meeting, Vote
from .room import present_first, quorum_of, stepped_out
from .room_actions import RoomRefused, lock, lock_running


def next_number(network, rows) -> int:
    """One more than the last of a network's numbered ``rows``; whoever else counts them waits."""
    type(network).objects.select_for_update(no_key=True).get(pk=network.pk)
    return (rows.aggregate(last=Max("number"))["last"] or 0) + 1


def _about(item: Item) -> dict:
    return {name: getattr(item, name) for name in ("about_kind", "about_code", "about_words", "confidential")}


@transaction.atomic
def decide(
    *, item: Item, by, text: str, votes: Mapping[int, str] | None = None, others: tuple = (0, 0, 0)
) -> Decision:
    """Record a decision in a sentence: agreed by all, or with ``votes`` how each practice (primary key) voted (a code
    of `Vote.Choice`) and how many ``others`` were for, against and abstained. The same sentence sent again is the same
    decision: a connection may break after it arrived."""
    meeting = lock_running(item.meeting)
    same = item.decisions.filter(text=text).first()
    if same:
        return same
    counts = {}
    if votes is not None:
        chosen = list(votes.values())
        names = ("votes_for", "votes_against", "abstained")
        counts = {
            name: chosen.count(choice) + extra
            for name, choice, extra in zip(names, Vote.Choice.values, others, strict=True)
        }
    found = quorum_of(meeting, present_first(meeting), without=stepped_out(item))
    decision = Decision.objects.create(
        network=meeting.network,
        meeting=meeting,
        item=item,
        number=next_number(meeting.network, meeting.network.decisions),
        text=text,
        reached=Decision.Reached.AGREED if votes is None else Decision.Reached.VOTE,
        quorate=found and found.is_met,
        decided_on=timezone.localdate(),
        by=by,
        **counts,
        **_about(item),
    )
    Vote.objects.bulk_create(
        Vote(decision=decision, practice_id=practice, choice=choice)
        for practice, choice in (votes or {}).items()
    )
    record(Event.DECISION_RECORDED, by=by, network=meeting.network, about=decision, number=decision.number)
    return decision


@transaction.atomic
def reword(*, decision: Decision, version: int, by, text: str) -> None:
    """Put a decision better, until the minutes are approved. Raises editing.Overtaken, RoomRefused."""
    meeting = lock(decision.meeting)
    if minutes_actions.is_locked(meeting):
        raise RoomRefused("The minutes are approved. Write an addendum instead.")
    editing.change(decision, version=version, text=text)
    record(Event.DECISION_CHANGED, by=by, network=meeting.network, about=decision, number=decision.number)


@transaction.atomic
def agree_action(*, item: Item, by, text: str, owner: Person, due_on) -> Action:
    """Record who does what by when. The same sent again is the same action."""
    meeting: Meeting = lock_running(item.meeting)
    same = item.actions.filter(text=text, owner=owner, due_on=due_on).first()
    if same:
        return same
    return create_action(
        network=meeting.network,
        by=by,
        text=text,
        owner=owner,
        due_on=due_on,
        item=item,
        decision=item.decisions.order_by("-pk").first(),
    )
