"""“One year on in this area”: asked for, made by a worker, handed out."""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from apps.core import files
from apps.core.audit import Event, record
from apps.jobs import actions as jobs
from apps.jobs.registry import JobFailed
from apps.reports.years import Year

from . import queries, snapshot
from .document import DocumentFailed, digest, typeset
from .models import Overview
from .tallies import LEAST


class OverviewRefused(ValueError):
    """It can't be made now; the message says why, in words."""


def _checked(icb, year: Year) -> queries.Gathered:
    gathered = queries.gathered(icb, year, queries.released(icb))
    if not gathered.enough:
        raise OverviewRefused(
            f"It takes released reports of at least {LEAST} networks for the same 12 months; there are "
            f"{len(gathered.reports)}."
        )
    return gathered


@transaction.atomic
def request_overview(*, icb, by, year_end) -> Overview:
    """Have a new version made of the reports that are released now; earlier ones stay.

    Raises OverviewRefused for fewer than eight networks, and while one is being made. One that failed is made anew."""
    type(icb).objects.select_for_update(no_key=True).get(pk=icb.pk)
    _checked(icb, Year(year_end))
    earlier = icb.overviews.filter(year_end=year_end).select_related("job").defer("snapshot").first()
    if earlier and earlier.is_being_made:
        raise OverviewRefused("It is being made now.")
    if earlier and earlier.has_failed:
        return try_again(overview=earlier, by=by)
    last = icb.overviews.filter(year_end=year_end).aggregate(last=Max("version"))["last"] or 0
    overview = Overview.objects.create(icb=icb, year_end=year_end, version=last + 1, asked_by=by)
    _ask(overview)
    record(Event.OVERVIEW_REQUESTED, by=by, ics=icb, about=overview, year_end=year_end.isoformat())
    return overview


@transaction.atomic
def try_again(*, overview: Overview, by) -> Overview:
    """Queue the making that failed anew, from the reports that are released by then."""
    if not overview.has_failed:
        raise OverviewRefused("There is nothing to try again: it did not fail.")
    Overview.objects.filter(pk=overview.pk).update(snapshot=None, snapshot_sha256="", reports=[])
    _ask(overview)
    record(Event.OVERVIEW_REQUESTED, by=by, ics=overview.icb, about=overview, again=True)
    return overview


def _ask(overview: Overview) -> None:
    overview.askings += 1
    overview.job = jobs.enqueue(
        "overview.make", overview.pk, key=f"overview:{overview.pk}:{overview.askings}"
    )
    overview.save(update_fields=["askings", "job", "updated_at"])


def make(*, overview: Overview, job, say) -> None:
    """Freeze the snapshot if there is none, lay out the pages, keep the file. Writes only while ``job`` is the
    overview's own. Raises JobFailed with the words to show."""
    own = Overview.objects.filter(pk=overview.pk, job=job)
    if overview.job_id != job.pk:
        return
    if overview.snapshot is None:
        say("Collecting what the reports say")
        try:
            gathered = _checked(overview.icb, overview.year)
        except OverviewRefused as problem:
            raise JobFailed(str(problem), final=True) from problem
        overview.snapshot = snapshot.build(overview.icb, gathered)
        own.filter(snapshot__isnull=True).update(
            snapshot=overview.snapshot,
            snapshot_sha256=digest(overview.snapshot),
            reports=[one.pk for one in gathered.reports],
        )
    say("Laying out the pages")
    try:
        pdf = typeset(overview.snapshot)
    except DocumentFailed as problem:
        raise JobFailed(f"The pages could not be laid out: {problem}") from problem
    say("Keeping the file")
    stored = files.store(pdf.content, content_type="application/pdf")
    now = timezone.now()
    own.update(file=stored, pages=pdf.pages, made_at=now, updated_at=now)


@transaction.atomic
def hand_out(*, overview: Overview, by) -> bytes:
    """Record a download and return the file's content. Raises FileNotFoundError where storage lost it."""
    with files.open_stored(overview.file) as stored:
        content = stored.read()
    record(Event.OVERVIEW_DOWNLOADED, by=by, ics=overview.icb, about=overview)
    return content
