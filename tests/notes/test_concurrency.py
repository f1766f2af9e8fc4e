"""Real threads and transactions: a note is in the batch that is delivered or in the next one, never in none."""

import uuid

import pytest
from django.db import transaction

from apps.notes import actions, receipts
from apps.notes.models import Batch, Envelope
from tests.surveys.test_concurrency import at_once, wait_until_one_waits

from .conftest import batch_of, deliver, put

pytestmark = pytest.mark.django_db(transaction=True)


def test_note_that_waited_for_a_delivery_is_in_the_next_batch(box):
    put(box, "One", "Two", "Three")
    first = batch_of(box)

    def hold_and_deliver():
        with transaction.atomic():
            Batch.objects.select_for_update().get(pk=first.pk)
            wait_until_one_waits()
            deliver(box)

    results = at_once([hold_and_deliver, lambda: (wait_until_held(first), put(box, "Late"))])
    assert results[0] == "done"
    assert Envelope.objects.get().batch == batch_of(box) != first


def wait_until_held(batch) -> None:
    """Until somebody else holds the batch."""
    for _ in range(3000):
        with transaction.atomic():
            if not Batch.objects.select_for_update(skip_locked=True).filter(pk=batch.pk).exists():
                return
    raise AssertionError("nobody held the batch")


def test_form_sent_in_many_times_at_once_is_one_note(box):
    sent = {"box": box, "envelope_id": uuid.uuid4(), "text": "Once", "code": receipts.make()}
    assert at_once([lambda: actions.raise_note(**sent)] * 6) == ["done"] * 6
    assert Envelope.objects.count() == 1
