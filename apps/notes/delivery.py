"""Delivery: a batch's envelopes are opened together, written in mixed order with the day alone, and destroyed.

As in `surveys.closing`, everything is one transaction under the batch's lock, and the key goes after its commit."""

import random
import uuid
from datetime import date

from django.db import transaction
from django.utils import timezone

from apps.core.audit import Event, record
from apps.jobs.actions import enqueue_many
from apps.surveys import keyring

from . import envelopes, rules
from .models import Batch, Box, Envelope, Note


def prepare(batch_id: uuid.UUID) -> None:
    """Make the pair of a batch, which takes notes from then on. A repeat finds the same pair. Raises NoKeyring."""
    if Batch.objects.filter(pk=batch_id, state=Batch.State.MAKING).exists():
        public_key = keyring.make_pair(batch_id)
        Batch.objects.filter(pk=batch_id, state=Batch.State.MAKING).update(
            state=Batch.State.TAKING, public_key=public_key, updated_at=timezone.now()
        )


def enqueue_deliveries() -> None:
    """Have every batch looked at today, whether or not there is anything in it."""
    today = timezone.localdate()
    taking = Batch.objects.filter(state=Batch.State.TAKING).values_list("pk", flat=True)
    enqueue_many("notes.deliver", {f"notes-deliver:{pk}:{today}": pk for pk in taking})


def deliver(batch_id: uuid.UUID) -> None:
    """Deliver a batch if it is due today. Harmless to repeat, also by two workers at once. Raises NoKeyring.

    Where the key is gone for good the notes are deleted unread and pages say so."""
    today = timezone.localdate()
    if not rules.is_due(_waiting(batch_id), today):
        return
    # Before anything is opened, so that there is no moment without a batch that takes notes.
    successor = uuid.uuid4()
    public_key = keyring.make_pair(successor)
    try:
        delivered = _deliver(batch_id, today, successor, public_key)
    except keyring.KeyLost:
        delivered = _lose(batch_id, today, successor, public_key)
    except BaseException:
        keyring.destroy(successor)
        raise
    keyring.destroy(batch_id if delivered else successor)


def _waiting(batch_id: uuid.UUID) -> int:
    return Envelope.objects.filter(batch_id=batch_id, batch__state=Batch.State.TAKING).count()


def _hold(batch_id: uuid.UUID) -> Batch | None:
    taking = Batch.objects.select_for_update(of=["self"]).select_related("box__network")
    return taking.filter(pk=batch_id, state=Batch.State.TAKING).first()


@transaction.atomic
def _deliver(batch_id: uuid.UUID, today: date, successor: uuid.UUID, public_key: bytes) -> bool:
    """True where this delivered the batch, False where somebody else had."""
    batch = _hold(batch_id)
    if batch is None:
        return False
    rows = Envelope.objects.filter(batch=batch).values_list("pk", "ciphertext")
    opened, damaged = envelopes.open_batch(keyring.private_key(batch.pk), batch_id=batch.pk, rows=rows)
    random.SystemRandom().shuffle(opened)
    # Of a form that was sent in again after its delivery the receipt is there already.
    Note.objects.bulk_create(
        [Note(box=batch.box, delivered_on=today, text=one.text, receipt=one.receipt) for one in opened],
        ignore_conflicts=True,
    )
    _end(batch, successor, public_key)
    lost = {"damaged": damaged} if damaged else {}
    record(Event.NOTES_DELIVERED, network=batch.box.network, **lost)
    return True


@transaction.atomic
def _lose(batch_id: uuid.UUID, today: date, successor: uuid.UUID, public_key: bytes) -> bool:
    batch = _hold(batch_id)
    if batch is None:
        return False
    Box.objects.filter(pk=batch.box_id).update(lost_on=today, updated_at=timezone.now())
    _end(batch, successor, public_key)
    record(Event.NOTES_LOST, network=batch.box.network)
    return True


def _end(batch: Batch, successor: uuid.UUID, public_key: bytes) -> None:
    Envelope.objects.filter(batch=batch).delete()
    batch.state, batch.public_key = Batch.State.ENDED, None
    batch.save(update_fields=["state", "public_key", "updated_at"])
    Batch.objects.create(pk=successor, box=batch.box, state=Batch.State.TAKING, public_key=public_key)


def tidy() -> None:
    """Delete notes whose time is over, and destroy again the keys of batches that ended."""
    Note.objects.filter(delivered_on__lt=timezone.localdate() - rules.KEPT).delete()
    ended = Batch.objects.filter(pk__in=keyring.kept(), state=Batch.State.ENDED)
    for batch_id in ended.values_list("pk", flat=True):
        keyring.destroy(batch_id)
    Batch.objects.filter(state=Batch.State.ENDED, updated_at__lt=timezone.now() - rules.KEPT).delete()
