"""What is done to reports: ask for one, approve it, release it, hand it out. A worker makes the pages."""

from datetime import date, timedelta

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
from .models import Endorsement, Report
from .snapshot import build

State = Report.State
# How far ahead a release may be planned.
FARTHEST = timedelta(days=92)


class ReportRefused(Exception):
    """It can't be done now; the message says why, and what to do."""


@transaction.atomic
def request_report(*, network, by, year_end: date, correction: str = "") -> Report:
    """Have a draft made of the year that ends on ``year_end``; a draft of it that is there is made anew. Where a report
    on it was released, ``correction`` says why there is to be another.

    Raises ReportRefused where one is being made or waits for its release, the year is none to report on, or nobody
    says why."""
    try:
        years.checked(year_end, today=timezone.localdate(), opened_on=network.opened_on)
    except years.BadYear as problem:
        raise ReportRefused(str(problem)) from problem
    # The network's row serialises askings: two clicks at once find one another's draft.
    type(network).objects.select_for_update(no_key=True).get(pk=network.pk)
    report = network.reports.in_progress().filter(year_end=year_end).select_related("job").first()
    if report is None:
        last = network.reports.filter(year_end=year_end).aggregate(last=Max("version"))["last"] or 0
        if last and not correction:
            raise ReportRefused("A report on this year was released. Say what this version corrects.")
        report = Report(network=network, year_end=year_end, version=last + 1)
        report.correction = correction if last else ""
        report.save()
    elif report.state == State.APPROVED:
        raise ReportRefused("This report is approved. Release it, or take the approval back.")
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
    report.state, report.released_at, report.release_on = State.RELEASED, timezone.now(), None
    report.released_by_id = by.pk if by else None
    _ask(report, "state", "released_at", "released_by_id", "release_on")
    record(Event.REPORT_RELEASED, by=by, network=report.network, ics=report.network.icb, about=report)


@transaction.atomic
def take_back(*, report: Report, by) -> None:
    """Make an approved report a draft again. Raises ReportRefused where it is not approved, or released already."""
    report = _locked(report)
    if report.state != State.APPROVED:
        raise ReportRefused("Only an approval of a report that is not released can be taken back.")
    report.state, report.approved_at, report.approved_by_id, report.release_on = State.DRAFT, None, None, None
    _ask(report, "state", "approved_at", "approved_by_id", "release_on")
    record(Event.REPORT_TAKEN_BACK, by=by, network=report.network, about=report)


@transaction.atomic
def plan_release(*, report: Report, by, on: date) -> None:
    """Have an approved report released by itself on the morning of ``on``; a day that was planned before is moved.

    Raises ReportRefused where it is not approved, or the day is none to plan for."""
    report = _locked(report)
    today = timezone.localdate()
    if report.state != State.APPROVED:
        raise ReportRefused("Only an approved report can be released.")
    if not today < on <= today + FARTHEST:
        raise ReportRefused(f"Choose a day from tomorrow to {day(today + FARTHEST)}.")
    report.release_on = on
    report.save(update_fields=["release_on", "updated_at"])
    record(Event.REPORT_RELEASE_PLANNED, by=by, network=report.network, about=report, on=on.isoformat())


@transaction.atomic
def unplan_release(*, report: Report, by) -> None:
    """Have it wait for somebody to release it. Raises ReportRefused where no day was planned."""
    report = _locked(report)
    if report.release_on is None:
        raise ReportRefused("No day is planned for the release of this report.")
    report.release_on = None
    report.save(update_fields=["release_on", "updated_at"])
    record(Event.REPORT_RELEASE_UNPLANNED, by=by, network=report.network, about=report)


def release_due(*, report_pk: int, today: date) -> None:
    """Release what was planned for ``today`` or before; nothing where somebody did, moved it or took it back."""
    due = Report.objects.filter(pk=report_pk, state=State.APPROVED, release_on__lte=today)
    report = due.select_related("network").first()
    if report and not report.network.is_read_only:
        release(report=report, by=None)


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
    notes = tuple(_notes(report))
    if report.state == State.DRAFT:
        return Standing("draft", "Draft: the clinical director has not approved it yet", notes)
    approved = f"Approved by the clinical director on {day(report.approved_at)}"
    if report.state == State.APPROVED:
        return Standing("approved", f"{approved}. Not released yet", notes)
    area = report.snapshot["network"]["icb"]
    to = f" to {area['name']}" if area else ""
    return Standing("released", f"{approved}. Released{to} on {day(report.released_at)}", notes)


def _notes(report: Report):
    """What the cover says besides: whether the board stood behind this very content, and what a version corrects."""
    endorsement = Endorsement.objects.filter(report=report).first()
    if endorsement and endorsement.content == report.snapshot_sha256:
        yield f"Endorsed by the board ({endorsement.meeting_words}) on {day(endorsement.on)}"
    if report.correction:
        yield f"Version {report.version}. What it corrects: {report.correction}"


@transaction.atomic
def hand_out(*, report: Report, by, ics=None) -> bytes:
    """Record a download and return the file's content. Raises FileNotFoundError where storage lost it."""
    with files.open_stored(report.file) as stored:
        content = stored.read()
    record(
        Event.REPORT_DOWNLOADED, by=by, network=report.network, ics=ics, about=report, state=report.file_state
    )
    return content
