"""What a facilitator does in a workshop besides asking: moving the screen, a timer, and notes."""

import uuid
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from apps.core.audit import Event, record
from apps.surveys.models import Round

from .models import Workshop, WorkshopNote

MOST_NOTES = 200
MOST_MINUTES = 120


class NotesFull(Exception):
    """There are as many notes as a workshop may have; the message is for people."""


class NoteChanged(Exception):
    """Somebody else changed the note since it was read: ``note`` is what it is now, None where it is gone."""

    def __init__(self, note: WorkshopNote | None):
        self.note = note


def show(*, round_: Round, number: int) -> None:
    """Have every screen of the workshop show this slide."""
    Workshop.objects.update_or_create(round=round_, defaults={"slide": number})


def start_timer(*, round_: Round, theme: str, minutes: int, now: datetime | None = None) -> None:
    """Let the room talk about ``theme`` for so many minutes, from now on. Raises ValueError beyond `MOST_MINUTES`."""
    if not 1 <= minutes <= MOST_MINUTES:
        raise ValueError(minutes)
    timer = {"timer_theme": theme, "timer_minutes": minutes, "timer_started_at": now or timezone.now()}
    Workshop.objects.update_or_create(round=round_, defaults=timer)


def stop_timer(*, round_: Round) -> None:
    none = {"timer_theme": "", "timer_minutes": None, "timer_started_at": None}
    Workshop.objects.filter(round=round_).update(**none, updated_at=timezone.now())


@transaction.atomic
def add_note(
    *, round_: Round, by, note_id: uuid.UUID, about: str, kind: str, text: str, owner: str
) -> WorkshopNote:
    """Write a note down. ``note_id`` was drawn when the form was shown: sent twice over a bad line it is one note.

    Raises NoteChanged where a note of this id says something else by now, NotesFull."""
    Round.objects.select_for_update(of=["self"]).get(pk=round_.pk)
    words = {"about": about, "kind": kind, "text": text, "owner": owner}
    if there := WorkshopNote.objects.filter(pk=note_id).first():
        if there.round_id == round_.pk and all(
            getattr(there, name) == value for name, value in words.items()
        ):
            return there
        raise NoteChanged(there if there.round_id == round_.pk else None)
    if round_.workshop_notes.count() >= MOST_NOTES:
        raise NotesFull(
            f"There are {MOST_NOTES} notes already. Delete one that is not needed, then save this one."
        )
    note = WorkshopNote.objects.create(pk=note_id, round=round_, **words)
    record(Event.WORKSHOP_NOTE_WRITTEN, by=by, network=round_.network, about=round_, kind=kind)
    return note


@transaction.atomic
def change_note(
    *, note: WorkshopNote, by, version: int, about: str, kind: str, text: str, owner: str
) -> None:
    """Replace what the note says, if it still is at ``version``. Raises NoteChanged otherwise."""
    words = {"about": about, "kind": kind, "text": text, "owner": owner}
    changed = WorkshopNote.objects.filter(pk=note.pk, version=version).update(
        **words, version=F("version") + 1, updated_at=timezone.now()
    )
    if not changed:
        raise NoteChanged(WorkshopNote.objects.filter(pk=note.pk).first())
    round_ = note.round
    record(Event.WORKSHOP_NOTE_CHANGED, by=by, network=round_.network, about=round_, kind=kind)


@transaction.atomic
def delete_note(*, note: WorkshopNote, by, version: int) -> None:
    """Delete the note, if it still is at ``version``; one that is gone stays gone. Raises NoteChanged otherwise."""
    deleted, _ = WorkshopNote.objects.filter(pk=note.pk, version=version).delete()
    if deleted:
        round_ = note.round
        record(Event.WORKSHOP_NOTE_DELETED, by=by, network=round_.network, about=round_, kind=note.kind)
    elif there := WorkshopNote.objects.filter(pk=note.pk).first():
        raise NoteChanged(there)
