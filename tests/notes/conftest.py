"""A box that takes notes, and raising something the way its page does."""

import re
import uuid
from datetime import UTC, datetime
from unittest import mock
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.utils import timezone

from apps.notes import actions, delivery, links, receipts
from apps.notes.models import Envelope
from tests import factories

TUESDAY = datetime(2026, 3, 3, 9, tzinfo=UTC)
MONDAY = datetime(2026, 3, 9, 9, tzinfo=UTC)


@pytest.fixture
def box(network):
    return factories.note_box_of(network)


@pytest.fixture
def other_box(other_network):
    return factories.note_box_of(other_network)


def batch_of(box):
    return box.batches.get(state="taking")


def put(box, *texts) -> list[str]:
    """Raise each text; their receipt codes."""
    codes = [receipts.make() for _ in texts]
    for text, code in zip(texts, codes, strict=True):
        actions.raise_note(box=box, envelope_id=uuid.uuid4(), text=text, code=code)
    return codes


def deliver(box, now=TUESDAY) -> None:
    with mock.patch.object(timezone, "now", return_value=now):
        delivery.deliver(batch_of(box).pk)


def path_of(box) -> str:
    return f"/raise/{links.token_of(box)}/"


def open_form(box, client=None) -> tuple[Client, dict]:
    """Follow the link; the browser and what its empty form would send."""
    client = client or Client()
    page = client.get(path_of(box), follow=True)
    fields = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page.content.decode())
    return client, {**dict(fields), "text": "The rota comes too late."}


def send(client, fields: dict, path="/raise/note/"):
    return client.post(path, urlencode(fields), content_type="application/x-www-form-urlencoded")


def waiting() -> int:
    return Envelope.objects.count()
