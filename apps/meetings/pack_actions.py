"""A meeting's pack: asked for, made by a worker, handed out."""

from django.db import transaction
from django.utils import timezone

from apps.core import files
from apps.core.audit import Event, record
from apps.documents.pdf import DocumentFailed
from apps.jobs import actions as jobs
from apps.jobs.registry import JobFailed

from . import pack
from .agenda_actions import AgendaRefused
from .models import MadeFile, Meeting


@transaction.atomic
def request_pack(*, meeting: Meeting, by) -> None:
    """Have it made twice: with what is confidential and without. Raises AgendaRefused while it is being made."""
    meeting = Meeting.objects.select_for_update(of=["self"]).select_related("network").get(pk=meeting.pk)
    for confidential in (False, True):
        _ask(meeting, confidential)
    record(Event.PACK_ASKED, by=by, network=meeting.network)


def _ask(meeting: Meeting, confidential: bool) -> None:
    key = {"meeting": meeting, "what": MadeFile.What.PACK, "confidential": confidential}
    made, _ = MadeFile.objects.select_related("job", "file").get_or_create(**key)
    if made.is_being_made:
        raise AgendaRefused("The pack is being made now.")
    last, made.file, made.pages, made.made_at, made.left_out = made.file, None, None, None, []
    made.askings += 1
    made.save()
    if last:
        files.forget_unless_shown(last)
    made.job = jobs.enqueue("meetings.pack", made.pk, key=f"pack:{made.pk}:{made.askings}")
    made.save(update_fields=["job", "updated_at"])


def make_pack(*, made: MadeFile, job, say) -> None:
    """Lay out the agenda, put the papers behind it, keep the file. Raises JobFailed with the words to show."""
    if made.job_id != job.pk:
        return
    try:
        put_together = pack.put_together(made.meeting, made.confidential, say)
    except DocumentFailed as problem:
        raise JobFailed(f"The pages could not be laid out: {problem}") from problem
    say("Keeping the file")
    now = timezone.now()
    with transaction.atomic():
        # The row is locked from before the bytes are stored: an item hidden meanwhile took the job from it.
        own = MadeFile.objects.select_for_update().filter(pk=made.pk, job=job)
        if own.exists():
            stored = files.store(put_together.content, content_type="application/pdf")
            own.update(
                file=stored,
                pages=put_together.pages,
                left_out=list(put_together.left_out),
                made_at=now,
                updated_at=now,
            )


@transaction.atomic
def hand_out_pack(*, made: MadeFile, network, by) -> bytes:
    """Record a download and return the file's content. Raises FileNotFoundError where storage lost it."""
    with files.open_stored(made.file) as stored:
        content = stored.read()
    record(Event.PACK_DOWNLOADED, by=by, network=network)
    return content
