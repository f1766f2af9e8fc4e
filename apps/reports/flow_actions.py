"""What others than the director say of a draft: comments on its chapters, and that the board stands behind it."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from apps.core.audit import Event, record

from .actions import ReportRefused, State
from .contents import TITLES
from .models import Endorsement, Report, ReportComment


@transaction.atomic
def comment(*, report: Report, by, chapter: str, text: str) -> ReportComment:
    """Say something of a chapter, or of the whole where ``chapter`` is empty; the same twice is once.

    Raises ReportRefused where the report is no draft any more."""
    report = Report.objects.select_for_update(of=["self"]).select_related("network").get(pk=report.pk)
    if report.state != State.DRAFT:
        raise ReportRefused("This report is no draft any more: comments come too late.")
    if chapter and chapter not in TITLES:
        raise ReportRefused("The report has no such chapter.")
    found, added = ReportComment.objects.get_or_create(
        network=report.network, year_end=report.year_end, chapter=chapter, by=by, text=text
    )
    if added:
        record(Event.REPORT_COMMENTED, by=by, network=report.network, about=report)
    return found


@transaction.atomic
def settle(*, comment: ReportComment, by, answer: str) -> None:
    """Say what was done with a comment; its author reads it."""
    ReportComment.objects.filter(pk=comment.pk).update(answer=answer, settled=True, updated_at=timezone.now())
    record(Event.REPORT_COMMENT_SETTLED, by=by, network=comment.network, about=comment)


@transaction.atomic
def withdraw(*, comment: ReportComment, by) -> None:
    """Take one's own comment back. Raises ReportRefused where it is another's, or was answered."""
    found = ReportComment.objects.select_for_update(of=["self"]).filter(pk=comment.pk, by=by).first()
    if found is None or found.settled:
        raise ReportRefused("Only your own comment can be withdrawn, until it is answered.")
    record(Event.REPORT_COMMENT_WITHDRAWN, by=by, network=comment.network, about=found)
    found.delete()


@transaction.atomic
def endorse(
    *, report: Report, by, on: date, content: str, meeting=None, meeting_words: str, said: str = ""
) -> None:
    """Note that a meeting of the board stood behind the content whose hash is ``content``; an earlier note is replaced.

    Raises ReportRefused where the report was released, or is not the content that was read."""
    report = Report.objects.select_for_update(of=["self"]).select_related("network").get(pk=report.pk)
    if report.state not in (State.DRAFT, State.APPROVED):
        raise ReportRefused(
            "This report was released. What the board says of it now belongs into a corrected version."
        )
    if not content or content != report.snapshot_sha256:
        raise ReportRefused("The draft was made again since you opened this page. Look at it once more.")
    Endorsement.objects.update_or_create(
        report=report,
        defaults={
            "meeting": meeting,
            "meeting_words": meeting_words,
            "on": on,
            "said": said,
            "content": content,
            "by": by,
        },
    )
    record(Event.REPORT_ENDORSED, by=by, network=report.network, about=report, on=on.isoformat())


@transaction.atomic
def remove_endorsement(*, report: Report, by) -> None:
    """Raises ReportRefused where there is none, or the report was released with it."""
    report = Report.objects.select_for_update(of=["self"]).select_related("network").get(pk=report.pk)
    if report.state not in (State.DRAFT, State.APPROVED):
        raise ReportRefused("This report was released as it is.")
    if not Endorsement.objects.filter(report=report).delete()[0]:
        raise ReportRefused("No endorsement is noted.")
    record(Event.REPORT_ENDORSEMENT_REMOVED, by=by, network=report.network, about=report)
