"""What is done to reports: ask for one, approve it, release it, hand it out. A worker makes the pages."""

from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from apps.core import files
from apps.core.audit import Event, record
from apps.core.moments import day
from apps.jobs import actions as jobs
from apps.jobs.registry import JobFailed

from . import years
from .document import DocumentFailed, Standing, digest, typeset
from .key_figures import key_figures
from .models import Report
from .snapshot import build

State = Report.State


class ReportRefused(Exception):
    """It can't be done now; the message says why, and what to do."""


@transaction.atomic
def request_report(*, network, by, year_end: date) -> Report:
    """Have a draft made of the year that ends on ``year_end``; a draft of it that is there is made anew.

    Raises ReportRefused where one is being made or waits for its release, or the year is none to report on."""
    try:
        years.checked(year_end, today=timezone.localdate(), opened_on=network.opened_on)
    except years.BadYear as problem:
        raise ReportRefused(str(problem)) from problem
    # The network's row serialises askings: two clicks at once find one another's draft.
    type(network).objects.select_for_update(no_key=True).get(pk=network.pk)
    report = network.reports.in_progress().filter(year_end=year_end).select_related("job").first()
    if report is None:
        last = network.reports.filter(year_end=year_end).aggregate(last=Max("version"))["last"] or 0
        report = Report(network=network, year_end=year_end, version=last + 1)
        report.save()
    elif report.state == State.APPROVED:
        raise ReportRefused("This report is approved. Release it first; then a corrected one can be made.")
    elif report.is_being_made:
        raise ReportRefused("This report is being made now.")
    report.snapshot, report.snapshot_sha256, report.file, report.file_state = None, "", None, ""
    report.pages = report.made_at = None
    _ask(report, "snapshot", "snapshot_sha256", "file", "file_state", "pages", "made_at")
    record(Event.REPORT_REQUESTED, by=by, network=network, about=report, year_end=year_end.isoformat())
    return report


def _ask(report: Report, *changed: str) -> None:
    """Queue the making of the pages, and keep what changed."""
    report.askings += 1
    report.job = jobs.enqueue("reports.make", report.pk, key=f"report:{report.pk}:{report.askings}")
    report.save(update_fields=["askings", "job", "updated_at", *changed])


@transaction.atomic
def try_again(*, report: Report, by) -> None:
    """Queue the making that failed anew. Raises ReportRefused where it did not fail."""
    if not report.has_failed or not jobs.try_again(report.job):
        raise ReportRefused("There is nothing to try again: the report did not fail.")
    record(Event.REPORT_REQUESTED, by=by, network=report.network, about=report, again=True)


@transaction.atomic
def approve(*, report: Report, by, content: str) -> None:
    """The clinical director approves what was read: ``content`` is the hash of that snapshot.

    Raises ReportRefused where the draft is not there, was made anew since, or was approved already."""
    report = _locked(report)
    if report.state != State.DRAFT:
        raise ReportRefused("This report has been approved already.")
    if not report.is_current or report.is_being_made:
        raise ReportRefused("The draft is not ready. Read it first, then approve it.")
    if content != report.snapshot_sha256:
        raise ReportRefused("The draft was made again since you opened this page. Read it once more.")
    report.state, report.approved_at, report.approved_by_id = State.APPROVED, timezone.now(), by.pk
    _ask(report, "state", "approved_at", "approved_by_id")
    record(Event.REPORT_APPROVED, by=by, network=report.network, about=report, content=content)


@transaction.atomic
def release(*, report: Report, by) -> None:
    """Give an approved report to the area. One released before for the same year stays there until the pages of
    this one are made; then it is superseded, and both are kept.

    Raises ReportRefused where it is not approved, or released already."""
    report = _locked(report)
    if report.state != State.APPROVED:
        raise ReportRefused("Only an approved report can be released.")
    report.state, report.released_at, report.released_by_id = State.RELEASED, timezone.now(), by.pk
    _ask(report, "state", "released_at", "released_by_id")
    record(Event.REPORT_RELEASED, by=by, network=report.network, ics=report.network.icb, about=report)


def _locked(report: Report) -> Report:
    return Report.objects.select_for_update(of=["self"]).select_related("network", "job").get(pk=report.pk)


def make(*, report: Report, job, say) -> None:
    """Freeze the snapshot if there is none, lay out the pages, keep the file. ``say`` takes progress in words.

    Every write is conditional on ``job`` being the report's own: one that was asked for before writes nothing.
    Raises JobFailed with the words to show."""
    own = Report.objects.filter(pk=report.pk, job=job)
    if report.job_id != job.pk:
        return
    if report.snapshot is None:
        say("Collecting the year’s figures")
        report.snapshot = build(report.network, report.year_end)
        report.snapshot_sha256 = digest(report.snapshot)
        own.filter(snapshot__isnull=True).update(
            snapshot=report.snapshot,
            snapshot_sha256=report.snapshot_sha256,
            figures=key_figures(report.snapshot),
        )
    say("Laying out the pages")
    try:
        pdf = typeset(report.snapshot, standing(report))
    except DocumentFailed as problem:
        raise JobFailed(f"The pages could not be laid out: {problem}") from problem
    say("Keeping the file")
    stored = files.store(pdf.content, content_type="application/pdf")
    with transaction.atomic():
        kept = own.update(
            file=stored,
            file_state=report.state,
            pages=pdf.pages,
            made_at=timezone.now(),
            updated_at=timezone.now(),
        )
        if kept and report.state == State.RELEASED:
            earlier = report.network.reports.filter(year_end=report.year_end, version__lt=report.version)
            earlier.filter(state=State.RELEASED).update(state=State.SUPERSEDED)


def standing(report: Report) -> Standing:
    """How far the report has come, as its cover says."""
    if report.state == State.DRAFT:
        return Standing("draft", "Draft: the clinical director has not approved it yet")
    approved = f"Approved by the clinical director on {day(report.approved_at)}"
    if report.state == State.APPROVED:
        return Standing("approved", f"{approved}. Not released yet")
    area = report.snapshot["network"]["icb"]
    to = f" to {area['name']}" if area else ""
    return Standing("released", f"{approved}. Released{to} on {day(report.released_at)}")


@transaction.atomic
def hand_out(*, report: Report, by, ics=None) -> bytes:
    """Record a download and return the file's content. Raises FileNotFoundError where storage lost it."""
    with files.open_stored(report.file) as stored:
        content = stored.read()
    record(
        Event.REPORT_DOWNLOADED, by=by, network=report.network, ics=ics, about=report, state=report.file_state
    )
    return content
