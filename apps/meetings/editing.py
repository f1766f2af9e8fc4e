"""Two people at once: nobody overwrites what somebody else wrote meanwhile."""

from django.db.models import F
from django.utils import timezone

from .models.base import Edited


class Overtaken(Exception):
    """Somebody changed the row since the writer read it. ``row`` is as it stands now; what was typed is the caller's to
    show beside it."""

    def __init__(self, row: Edited):
        super().__init__("Somebody else changed this meanwhile.")
        self.row = row


def change(row: Edited, *, version: int, **fields) -> None:
    """Write ``fields`` into ``row`` if it is still at ``version``, in one statement, so that of two writers one is
    told. Raises Overtaken with the row as it stands."""
    if "updated_at" in {field.name for field in row._meta.concrete_fields}:
        fields["updated_at"] = timezone.now()
    rows = type(row)._default_manager.filter(pk=row.pk, version=version)
    if not rows.update(version=F("version") + 1, **fields):
        row.refresh_from_db()
        raise Overtaken(row)
    row.refresh_from_db()
