"""What is done to a handover pack: ask for it, make its pages, hand it out, forget it."""

from django.db import transaction
from django.utils import timezone

from apps.core import files
from apps.core.audit import Event, record
from apps.jobs import actions as jobs
from apps.jobs.registry import JobFailed

from .actions import ReportRefused
from .document import DocumentFailed
from .handover import typeset
from .models import Handover


@transaction.atomic
def request_handover(*, network, by, role: str, leaver: str) -> Handover:
    """Have the pack made for whoever follows ``leaver`` in ``role``; the last one goes. Raises ReportRefused while one
    is being made."""
    # The network's row serialises askings, as with reports.
    type(network).objects.select_for_update(no_key=True).get(pk=network.pk)
    pack = Handover.objects.filter(network=network).select_related("job").first() or Handover(network=network)
    if pack.is_being_made:
        raise ReportRefused("The pack is being made now.")
    last = pack.file
    pack.role, pack.leaver, pack.file, pack.pages, pack.made_at = role, leaver, None, None, None
    pack.askings += 1
    pack.save()
    if last:
        files.forget(last)
    pack.job = jobs.enqueue("reports.handover", pk := pack.pk, key=f"handover:{pk}:{pack.askings}")
    pack.save(update_fields=["job", "updated_at"])
    record(Event.HANDOVER_REQUESTED, by=by, network=network)
    return pack


def make_handover(*, pack: Handover, job, say) -> None:
    """Lay out the pages and keep the file. Raises JobFailed with the words to show."""
    if pack.job_id != job.pk:
        return
    say("Reading every room")
    try:
        pdf = typeset(pack.network, role=pack.role, leaver=pack.leaver)
    except DocumentFailed as problem:
        raise JobFailed(f"The pages could not be laid out: {problem}") from problem
    say("Keeping the file")
    stored = files.store(pdf.content, content_type="application/pdf")
    now = timezone.now()
    Handover.objects.filter(pk=pack.pk, job=job).update(
        file=stored, pages=pdf.pages, made_at=now, updated_at=now
    )


@transaction.atomic
def hand_out_handover(*, pack: Handover, by) -> bytes:
    """Record a download and return the file's content. Raises FileNotFoundError where storage lost it."""
    with files.open_stored(pack.file) as stored:
        content = stored.read()
    record(Event.HANDOVER_DOWNLOADED, by=by, network=pack.network)
    return content


@transaction.atomic
def forget_handover(*, person, by) -> None:
    """Delete the pack of a network, pages and all: it may name ``person``, whose data are erased."""
    pack = Handover.objects.filter(network=person.network).select_related("file", "network").first()
    if pack:
        pack.delete()
        if pack.file:
            files.forget(pack.file)
        record(Event.HANDOVER_FORGOTTEN, by=by, network=pack.network)
