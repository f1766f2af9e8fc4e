"""The frozen overview as a publication: the same pages for the same snapshot. Reads nothing but that."""

from django.template.loader import render_to_string

from apps.core.chapters import thawed
from apps.documents.pdf import DocumentFailed, Pdf, render
from apps.reports import layout, pattern
from apps.reports.document import TITLE_IN_HEAD, digest
from apps.reports.words import day as day_of
from apps.reports.words import year_title

__all__ = ["DocumentFailed", "digest", "html", "typeset"]


def html(snapshot: dict) -> str:
    return render_to_string("overview/document/document.html", context(snapshot))


def typeset(snapshot: dict) -> Pdf:
    """Raises DocumentFailed (see documents.pdf)."""
    return render(html(snapshot))


def context(snapshot: dict) -> dict:
    name, mark = snapshot["area"]["name"], digest(snapshot)[:12]
    standing = f"Made on {day_of(snapshot['made_on'])} from reports that were released"
    chapters = [
        (one["code"], one["title"], [thawed(part) for part in one["parts"]]) for one in snapshot["chapters"]
    ]
    return {
        "snapshot": snapshot,
        "standing": standing,
        "foot": f"{standing}. Fictional: invented names and figures" if snapshot["fictional"] else standing,
        "year_title": year_title(snapshot["year"]),
        "short_name": name if len(name) <= TITLE_IN_HEAD else f"{name[: TITLE_IN_HEAD - 1].rstrip()}…",
        "field": pattern.field(snapshot["area"]["code"]),
        "field_size": (pattern.COLUMNS * pattern.SIDE, pattern.ROWS * pattern.SIDE),
        "laid": layout.numbered(chapters),
        "digest": mark,
    }
