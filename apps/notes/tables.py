"""Delivered notes as a table. There is no CSV: a file of everybody's words would leave every rule about who reads them
behind, and nothing can be counted in it that the page does not show."""

from django.urls import reverse
from django.utils.text import Truncator

from apps.core.moments import day
from apps.core.table_html import link, tag
from apps.core.tables import Column, Noun

from .models import Note

NOTES = Noun("note", "notes")
_COLOURS = {Note.State.NEW: "blue", Note.State.ANSWERED: "green", Note.State.SETTLED: "grey"}


def state_of(note: Note) -> tuple[str, str]:
    """How far a note is, in words, and the colour they stand in."""
    return note.get_state_display(), _COLOURS[note.state]


def columns(network) -> tuple[Column, ...]:
    def beginning(note):
        return link(Truncator(note.text).chars(90), reverse("notes:detail", args=[network.code, note.pk]))

    return (
        Column("note", "Note", cell=beginning, head=True),
        Column(
            "delivered",
            "Delivered on",
            lambda note: day(note.delivered_on),
            order=("delivered_on",),
        ),
        Column(
            "state",
            "State",
            lambda note: state_of(note)[0],
            lambda note: tag(*state_of(note)),
            order=("state",),
        ),
    )
