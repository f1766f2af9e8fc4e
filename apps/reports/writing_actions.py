"""Writing the parts of a report that are written by people."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from apps.core.audit import Event, record

from .models import WrittenPart

# It saves itself every few seconds: one line of the log is for one sitting of somebody.
SITTING = timedelta(minutes=30)


class Overtaken(Exception):
    """Somebody changed the part since the writer read it. ``row`` is as it stands now; what was typed is the caller's
    to show beside it."""

    def __init__(self, row: WrittenPart):
        super().__init__("Somebody else changed this meanwhile.")
        self.row = row


@transaction.atomic
def write(*, network, by, year_end: date, part: str, version: int, words: dict[str, str]) -> WrittenPart:
    """Keep ``words`` if the part is still at ``version`` (0: nobody has written in it), in one statement. Saying again
    what stands there is harmless. Raises Overtaken."""
    row, _ = WrittenPart.objects.get_or_create(network=network, year_end=year_end, part=part)
    if row.words == words:
        return row
    began, writer = row.updated_at, row.by_id
    rows = WrittenPart.objects.filter(pk=row.pk, version=version)
    now = timezone.now()
    if not rows.update(words=words, version=F("version") + 1, by=by, updated_at=now):
        row.refresh_from_db()
        raise Overtaken(row)
    if version == 0 or writer != by.pk or now - began > SITTING:
        record(Event.REPORT_WRITTEN, by=by, network=network, about=row, part=part)
    row.refresh_from_db()
    return row
