"""What an area's leads do: draw up its places, ask networks for reports, remind them."""

from collections.abc import Collection, Iterable
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from apps.core.audit import Event, record, record_in
from apps.jobs import actions as jobs
from apps.jobs.models import Job
from apps.networks.models import Icb, Network
from apps.networks.queries import managed
from apps.reports import actions as reports

from . import batch_queries, letters
from .models import AreaPlace, Batch, BatchItem, PlaceSpell, released_for

NOBODY = "Nobody manages this network in the portal, so there is nobody to ask."
CLOSED = "This network has closed."
TOO_EARLY = "One of these networks was in another place on that day. Choose a later day."


class DeskRefused(Exception):
    """It can't be done now; the message says why."""


# --- Places -------------------------------------------------------------------------------------
@transaction.atomic
def name_place(*, icb: Icb, by, name: str, place: AreaPlace | None = None) -> AreaPlace:
    """Add a place, or call one otherwise. Raises DeskRefused where another has that name."""
    place = place or AreaPlace(icb=icb)
    place.name = name
    try:
        with transaction.atomic():
            place.save()
    except IntegrityError:
        raise DeskRefused("There is a place of that name already.") from None
    record(Event.PLACE_NAMED, by=by, ics=icb, about=place)
    return place


@transaction.atomic
def fill_place(*, place: AreaPlace, by, networks: Collection[Network], on: date) -> int:
    """Have exactly ``networks`` in a place from ``on``; how many came or left. Whatever place they were in ends on
    that day. Raises DeskRefused where one of them was in a place after ``on`` already."""
    icb = Icb.objects.select_for_update().get(pk=place.icb_id)
    here = PlaceSpell.objects.current().filter(place__icb=icb)
    were, wanted = {one.network_id: one for one in here}, {one.pk for one in networks}
    leaving = [one for pk, one in were.items() if one.place_id == place.pk and pk not in wanted]
    coming = [one for one in networks if one.pk not in were or were[one.pk].place_id != place.pk]
    moved = [were[one.pk] for one in coming if one.pk in were]
    if PlaceSpell.objects.filter(network__in=coming, end__gt=on).exists():
        raise DeskRefused(TOO_EARLY)
    _end(leaving + moved, on)
    # Spells of another area's places end as well: a network is in one place.
    elsewhere = PlaceSpell.objects.current().filter(network__in=coming).exclude(place__icb=icb)
    _end(list(elsewhere), on)
    PlaceSpell.objects.bulk_create(PlaceSpell(network=one, place=place, start=on) for one in coming)
    if changed := len(leaving) + len(coming):
        record(Event.PLACE_FILLED, by=by, ics=icb, about=place, count=changed)
    return changed


def _end(spells: Iterable[PlaceSpell], on: date) -> None:
    """Spells that began on ``on`` never were."""
    for spell in spells:
        if spell.start > on:
            raise DeskRefused(TOO_EARLY)
        if spell.start == on:
            spell.delete()
        else:
            spell.end = on
            spell.save(update_fields=["end"])


@transaction.atomic
def close_place(*, place: AreaPlace, by, on: date) -> None:
    """Its networks are in no place from ``on``. Raises DeskRefused as `fill_place`."""
    fill_place(place=place, by=by, networks=[], on=on)
    AreaPlace.objects.filter(pk=place.pk).update(closed_on=on)
    record(Event.PLACE_CLOSED, by=by, ics=place.icb, about=place)


# --- Batches ------------------------------------------------------------------------------------
@transaction.atomic
def ask(
    *,
    icb: Icb,
    by,
    year_end: date,
    networks: Collection[Network],
    whom: str,
    wanted_by: date | None = None,
    message: str = "",
) -> Batch:
    """Ask ``networks`` for their report on a year: a job each, so that a page waits for none of them.

    Raises DeskRefused without a network."""
    if not networks:
        raise DeskRefused("Select at least one network.")
    batch = Batch.objects.create(
        icb=icb, by=by, year_end=year_end, whom=whom, wanted_by=wanted_by, message=message
    )
    items = BatchItem.objects.bulk_create(BatchItem(batch=batch, network=one) for one in networks)
    _enqueue(items)
    record(Event.REPORTS_ASKED_FOR, by=by, ics=icb, about=batch, count=len(items))
    return batch


def _enqueue(items: Collection[BatchItem]) -> None:
    """A job for each, in a few statements."""
    jobs.enqueue_many("desk.ask", {item.job_key: item.pk for item in items})
    made = {job.key: job for job in Job.objects.filter(key__in=[item.job_key for item in items])}
    for item in items:
        item.job = made[item.job_key]
    BatchItem.objects.bulk_update(items, ["job", "askings", "problem"], batch_size=500)


@transaction.atomic
def ask_again(*, batch: Batch, by) -> int:
    """Try once more wherever a network could not be asked or its report could not be made; how many those are."""
    Batch.objects.select_for_update().get(pk=batch.pk)
    stuck = [line.item for line in batch_queries.lines(batch) if line.may_be_asked_again]
    for item in stuck:
        item.askings, item.problem = item.askings + 1, ""
    if stuck:
        _enqueue(stuck)
        record(Event.REPORTS_ASKED_AGAIN, by=by, ics=batch.icb, about=batch, count=len(stuck))
    return len(stuck)


@transaction.atomic
def ask_network(*, item_pk: int) -> None:
    """The job of one network: have its draft prepared, which its area never sees, and tell those who lead it.

    Where a report is released nothing is asked; where one is in preparation, nobody prepares it anew. Done twice it
    does the same as once."""
    item = (
        BatchItem.objects.select_for_update(of=["self"])
        .select_related("batch__icb", "batch__by")
        .get(pk=item_pk)
    )
    batch = item.batch
    # The lock that asking for a report takes as well.
    network = Network.objects.select_for_update(no_key=True).get(pk=item.network_id)
    if (
        released_for(network, batch.year_end).exists()
        or not BatchItem.objects.here().filter(pk=item.pk).exists()
    ):
        return
    item.problem = _prepare(network, batch)
    if not item.problem and item.asked_at is None:
        item.asked_at = timezone.now()
        letters.enqueue(item, "asked")
        record(Event.REPORT_ASKED_FOR, by=batch.by, network=network, year_end=batch.year_end.isoformat())
    item.save(update_fields=["problem", "asked_at"])


def _prepare(network: Network, batch: Batch) -> str:
    """Why the network can't be asked; empty where it can, and a draft is there or is being made."""
    if network.is_read_only:
        return CLOSED
    if not managed([network]):
        return NOBODY
    begun = (
        network.reports.in_progress().filter(year_end=batch.year_end).select_related("job", "network").first()
    )
    try:
        if begun is None:
            reports.request_report(network=network, by=batch.by, year_end=batch.year_end)
        elif begun.has_failed:
            reports.try_again(report=begun, by=batch.by)
    except reports.ReportRefused as refusal:
        return str(refusal)
    return ""


@transaction.atomic
def remind(*, batch: Batch, by) -> int:
    """Mail those who lead the networks that were asked and have not released; how many networks those are."""
    Batch.objects.select_for_update().get(pk=batch.pk)
    today = timezone.localdate()
    waiting = [line.item for line in batch_queries.remindable(batch_queries.lines(batch), today)]
    for item in waiting:
        item.reminded_on = today
        letters.enqueue(item, f"reminded:{today}")
    BatchItem.objects.bulk_update(waiting, ["reminded_on"], batch_size=500)
    if waiting:
        record(Event.REPORTS_REMINDED, by=by, ics=batch.icb, about=batch, count=len(waiting))
    return len(waiting)


@transaction.atomic
def record_taking(*, batch: Batch, by, lines: Collection[batch_queries.Line]) -> None:
    """Record that reports are handed out in one file: in the area's log, and in that of each network."""
    record(Event.REPORTS_TAKEN, by=by, ics=batch.icb, about=batch, count=len(lines))
    record_in(Event.REPORTS_TAKEN, [{"network": line.item.network} for line in lines], by=by, count=1)


def mark_taken(lines: Iterable[batch_queries.Line]) -> None:
    """What was in a file that went out whole is not new any more."""
    taken = []
    for line in lines:
        line.item.taken = line.report
        taken.append(line.item)
    BatchItem.objects.bulk_update(taken, ["taken"], batch_size=500)
