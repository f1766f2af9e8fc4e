"""What people do to a network's box for notes, raising something included. Delivery is in `delivery.py`."""

import uuid

from django.db import transaction
from django.utils import timezone

from apps.core.audit import Event, record
from apps.jobs.actions import enqueue
from apps.networks.controller import NOT_NAMED

from . import envelopes, receipts, rules
from .models import Batch, Box, Envelope, Note


class NotesRefused(Exception):
    """What was asked can't be done; the message is for people."""


class NotReady(Exception):
    """The box takes no note at this moment: its first key is still being made."""


class BoxFull(Exception):
    """As many notes wait as may wait until the next delivery. Says nothing about who raised them."""


@transaction.atomic
def open_box(*, network, by) -> Box:
    """Let people raise something in ``network``. Raises NotesRefused where no data controller is named."""
    if not network.controller_name:
        raise NotesRefused(NOT_NAMED)
    box, _ = Box.objects.select_for_update().get_or_create(network=network)
    box.is_open = True
    box.save(update_fields=["is_open", "updated_at"])
    if not box.batches.exclude(state=Batch.State.ENDED).exists():
        begin_batch(box)
    record(Event.NOTES_OPENED, by=by, network=network)
    return box


@transaction.atomic
def close_box(*, box: Box, by) -> None:
    """Take no more notes. What waits is delivered, what was delivered stays."""
    Box.objects.filter(pk=box.pk).update(is_open=False, updated_at=timezone.now())
    record(Event.NOTES_CLOSED, by=by, network=box.network)


@transaction.atomic
def renew_link(*, box: Box, by) -> None:
    """Make a new link; the old one stops working, such as where it went astray."""
    box = Box.objects.select_for_update(of=["self"]).select_related("network").get(pk=box.pk)
    box.generation += 1
    box.save(update_fields=["generation", "updated_at"])
    record(Event.NOTES_LINK_RENEWED, by=by, network=box.network)


def begin_batch(box: Box) -> None:
    """A batch whose key a worker makes."""
    batch = Batch.objects.create(box=box)
    enqueue("notes.prepare", batch.pk, key=f"notes-prepare:{batch.pk}")


@transaction.atomic
def raise_note(*, box: Box, envelope_id: uuid.UUID, text: str, code: str) -> None:
    """Seal a note into the box's batch. ``envelope_id`` and ``code`` come with the form, so that one form sent in
    twice is one note with one receipt.

    Leaves no audit event, no time and no log line. Raises NotReady, BoxFull, or ValueError for a text that is
    empty or too long."""
    batch = _hold_batch(box)
    if batch is None:
        raise NotReady
    if Envelope.objects.filter(pk=envelope_id).exists():
        return
    if (
        Envelope.objects.filter(batch=batch).count() >= rules.MOST_WAITING
        or Envelope.objects.count() >= rules.MOST_WAITING_EVERYWHERE
    ):
        raise BoxFull
    sealed = envelopes.seal(
        bytes(batch.public_key),
        batch_id=batch.pk,
        envelope_id=envelope_id,
        text=text,
        receipt=receipts.fingerprint(code),
    )
    Envelope.objects.create(pk=envelope_id, batch=batch, ciphertext=sealed)


def _hold_batch(box: Box) -> Batch | None:
    """The batch that takes notes, held until the end of the transaction; None where there is none.

    Asked twice: whoever waited for a batch while it was delivered finds it ended, and only then its successor."""
    taking = Batch.objects.select_for_update().filter(box=box, state=Batch.State.TAKING)
    return taking.first() or taking.first()


@transaction.atomic
def answer_note(*, note: Note, by, text: str) -> None:
    """Answer a note, or replace its answer. Only whoever has the receipt code can read it."""
    _settle(note, Note.State.ANSWERED, text)
    record(Event.NOTE_ANSWERED, by=by, network=note.box.network, about=note)


@transaction.atomic
def settle_note(*, note: Note, by) -> None:
    """Mark a note as dealt with, without an answer."""
    _settle(note, Note.State.SETTLED, "")
    record(Event.NOTE_SETTLED, by=by, network=note.box.network, about=note)


def _settle(note: Note, state: str, answer: str) -> None:
    Note.objects.filter(pk=note.pk).update(state=state, answer=answer, settled_on=timezone.localdate())
