"""What is done to agenda items: proposed, put on an agenda, ordered, parked, declined, carried over."""

from django.db import transaction
from django.db.models import Max

from apps.core import files
from apps.core.audit import Event, record

from .editing import change
from .models import Item, MadeFile, Meeting

State = Item.State
FIELDS = ("title", "purpose", "minutes", "lead", "plain", "detail", "confidential")
MOST = 40


class AgendaRefused(Exception):
    """It can't be done now; the message says why, in words."""


@transaction.atomic
def propose(*, network, by, meeting: Meeting | None = None, about=None, **fields) -> Item:
    """A proposal, or at once an item of ``meeting``. ``about`` is the `core.topics.Topic` it takes up."""
    topic = (
        {"about_kind": about.kind, "about_code": about.code, "about_words": about.words[:300]}
        if about
        else {}
    )
    item = Item.objects.create(network=network, proposed_by=by, state=State.PROPOSED, **fields, **topic)
    record(Event.ITEM_PROPOSED, by=by, network=network)
    if meeting:
        accept(item=item, meeting=meeting, by=by)
    return item


@transaction.atomic
def accept(*, item: Item, meeting: Meeting, by) -> None:
    """Put it last on the agenda of ``meeting``. Raises AgendaRefused where it is on one, or the meeting was held."""
    meeting = _open(meeting)
    item = _locked(item)
    if item.state == State.AGENDA:
        raise AgendaRefused("This item is on an agenda already.")
    rows = meeting.items.filter(state=State.AGENDA)
    if rows.count() >= MOST:
        raise AgendaRefused(f"There is room for {MOST} items on an agenda.")
    last = rows.aggregate(last=Max("position"))["last"] or 0
    _write(item, state=State.AGENDA, meeting=meeting, position=last + 1, why_declined="")
    record(Event.ITEM_ACCEPTED, by=by, network=item.network)


@transaction.atomic
def decline(*, item: Item, by, reason: str) -> None:
    item = _locked(item)
    if item.state not in (State.PROPOSED, State.PARKED):
        raise AgendaRefused("Only what waits can be declined. Take it off the agenda first.")
    _write(item, state=State.DECLINED, why_declined=reason)
    record(Event.ITEM_DECLINED, by=by, network=item.network)


@transaction.atomic
def park(*, item: Item, by) -> None:
    """Keep it for another meeting. Taken off an agenda it leaves it; a meeting that was held keeps its items."""
    if item.meeting_id:
        _open(item.meeting)
    item = _locked(item)
    if item.began_at:
        raise AgendaRefused("This item was begun at the meeting. Carry it over once the meeting has ended.")
    _write(item, state=State.PARKED, meeting=None, position=0, why_declined="")
    record(Event.ITEM_PARKED, by=by, network=item.network)


@transaction.atomic
def change_item(*, item: Item, by, version: int, **fields) -> None:
    """Raises `editing.Overtaken` where somebody changed it since. What becomes confidential leaves the files that all
    may read."""
    hidden = fields["confidential"] and not item.confidential
    if item.meeting_id:
        _open(item.meeting)
    change(item, version=version, **fields)
    if hidden:
        # What was written down about it before is as confidential from now on.
        item.decisions.update(confidential=True)
        item.actions.update(confidential=True)
    if hidden and item.meeting_id:
        _withdraw_open_files(item.meeting)
    record(Event.ITEM_CHANGED, by=by, network=item.network)


@transaction.atomic
def move(*, meeting: Meeting, item: Item, by, places: int) -> None:
    """Up (negative) or down by so many places; at the end it stays where it is."""
    order = _order(meeting)
    if item.pk in order:
        at = order.index(item.pk)
        order.insert(max(at + places, 0), order.pop(at))
    _arrange(meeting, order, by)


@transaction.atomic
def arrange(*, meeting: Meeting, by, order: list[int]) -> None:
    """In the order of these primary keys; others that came meanwhile or that the writer can't see stand behind."""
    there = _order(meeting)
    wanted = [pk for pk in dict.fromkeys(order) if pk in there]
    _arrange(meeting, [*wanted, *(pk for pk in there if pk not in wanted)], by)


@transaction.atomic
def carry_over(*, meeting: Meeting, by) -> int:
    """Park what a held meeting did not get to, each once; returns how many. The items stay in that meeting's record."""
    meeting = Meeting.objects.select_for_update(of=["self"]).get(pk=meeting.pk)
    if not meeting.is_ended:
        raise AgendaRefused("The meeting has not ended yet.")
    left = meeting.items.filter(state=State.AGENDA, began_at=None, carried_to=None).filter(
        decisions=None, actions=None
    )
    carried = list(left)
    for item in carried:
        papers = list(item.papers.prefetch_related("versions"))
        values = {
            field: getattr(item, field) for field in (*FIELDS, "about_kind", "about_code", "about_words")
        }
        values |= {"network": item.network, "proposed_by": item.proposed_by, "came_from": item}
        copy = Item.objects.create(state=State.PARKED, **values)
        for paper in papers:
            _copy_paper(paper, copy)
    record(Event.ITEMS_CARRIED, by=by, network=meeting.network, count=len(carried))
    return len(carried)


def _copy_paper(paper, item: Item) -> None:
    kept = item.papers.create(title=paper.title, position=paper.position)
    for one in paper.versions.all():
        values = {"number": one.number, "file": one.file, "name": one.name, "pages": one.pages, "by": one.by}
        kept.versions.create(**values)


def _withdraw_open_files(meeting: Meeting) -> None:
    for made in meeting.made_files.filter(confidential=False).exclude(file=None).select_related("file"):
        stored = made.file
        MadeFile.objects.filter(pk=made.pk).update(file=None, made_at=None, pages=None)
        files.forget_unless_shown(stored)
    # A job that is at it reads that the row is no longer its own, and keeps nothing.
    meeting.made_files.filter(confidential=False).update(job=None)


def _order(meeting: Meeting) -> list[int]:
    return list(_open(meeting).items.filter(state=State.AGENDA).values_list("pk", flat=True))


def _arrange(meeting: Meeting, order: list[int], by) -> None:
    rows = meeting.items.in_bulk(order)
    for position, pk in enumerate(order, 1):
        rows[pk].position = position
    Item.objects.bulk_update(rows.values(), ["position"])
    record(Event.AGENDA_ORDERED, by=by, network=meeting.network)


def _open(meeting: Meeting) -> Meeting:
    """The meeting, locked: its row serialises those who write its agenda."""
    meeting = Meeting.objects.select_for_update(of=["self"]).select_related("network").get(pk=meeting.pk)
    if meeting.is_ended or meeting.is_cancelled:
        raise AgendaRefused("This meeting is over: its agenda stays as it was.")
    return meeting


def _locked(item: Item) -> Item:
    return Item.objects.select_for_update(of=["self"]).select_related("network").get(pk=item.pk)


def _write(item: Item, **fields) -> None:
    change(item, version=item.version, **fields)
