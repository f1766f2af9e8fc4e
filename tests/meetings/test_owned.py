"""The owner's link: one action, without an account; and the weekly mail."""

import re
from datetime import datetime
from urllib.parse import urlencode

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from apps.core.models import AuditEvent
from apps.core.moments import LONDON
from apps.meetings import action_actions, action_handlers, owner_links
from apps.meetings.models import Digest
from tests import factories

MONDAY = datetime(2026, 3, 9, 9, tzinfo=LONDON)
FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def owner(network):
    return factories.PersonFactory(network=network, name="Ann Lee", email="ann@vale.example")


@pytest.fixture
def action(network, owner):
    return factories.action_of(network, owner, text="Ask for rooms")


def path_of(action) -> str:
    return f"/action/{owner_links.token_of(action)}/"


def send(client, path, **fields):
    check = re.search(r'name="check" value="(\w+)"', client.get(path).content.decode())
    return client.post(path, urlencode({"check": check[1], **fields}), content_type=FORM)


def test_the_link_opens_this_action_and_says_whose_it_is(client, action, owner):
    answer = client.get(path_of(action))
    cookie = answer.cookies["action"]
    assert (cookie["path"], cookie["httponly"]) == ("/action/update/", True)
    page = client.get(answer.url).content.decode()
    assert "Ask for rooms" in page
    assert "You are not Ann Lee?" in page

    assert "Thank you" in send(client, "/action/update/", text="Two said yes").content.decode()
    assert "recorded as done" in send(client, "/action/update/", done="on").content.decode().lower()
    action.refresh_from_db()
    assert (action.state, action.notes.get().owner) == ("done", owner)
    assert [e.actor_id for e in AuditEvent.objects.filter(event="action.link_used")] == [None, None]


def test_nothing_is_taken_without_a_word_the_check_or_in_time(client, action, manager):
    client.get(path_of(action))
    assert "Enter how it comes along" in send(client, "/action/update/").content.decode()
    assert client.post("/action/update/", {"text": "x", "check": "wrong"}).status_code == 400
    body = urlencode({"text": "x", "check": "wrong"})
    assert client.post("/action/update/", body, content_type=FORM).status_code == 400
    page = client.get("/action/update/").content.decode()
    action_actions.finish_action(action=action, by=manager)
    check = re.search(r'name="check" value="(\w+)"', page)[1]
    late = client.post("/action/update/", urlencode({"text": "x", "check": check}), content_type=FORM)
    assert "ended meanwhile" in late.content.decode()
    assert not action.notes.exists()


def test_forged_and_handed_over_links_and_those_who_left_open_nothing(
    client, action, network, manager, owner
):
    old = path_of(action)
    assert Client().get("/action/update/").status_code == 403
    assert client.get("/action/nonsense/").status_code == 404
    other = factories.action_of(network, owner)
    forged = owner_links.token_of(action)[:22] + owner_links.token_of(other)[22:]
    assert client.get(f"/action/{forged}/").status_code == 404

    client.get(old)
    other_owner = factories.PersonFactory(network=network, email="ben@vale.example")
    action_actions.hand_over_action(action=action, to=other_owner, by=manager)
    assert client.get(old).status_code == 410
    assert client.get("/action/update/").status_code == 410
    action.refresh_from_db()
    other_owner.active_to = timezone.localdate()
    other_owner.save()
    assert client.get(path_of(action)).status_code == 410


def test_the_weekly_mail_names_what_is_open_once_and_hides_what_is_confidential(
    network, owner, action, monkeypatch, do_jobs
):
    factories.action_of(network, owner, text="About the lease", confidential=True)
    factories.PersonFactory(network=network, email="nothing@vale.example")
    monkeypatch.setattr(timezone, "now", lambda: MONDAY)
    for _ in range(2):
        action_handlers.send_what_is_due()
        do_jobs()
    (letter,) = mail.outbox
    assert letter.to == ["ann@vale.example"]
    assert "Ask for rooms" in letter.body
    assert "lease" not in letter.body
    assert letter.body.count("/action/") == 3


@pytest.mark.parametrize(("when", "count"), [("3", 0), ("never", 0), ("due", 0), ("1", 1)])
def test_the_weekly_mail_is_tuned_by_its_own_link(client, owner, action, monkeypatch, do_jobs, when, count):
    digest = Digest.objects.create(person=owner)
    page = client.get(owner_links.digest_address(digest)).url
    assert page == "/action/mails/"
    assert "Select when" in send(client, page, when="daily").content.decode()
    assert "Saved" in send(client, page, when=when).content.decode()
    assert client.get("/action/update/").status_code == 403
    action.due_on = MONDAY.date().replace(month=6)
    action.save()
    monkeypatch.setattr(timezone, "now", lambda: MONDAY)
    action_handlers.send_what_is_due()
    do_jobs()
    assert len(mail.outbox) == count
