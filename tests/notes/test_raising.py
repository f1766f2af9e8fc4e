"""The public pages: what they take, what they refuse, and what they leave behind."""

import logging
import uuid

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from apps.core.models import AuditEvent
from apps.jobs.models import Job
from apps.notes import actions, links, receipts, rules
from apps.notes.models import Envelope, Note

from .conftest import MONDAY, batch_of, deliver, open_form, path_of, put, send, waiting


def text_of(response) -> str:
    return response.content.decode()


def test_link_leaves_the_address_at_once(client, box):
    answer = client.get(path_of(box))
    assert answer.url == "/raise/note/"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert answer["Cache-Control"] == "no-store"
    cookie = answer.cookies["raise"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/raise/note/", True, "Lax")


def test_note_is_sealed_and_its_code_shown_once(box):
    client, fields = open_form(box)
    answer = send(client, fields)
    assert fields["code"] in text_of(answer)
    assert client.cookies["raise"].value == ""
    assert waiting() == 1
    deliver(box, MONDAY)
    assert bytes(Note.objects.get().receipt) == receipts.fingerprint(fields["code"])
    assert fields["code"] not in str(Note.objects.values().get())


def test_form_sent_in_twice_is_one_note_with_one_code(box):
    client, fields = open_form(box)
    token = client.cookies["raise"].value
    first = send(client, fields)
    client.cookies["raise"] = token
    assert text_of(send(client, fields)) == text_of(first)
    assert waiting() == 1
    deliver(box, MONDAY)
    client.cookies["raise"] = token
    send(client, fields)
    deliver(box, MONDAY)
    assert Note.objects.count() == 1


def test_raising_leaves_nothing_that_tells_who_or_when(box, manager, caplog):
    client = Client()
    client.force_login(manager)
    sessions, events, jobs = Session.objects.count(), AuditEvent.objects.count(), Job.objects.count()
    _, fields = open_form(box, client)
    with caplog.at_level(logging.DEBUG):
        caplog.clear()
        send(client, fields | {"text": "A marker that must be nowhere"})
    assert [record for record in caplog.records if record.name != "django.db.backends"] == []
    assert Session.objects.count() == sessions
    assert AuditEvent.objects.count() == events
    assert Job.objects.count() == jobs
    assert b"marker" not in bytes(Envelope.objects.get().ciphertext)


def test_what_is_too_long_or_empty_is_kept_on_the_page(box):
    client, fields = open_form(box)
    for text, words in (("", "Enter what you want"), ("w" * 501, "500 characters or less")):
        answer = send(client, fields | {"text": text})
        assert words in text_of(answer)
        assert fields["code"] in text_of(answer)
    assert waiting() == 0


@pytest.mark.parametrize(
    "changes",
    [
        {"check": ""}, {"check": "0" * 32}, {"code": "SHORT"}, {"code": ""}, {"envelope": "x"}, {"envelope": ""},
        {"text": "w" * 30_000},
    ],
)  # fmt: skip
def test_changed_form_is_refused_and_nothing_kept(box, changes):
    client, fields = open_form(box)
    answer = send(client, fields | changes)
    assert answer.status_code == 400
    assert "Nothing of what you wrote was kept" in text_of(answer)
    assert waiting() == 0


def test_form_of_another_network_is_refused(box, other_box):
    client, fields = open_form(box)
    open_form(other_box, client)
    assert send(client, fields).status_code == 400
    assert waiting() == 0


def test_other_networks_link_puts_into_the_other_networks_box(box, other_box):
    client, fields = open_form(other_box)
    send(client, fields)
    assert Envelope.objects.get().batch == batch_of(other_box)


@pytest.mark.parametrize("form", ["files", "json"])
def test_what_no_form_sends_is_refused(box, form):
    client, fields = open_form(box)
    kind = {"content_type": "application/json"} if form == "json" else {}
    assert client.post("/raise/note/", fields, **kind).status_code == 400
    assert waiting() == 0


@pytest.mark.parametrize("token", ["x", "a" * 43, "%00", "ü" * 43, "a" * 400])
def test_forged_link_is_refused(client, box, token):
    assert client.get(f"/raise/{token}/").status_code == 404
    client.cookies["raise"] = token if token.isascii() else "x"
    assert client.get("/raise/note/").status_code in (403, 404)


def test_page_without_a_link_says_where_to_find_one(client, db):
    answer = client.get("/raise/note/")
    assert answer.status_code == 403
    assert "Open your network’s link again" in text_of(answer)


def test_renewed_link_ends_the_old_one_in_the_middle_too(box, manager):
    client, fields = open_form(box)
    old = path_of(box)
    actions.renew_link(box=box, by=manager)
    assert send(client, fields).status_code == 410
    assert client.get(old).status_code == 410
    box.refresh_from_db()
    assert client.get(path_of(box)).status_code == 302


def test_closed_box_and_closed_network_take_nothing(box, manager):
    client, fields = open_form(box)
    actions.close_box(box=box, by=manager)
    assert send(client, fields).status_code == 410
    box.refresh_from_db()
    assert client.get(path_of(box)).status_code == 410
    box.is_open = True
    box.save()
    box.network.closed_on = "2026-03-31"
    box.network.save()
    assert client.get(path_of(box)).status_code == 410
    assert waiting() == 0


def test_link_of_a_round_opens_no_box(client, box):
    round_token = links.tokens.make_token("surveys.answer", box.pk, box.generation)
    assert client.get(f"/raise/{round_token}/").status_code == 404
    assert client.get(f"/a/{links.token_of(box)}/").status_code == 404


def test_full_box_refuses_and_says_that_nothing_was_kept(box, other_box, monkeypatch):
    monkeypatch.setattr(rules, "MOST_WAITING", 2)
    put(box, "One", "Two")
    client, fields = open_form(box)
    answer = send(client, fields)
    assert answer.status_code == 429
    assert "Nothing of what you wrote was kept" in text_of(answer)
    assert waiting() == 2
    client, fields = open_form(other_box)
    assert send(client, fields).status_code == 200
    monkeypatch.setattr(rules, "MOST_WAITING_EVERYWHERE", 3)
    client, fields = open_form(other_box)
    assert send(client, fields).status_code == 429


def test_nobody_is_counted_by_address_or_browser(box):
    for _ in range(5):
        client, fields = open_form(box)
        assert send(client, fields).status_code == 200
    assert waiting() == 5


# --- Reading the answer --------------------------------------------------------------------


def ask(code, client=None):
    client = client or Client()
    page = text_of(client.get("/raise/answer/"))
    check = page.partition('name="check" value="')[2].partition('"')[0]
    return send(client, {"check": check, "code": code}, "/raise/answer/")


def test_wrong_code_and_undelivered_note_look_the_same(box):
    (code,) = put(box, "One")
    assert text_of(ask(code)) == text_of(ask(receipts.make())) == text_of(ask("nonsense"))
    assert "Nothing to read with this code yet" in text_of(ask(code))


def test_code_opens_the_state_and_the_answer_but_not_the_note(box, manager):
    (code,) = put(box, "The rota comes too late")
    deliver(box, MONDAY)
    assert "Your note was delivered" in text_of(ask(code))
    note = Note.objects.get()
    actions.settle_note(note=note, by=manager)
    assert "Your note was dealt with" in text_of(ask(code))
    actions.answer_note(note=note, by=manager, text="Three weeks before, from now on.")
    answer = ask(code.replace("-", " ").lower())
    assert "Three weeks before" in text_of(answer)
    assert "The rota comes too late" not in text_of(answer)
    assert not answer.cookies


def test_code_in_an_address_is_not_read(client, box):
    (code,) = put(box, "One")
    deliver(box, MONDAY)
    assert "delivered" not in text_of(client.get(reverse("raising:answer"), {"code": code}))


def test_reading_leaves_nothing(box, caplog):
    (code,) = put(box, "One")
    events, jobs = AuditEvent.objects.count(), Job.objects.count()
    with caplog.at_level(logging.INFO):
        caplog.clear()
        ask(code)
    assert caplog.records == []
    assert (AuditEvent.objects.count(), Job.objects.count(), Session.objects.count()) == (events, jobs, 0)


def test_foreign_form_reads_nothing(client, box):
    assert send(client, {"code": receipts.make()}, "/raise/answer/").status_code == 400
    assert send(client, {"code": "", "check": "x"}, "/raise/answer/").status_code == 400


def test_pages_ask_little(box, django_assert_max_num_queries):
    client, fields = open_form(box)
    with django_assert_max_num_queries(1):
        client.get("/raise/note/")
    with django_assert_max_num_queries(8):
        send(client, fields)
    with django_assert_max_num_queries(1):
        ask(str(uuid.uuid4()))
