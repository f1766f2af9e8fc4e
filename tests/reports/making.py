"""Reports that are there already, for tests that don't make one."""

from datetime import date

from django.utils import timezone

from apps.core import files
from apps.reports.document import digest
from apps.reports.key_figures import key_figures
from apps.reports.models import Report, WrittenPart
from apps.reports.parts import PARTS

from .examples import snapshot

YEAR_END = date(2026, 3, 31)
PDF = b"%PDF-1.7 not quite"


def report_of(network, year_end=YEAR_END, *, state="draft", **fields) -> Report:
    """A report in ``state`` whose file says so."""
    content = snapshot(name=network.name)
    now = timezone.now()
    values = {
        "state": state,
        "file_state": state,
        "snapshot": content,
        "snapshot_sha256": digest(content),
        "figures": key_figures(content),
        "file": files.store(PDF + state.encode(), content_type="application/pdf"),
        "pages": 9,
        "made_at": now,
        "approved_at": None if state == "draft" else now,
        "released_at": now if state == "released" else None,
    }
    return Report.objects.create(network=network, year_end=year_end, **{**values, **fields})


def write_all(network, text: str, *, year_end=YEAR_END, **named) -> None:
    """Every part with ``text`` in every field, or what ``named`` says of a part's."""
    for code, part in PARTS.items():
        words = {one.name: one.choices[0][0] if one.choices else text for one in part.fields}
        WrittenPart.objects.update_or_create(
            network=network, year_end=year_end, part=code, defaults={"words": words | named.get(code, {})}
        )
