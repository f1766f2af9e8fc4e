"""The meeting while it is held: who may write, how the agenda runs, who is there, whether enough votes are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.utils import timezone

from apps.accounts.permissions import Permission
from apps.core.contributions import network_offices
from apps.people.queries import own_entry

from . import queries
from .models import Invitee, Item, Meeting
from .quorum import Quorum, quorum


def may_write(request, meeting: Meeting) -> bool:
    """Who keeps the network's meetings, and this one's chair and note-taker, known by the directory's address."""
    if request.network.is_read_only:
        return False
    if Permission.KEEP_MEETINGS in request.permissions:
        return True
    own = own_entry(request.network, request.user)
    return own is not None and own.pk in (meeting.chair_id, meeting.note_taker_id)


def for_writers(view):
    """Below a door: the meeting of the address, for whoever may write in it."""

    @wraps(view)
    def inner(request, pk, *args, **kwargs):
        found = get_object_or_404(queries.meetings(request.network).select_related("note_taker"), pk=pk)
        if not may_write(request, found):
            raise PermissionDenied
        return view(request, found, *args, **kwargs)

    return inner


def items_of(meeting: Meeting, *, confidential: bool):
    """What is on its agenda, in order."""
    return (
        meeting.items.seen_with(confidential)
        .filter(state=Item.State.AGENDA)
        .select_related("lead")
        .order_by("position", "pk")
    )


def present_first(meeting: Meeting) -> list[Invitee]:
    """Everybody asked, by name; one query."""
    found = meeting.invitees.select_related("person", "practice", "deputy")
    return sorted(found, key=lambda one: name_of(one).casefold())


def name_of(invitee: Invitee) -> str:
    return invitee.person.name if invitee.person else "Somebody no longer in the directory"


def shown_as(invitee: Invitee) -> str:
    """Who sits there: the one who was asked, or a deputy for them."""
    return f"{invitee.deputy.name} for {name_of(invitee)}" if invitee.deputy else name_of(invitee)


def quorum_of(meeting: Meeting, invitees: Sequence[Invitee], *, without=frozenset()) -> Quorum | None:
    """Whether enough votes are in the room; ``without`` are the invitees (primary keys) who stepped out. None where
    the kind of meeting needs no quorum."""
    if not meeting.of_kind.needs_quorum:
        return None
    _, rule = network_offices.of(meeting.network, timezone.localdate(meeting.starts_at))
    return quorum([one for one in invitees if one.pk not in without], rule)


def stepped_out(item: Item | None) -> frozenset[int]:
    if item is None:
        return frozenset()
    return frozenset(item.interests.filter(stepped_out=True).values_list("invitee", flat=True))


@dataclass(frozen=True)
class Slot:
    """An item in the running order, planned ``begins`` to ``ends``; it is ``now`` from when somebody began it."""

    item: Item
    number: int
    begins: datetime
    ends: datetime

    @property
    def is_now(self) -> bool:
        return self.item.began_at is not None and self.item.finished_at is None

    @property
    def is_over(self) -> bool:
        return self.item.finished_at is not None

    @property
    def due(self) -> datetime | None:
        """When the item that is talked about should be done, by its own minutes."""
        return self.item.began_at + timedelta(minutes=self.item.minutes) if self.is_now else None


def running_order(meeting: Meeting, items: Sequence[Item]) -> list[Slot]:
    """From when the meeting was opened, else from when it is planned."""
    at, slots = meeting.opened_at or meeting.starts_at, []
    for number, item in enumerate(items, 1):
        ends = at + timedelta(minutes=item.minutes)
        slots.append(Slot(item, number, at, ends))
        at = ends
    return slots


def left_words(due: datetime | None, now: datetime) -> str:
    """ "4 minutes left", "2 minutes over"; static/src/js/clock.js says the same."""
    if due is None:
        return ""
    minutes = round((due - now).total_seconds() / 60)
    if minutes == 0:
        return "Time is up"
    count = f"{abs(minutes)} minute{'' if abs(minutes) == 1 else 's'}"
    return f"{count} left" if minutes > 0 else f"{count} over"
