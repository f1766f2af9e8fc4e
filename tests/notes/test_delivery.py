"""Delivery: together, in mixed order, with the day alone, once, and nothing left that opens an envelope."""

import uuid
from datetime import date, timedelta
from unittest import mock

import pytest
from django.db import connection
from django.utils import timezone
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox

from apps.core.models import AuditEvent
from apps.jobs.clock import run_due
from apps.jobs.models import Job
from apps.notes import actions, delivery, envelopes, queries, receipts, rules
from apps.notes.models import Batch, Envelope, Note
from apps.surveys import keyring

from .conftest import MONDAY, TUESDAY, batch_of, deliver, put


@pytest.mark.parametrize(
    ("waiting", "today", "due"),
    [
        (0, date(2026, 3, 2), False), (1, date(2026, 3, 2), True), (1, date(2026, 3, 3), False),
        (2, date(2026, 3, 8), False), (3, date(2026, 3, 8), True), (30, date(2026, 3, 4), True),
    ],
)  # fmt: skip
def test_three_are_delivered_at_once_fewer_on_monday(waiting, today, due):
    assert rules.is_due(waiting, today) == due


def test_batch_is_delivered_together_and_destroyed(box):
    batch = batch_of(box)
    codes = put(box, "One", "Two", "Three")
    deliver(box)
    notes = Note.objects.all()
    assert {note.text for note in notes} == {"One", "Two", "Three"}
    assert {note.delivered_on for note in notes} == {date(2026, 3, 3)}
    assert {bytes(note.receipt) for note in notes} == {receipts.fingerprint(code) for code in codes}
    assert not Envelope.objects.exists()
    successor = batch_of(box)
    assert successor != batch
    assert keyring.kept() == {successor.pk}
    event = AuditEvent.objects.get(event="notes.delivered")
    assert (event.actor_id, event.network_code, event.detail) == (None, box.network.code, {})


def test_two_wait_for_monday(box):
    put(box, "One", "Two")
    deliver(box, TUESDAY)
    assert not Note.objects.exists()
    assert keyring.kept() == {batch_of(box).pk}
    deliver(box, MONDAY)
    assert Note.objects.count() == 2


def test_empty_batch_keeps_its_key_and_leaves_no_trace(box):
    batch = batch_of(box)
    deliver(box, MONDAY)
    assert batch_of(box) == batch
    assert not AuditEvent.objects.filter(event__startswith="notes.").exists()


def test_delivering_again_changes_nothing(box):
    batch = batch_of(box)
    put(box, "One", "Two", "Three")
    deliver(box)
    delivery.deliver(batch.pk)
    assert Note.objects.count() == 3
    assert Batch.objects.filter(state="taking").count() == 1


def test_order_of_delivery_is_not_the_order_of_raising(box, monkeypatch):
    shuffled = []
    monkeypatch.setattr(
        delivery.random.SystemRandom, "shuffle", lambda self, notes: shuffled.append(len(notes))
    )
    put(box, "One", "Two", "Three")
    deliver(box)
    assert shuffled == [3]


def test_failure_leaves_everything_sealed_and_a_retry_delivers(box, monkeypatch):
    batch = batch_of(box)
    put(box, "One", "Two", "Three")
    with monkeypatch.context() as patch:
        patch.setattr(delivery, "record", mock.Mock(side_effect=RuntimeError))
        with pytest.raises(RuntimeError):
            deliver(box)
    assert batch_of(box) == batch
    assert Envelope.objects.count() == 3
    assert not Note.objects.exists()
    assert keyring.kept() == {batch.pk}
    deliver(box)
    assert Note.objects.count() == 3


def test_damaged_envelope_does_not_hold_back_the_others(box):
    batch = batch_of(box)
    put(box, "One", "Two", "Three")
    Envelope.objects.create(batch=batch, ciphertext=b"x" * 100)
    crafted = SealedBox(PublicKey(bytes(batch.public_key))).encrypt(
        b"\0" * (envelopes._HEADER.size + envelopes._ROOM)
    )
    Envelope.objects.create(batch=batch, ciphertext=crafted)
    deliver(box)
    assert Note.objects.count() == 3
    assert AuditEvent.objects.get(event="notes.delivered").detail == {"damaged": 2}


def test_copied_envelope_is_one_note(box):
    put(box, "One", "Two", "Three")
    original = Envelope.objects.first()
    Envelope.objects.create(batch=original.batch, ciphertext=bytes(original.ciphertext))
    deliver(box)
    assert Note.objects.count() == 3


def test_envelope_of_another_batch_is_not_delivered(box, other_box):
    put(box, "One", "Two", "Three")
    put(other_box, "Elsewhere")
    Envelope.objects.filter(batch__box=other_box).update(batch=batch_of(box))
    deliver(box)
    assert not Note.objects.filter(text="Elsewhere").exists()


def test_lost_key_ends_the_batch_and_pages_say_so(box, client, manager):
    put(box, "One", "Two", "Three")
    lost = batch_of(box)
    keyring.destroy(lost.pk)
    now = timezone.now()
    deliver(box, now)
    box.refresh_from_db()
    assert box.lost_on == timezone.localdate(now)
    assert not Envelope.objects.exists()
    assert not Note.objects.exists()
    assert batch_of(box).pk in keyring.kept()
    assert AuditEvent.objects.filter(event="notes.lost").exists()
    client.force_login(manager)
    assert "Notes were lost" in client.get(f"/networks/{box.network.code}/notes/").content.decode()
    assert not box.tells_loss(box.lost_on + rules.LOSS_IS_TOLD)


def test_worker_without_keys_waits(box, do_jobs, settings):
    put(box, "One", "Two", "Three")
    settings.KEYRING_DIR = ""
    delivery.enqueue_deliveries()
    do_jobs(expect_failures=True)
    job = Job.objects.get(kind="notes.deliver")
    assert job.state == Job.State.QUEUED
    assert "stay sealed" in job.error
    assert Envelope.objects.count() == 3


def test_every_batch_is_looked_at_once_a_day_whatever_is_in_it(box, other_box, do_jobs):
    put(box, "One", "Two", "Three")
    morning = TUESDAY.replace(hour=6)
    with mock.patch.object(timezone, "now", return_value=morning):
        run_due()
        assert not Job.objects.filter(kind="notes.daily").exists()
    with mock.patch.object(timezone, "now", return_value=TUESDAY):
        run_due()
        run_due()
        do_jobs()
    assert Job.objects.filter(kind="notes.deliver").count() == 2
    assert Note.objects.count() == 3


def test_notes_go_after_twelve_months_and_keys_that_came_back_at_once(box):
    put(box, "One", "Two", "Three")
    ended = batch_of(box)
    deliver(box)
    keyring.make_pair(ended.pk)
    with mock.patch.object(timezone, "now", return_value=TUESDAY + rules.KEPT):
        delivery.tidy()
    assert Note.objects.count() == 3
    assert keyring.kept() == {batch_of(box).pk}
    with mock.patch.object(timezone, "now", return_value=TUESDAY + rules.KEPT + timedelta(days=1)):
        delivery.tidy()
    assert not Note.objects.exists()


def test_box_opened_by_the_manager_takes_notes_once_its_key_is_there(network, manager, do_jobs):
    box = actions.open_box(network=network, by=manager)
    with pytest.raises(actions.NotReady):
        put(box, "Too early")
    do_jobs()
    put(box, "In time")
    actions.open_box(network=network, by=manager)
    assert Batch.objects.count() == 1


def test_box_needs_somebody_who_answers_for_it(network, manager):
    network.controller_name = ""
    network.save()
    with pytest.raises(actions.NotesRefused, match="data controller"):
        actions.open_box(network=network, by=manager)


# --- Envelopes and receipts ----------------------------------------------------------------


def test_envelopes_have_one_size_and_say_nothing(box):
    put(box, "a", "ä" * 500, "😀" * 500, "w" * 500)
    assert len({len(bytes(envelope.ciphertext)) for envelope in Envelope.objects.all()}) == 1
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_name = 'notes_envelope'"
        )
        assert {name for (name,) in cursor.fetchall()} == {"id", "batch_id", "ciphertext"}


def test_longest_note_comes_back_whole(box):
    put(box, "😀" * 500, "b\nb", "c")
    deliver(box)
    assert Note.objects.filter(text="😀" * 500).exists()


def test_another_key_opens_nothing(box):
    put(box, "One")
    row = Envelope.objects.values_list("pk", "ciphertext")
    assert envelopes.open_batch(PrivateKey.generate(), batch_id=batch_of(box).pk, rows=row) == ([], 1)
    with pytest.raises(CryptoError):
        SealedBox(PrivateKey.generate()).decrypt(bytes(row[0][1]))


@pytest.mark.parametrize("text", ["", "w" * 501])
def test_text_of_no_length_or_too_long_is_not_sealed(text):
    with pytest.raises(ValueError, match="empty or too long"):
        envelopes.seal(
            bytes(PrivateKey.generate().public_key),
            batch_id=uuid.uuid4(),
            envelope_id=uuid.uuid4(),
            text=text,
            receipt=b"\0" * 32,
        )


def test_code_is_read_however_it_is_typed():
    code = receipts.make()
    assert receipts.read(code.lower().replace("-", " ")) == code
    assert receipts.read(code.replace("0", "o").replace("1", "l")) == code
    assert receipts.read(code[:-1]) is None
    assert receipts.read(code + "A") is None
    assert receipts.read("U" * 20) is None
    assert len({receipts.make() for _ in range(100)}) == 100


def test_reply_of_an_undelivered_note_and_of_a_wrong_code_are_the_same(box, manager):
    (code, *_) = put(box, "One", "Two", "Three")
    assert queries.reply_to(code) is None
    assert queries.reply_to(receipts.make()) is None
    deliver(box)
    assert queries.reply_to(code).state == "new"
    note = Note.objects.get(receipt=receipts.fingerprint(code))
    actions.answer_note(note=note, by=manager, text="Thank you")
    assert queries.reply_to(code.lower()).answer == "Thank you"
