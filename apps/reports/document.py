"""A snapshot as a publication: HTML, and the PDF made of it. Reads nothing but the snapshot."""

import hashlib
import json
from dataclasses import dataclass

from django.template.loader import render_to_string

from apps.documents.pdf import DocumentFailed, Pdf, render

from . import layout, own, pattern
from .words import year_title

__all__ = ["DRAFT", "DocumentFailed", "Standing", "digest", "html", "pdf", "typeset"]

TITLE_IN_HEAD = 60


@dataclass(frozen=True)
class Standing:
    """How far a report has come, as its cover says: ``code`` is draft, approved or released; ``notes`` are what else
    stands there."""

    code: str
    words: str
    notes: tuple[str, ...] = ()


DRAFT = Standing("draft", "Draft: the clinical director has not approved it yet")


def digest(snapshot: dict) -> str:
    """SHA-256 of a snapshot, the same for the same content whatever the order of its keys."""
    return hashlib.sha256(json.dumps(snapshot, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def as_text(snapshot: dict) -> str:
    """The snapshot as JSON for people to open: in order, with a line for each entry."""
    return json.dumps(snapshot, sort_keys=True, ensure_ascii=False, indent=1)


def html(snapshot: dict, standing: Standing = DRAFT) -> str:
    return render_to_string("reports/document/document.html", context(snapshot, standing))


def pdf(snapshot: dict, standing: Standing = DRAFT) -> bytes:
    return typeset(snapshot, standing).content


def typeset(snapshot: dict, standing: Standing = DRAFT) -> Pdf:
    """The PDF and how many pages it has. Raises DocumentFailed (see documents.pdf)."""
    return render(html(snapshot, standing))


def context(snapshot: dict, standing: Standing) -> dict:
    """Everything the templates say, numbered and in order."""
    name = snapshot["network"]["name"]
    return {
        "snapshot": snapshot,
        "standing": standing,
        "year_title": year_title(snapshot["year"]),
        "short_name": name if len(name) <= TITLE_IN_HEAD else f"{name[: TITLE_IN_HEAD - 1].rstrip()}…",
        "field": pattern.field(snapshot["network"]["code"]),
        "field_size": (pattern.COLUMNS * pattern.SIDE, pattern.ROWS * pattern.SIDE),
        "facts": _facts(snapshot),
        "latest": own.latest_of(snapshot),
        "foot": f"{standing.words}. Fictional: invented names and figures"
        if snapshot["fictional"]
        else standing.words,
        "laid": layout.laid_out(snapshot),
        # What the first pages ask and promise; a snapshot from before there were written parts has none.
        "brief": snapshot.get("brief", {}),
        "digest": digest(snapshot)[:12],
    }


def _facts(snapshot) -> list[tuple[str, str]]:
    """Up to four large numbers with what they count."""
    practices, facts = snapshot["practices"], []
    if practices["patients"]:
        facts.append((f"{practices['patients']:,}", "registered patients"))
    if practices["rows"]:
        facts.append(
            (str(len(practices["rows"])), "member practice" + ("s" if len(practices["rows"]) > 1 else ""))
        )
    if practices["imd_score"] is not None:
        facts.append((f"{practices['imd_score']:.1f}", "deprivation score, weighted by list size"))
    if snapshot["rounds"]:
        count = len(snapshot["rounds"])
        facts.append((str(count), f"scorecard round{'s' if count > 1 else ''} in this report"))
    return facts
