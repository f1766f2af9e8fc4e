"""Sentences about anonymous notes."""

from collections.abc import Mapping

from .words import Kind, Wording, many, plain


def _notes_delivered(detail: Mapping, about: str) -> str:
    damaged = detail.get("damaged", 0)
    lost = f"; {many(damaged, 'one', '{}')} could not be opened" if damaged else ""
    return f"delivered anonymous notes{lost}"


WORDINGS = {
    "notes.opened": Wording(Kind.NOTES, plain("let people raise something anonymously")),
    "notes.closed": Wording(Kind.NOTES, plain("stopped taking anonymous notes")),
    "notes.link_renewed": Wording(Kind.NOTES, plain("made a new link for anonymous notes")),
    "notes.delivered": Wording(Kind.NOTES, _notes_delivered),
    "notes.lost": Wording(
        Kind.NOTES, plain("deleted anonymous notes that could not be opened: their key was lost")
    ),
    "note.answered": Wording(Kind.NOTES, plain("answered an anonymous note")),
    "note.settled": Wording(Kind.NOTES, plain("marked an anonymous note as dealt with")),
}
