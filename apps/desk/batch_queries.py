"""Batches as pages and files read them. How far a network is is read off its reports each time, never stored."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from apps.reports.models import Report

from .models import Batch, BatchItem, released_for
from .queries import PREPARING, RELEASED, place_name

WAITS, UNASKED, FAILED, MISSING = "Waits for its turn", "Could not be asked", "Could not be made", "Asked"
REMIND_EVERY = timedelta(days=7)


def batches(icb) -> QuerySet:
    """The batches of an area, each with ``total`` and ``released`` networks."""
    items = BatchItem.objects.here().filter(batch=OuterRef("pk")).order_by().values("batch")
    there = Exists(released_for(OuterRef("network"), OuterRef("batch__year_end")))
    return icb.batches.select_related("by").annotate(
        total=_counted(items), released=_counted(items.filter(there))
    )


def _counted(items: QuerySet) -> Coalesce:
    return Coalesce(Subquery(items.annotate(n=Count("pk")).values("n")), 0)


@dataclass(frozen=True)
class Line:
    """One network of a batch: the state of its report in a word, ``why`` it is stuck, and what was released."""

    item: BatchItem
    state: str
    why: str
    report: Report | None

    @property
    def is_new(self) -> bool:
        """Released, and not the one that was taken home last."""
        return self.report is not None and self.report.pk != self.item.taken_id

    @property
    def may_be_asked_again(self) -> bool:
        return self.state in (UNASKED, FAILED)

    @property
    def is_open(self) -> bool:
        return self.state == WAITS


def lines(batch: Batch) -> list[Line]:
    """Every network of a batch, by name; four queries however many there are."""
    items = list(
        batch.items.here()
        .select_related("network", "job")
        .annotate(place=place_name(batch.icb_id, "network"))
        .order_by("network__name", "network__code")
    )
    return _lines(batch, items)


def _lines(batch: Batch, items: Sequence[BatchItem]) -> list[Line]:
    reports = Report.objects.filter(
        network__in=[item.network_id for item in items], year_end=batch.year_end
    ).select_related("job", "file")
    released, begun = {}, {}
    for report in reports.defer("snapshot").order_by("version"):
        if report.state == report.file_state == Report.State.RELEASED:
            released[report.network_id] = report
        elif report.state in (Report.State.DRAFT, Report.State.APPROVED):
            begun[report.network_id] = report
    return [_line(item, released.get(item.network_id), begun.get(item.network_id)) for item in items]


def _line(item: BatchItem, released: Report | None, begun: Report | None) -> Line:
    if released:
        return Line(item, RELEASED, "", released)
    if item.job and item.job.is_open:
        return Line(item, WAITS, item.job.error, None)
    if item.problem or (item.job and item.job.state == item.job.State.FAILED):
        return Line(item, UNASKED, item.problem or item.job.error, None)
    if begun and begun.has_failed:
        return Line(item, FAILED, begun.job.error, None)
    return Line(item, PREPARING if begun else MISSING, "", None)


def counted(lines: Sequence[Line]) -> list[tuple[str, int]]:
    """How many networks are how far, those that come first who have come furthest."""
    order = (RELEASED, PREPARING, MISSING, WAITS, FAILED, UNASKED)
    found = Counter(line.state for line in lines)
    return [(state, found[state]) for state in order if found[state]]


def remindable(lines: Sequence[Line], today: date) -> list[Line]:
    """Networks that were asked, have not released, and were not written to within a week."""
    return [line for line in lines if line.state in (PREPARING, MISSING) and _long_ago(line.item, today)]


def _long_ago(item: BatchItem, today: date) -> bool:
    if item.asked_at is None:
        return False
    return (item.reminded_on or timezone.localdate(item.asked_at)) <= today - REMIND_EVERY


def open_asks(network_pks) -> QuerySet:
    """Items of networks that were asked and have not released yet, the earliest day wanted first."""
    return (
        BatchItem.objects.here()
        .open()
        .filter(network__in=network_pks, asked_at__isnull=False)
        .select_related("batch__icb")
        .order_by(F("batch__wanted_by").asc(nulls_last=True), "pk")
    )
