"""Everything on every disk, while a round is open and after it closed: nothing said is readable, and nothing ties
what is kept to who said it."""

import logging
import random
import uuid
from urllib.parse import urlencode

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, SealedBox

from apps.core.logs import JsonLines
from apps.mail import tokens
from apps.surveys import closing, keyring
from apps.surveys.models import Ballot, Breakdown, Comment, Invitation, Round
from apps.surveys.views import COOKIE
from tests import factories
from tests.surveys.conftest import close, token_of

from .dump import Thief, naive_table

pytestmark = pytest.mark.django_db(transaction=True)

PEOPLE = 18
MARKER = b"marker-of-what-somebody-said-"


class Said:
    """What one person sends in: answers that nobody else gives, and a comment with a marker of its own."""

    def __init__(self, invitation, definition):
        choose = random.Random(str(invitation.pk))
        self.invitation = invitation
        self.marker = MARKER.decode() + uuid.uuid4().hex
        self.answers = {q.code: choose.randint(1, len(q.options)) for q in definition.questions}
        # As they stand in an envelope before it is sealed.
        self.signature = bytes(self.answers.values())

    def send(self, definition) -> None:
        fields = {question.field: self.answers[question.code] for question in definition.questions}
        fields |= {"comment-purpose": f"{self.marker}, and so on"}
        token = token_of(self.invitation)
        browser = Client()
        browser.cookies[COOKIE] = token
        sent = browser.post(
            reverse("surveys:answer", args=[self.invitation.round_id]),
            urlencode(fields | {"check": tokens.form_check(token)}),
            content_type="application/x-www-form-urlencoded",
        )
        assert sent.status_code == 302


@pytest.fixture
def thief(db):
    return Thief()


@pytest.fixture
def log(caplog):
    """All that was logged, as the portal writes it."""
    caplog.set_level(logging.DEBUG)
    caplog.handler.setFormatter(JsonLines())
    return caplog


@pytest.fixture
def said(thief, ask, network, do_jobs, log):
    """A round by staff group that everybody has answered, in an order that only the test knows."""
    groups = ["gp", "nurse"] * (PEOPLE // 2)
    people = [factories.PersonFactory(network=network, staff_group=group) for group in groups]
    round_ = ask(people=people, breakdown=Breakdown.STAFF_GROUP)
    do_jobs()
    round_.refresh_from_db()
    everybody = [Said(one, round_.definition) for one in Invitation.objects.filter(round=round_)]
    random.SystemRandom().shuffle(everybody)
    for one in everybody:
        one.send(round_.definition)
    return everybody


@pytest.fixture
def round_(said):
    return Round.objects.select_related("questionnaire").get()


def readable(dump, everybody) -> list[str]:
    """The attack: look for what people said, in anything."""
    places = [dump.holding(mark) for mark in (MARKER, *(one.signature for one in everybody))]
    return sorted({place for found in places for place in found})


def same_transaction(dump, table: str) -> dict[str, str]:
    """The attack: who wrote a row of ``table`` in the transaction that marked an invitation? By person's id."""
    by_xmin = {xmin: text for xmin, _, text in dump.rows[table]}
    invited = {xmin: text.strip("()").split(",") for xmin, _, text in dump.rows["surveys_invitation"]}
    return {row[0]: by_xmin[xmin] for xmin, row in invited.items() if xmin in by_xmin}


def in_order(places: list[int]) -> int:
    """The attack: the n-th on disk is from the n-th who answered. How many are right, read forwards or backwards."""
    ranks = [sorted(places).index(place) for place in places]
    return max(
        sum(rank == n for n, rank in enumerate(ranks)),
        sum(rank == n for n, rank in enumerate(reversed(ranks))),
    )


# Chance has one right on average; of 18 eight or more in fewer than one run of 100,000.
MORE_THAN_CHANCE = 8


def on_disk(dump, everybody) -> list[int]:
    """Where in the file of comments each person's comment lies, in the order they answered."""
    return [dump.heap["surveys_comment"].index(one.marker.encode()) for one in everybody]


# --- While a round is open ---------------------------------------------------------------------------------------


def test_open_round_is_sealed_everywhere(thief, said, round_, log):
    dump = thief.take()
    key = bytes(keyring.private_key(round_.pk))
    assert readable(dump, said) == []
    # What a dump does tell: who wrote which envelope. It is sealed, and the key is in none of this unwrapped.
    envelopes = same_transaction(dump, "surveys_ballot")
    assert len(envelopes) == PEOPLE
    assert dump.holding(key) == []
    # No row of any other table was written in the transaction of an answer, and so none says when that was.
    answers = {xmin for xmin, _, _ in dump.rows["surveys_ballot"]}
    touched = {table for table, rows in dump.rows.items() if any(xmin in answers for xmin, _, _ in rows)}
    assert touched == {"surveys_ballot", "surveys_invitation"}
    assert len({len(bytes(sealed)) for sealed in Ballot.objects.values_list("sealed", flat=True)}) == 1

    written = log.text.encode() + "".join(message.body for message in mail.outbox).encode()
    assert all(one.marker.encode() not in written for one in said)
    assert str(Ballot.objects.first().pk) not in log.text
    # Links are in the letters and nowhere else, the logs included.
    for one in said:
        assert dump.holding(token_of(one.invitation).encode()) == []
        assert token_of(one.invitation) not in log.text


def test_naive_table_of_answers_is_read_and_read_still_when_deleted(thief, said):
    with naive_table(thief, "invitation uuid, words text, answers bytea") as cursor:
        rows = [(one.invitation.pk, one.marker, one.signature) for one in said]
        cursor.executemany("INSERT INTO naive VALUES (%s, %s, %s)", rows)
        assert {"naive", "rows of naive", "write-ahead log"} <= set(readable(thief.take(), said))
        cursor.execute("DELETE FROM naive")
        assert {"naive", "write-ahead log"} <= set(readable(thief.take(), said))


# --- After it closed ---------------------------------------------------------------------------------------------


def test_nothing_left_opens_an_old_envelope(thief, said, round_):
    """The thief came twice: the envelopes are from while the round was open, the search for keys from afterwards."""
    key = keyring.private_key(round_.pk)
    [wrapped] = [path.read_bytes() for path in keyring._folder().iterdir() if path.name != keyring.README]
    old = [bytes(sealed) for sealed in Ballot.objects.values_list("sealed", flat=True)]
    assert opened_with([bytes(key)], old) == PEOPLE
    close(round_)
    dump = thief.take()
    assert dump.holding(bytes(key)) == []
    assert dump.holding(wrapped) == []
    assert dump.holding(wrapped[-32:]) == []
    kept = [
        raw[at : at + 32]
        for where, raw in dump.files.items()
        if "keyring" in where
        for at in range(len(raw) - 31)
    ]
    assert opened_with(kept, old[:1]) == 0
    # Deleting rows did not empty the files: the envelopes are there still, and nothing but the key's end closes them.
    assert any(old[0][:32] in raw for _, raw in dump.everything())


def opened_with(keys: list[bytes], sealed: list[bytes]) -> int:
    """The attack: try every key on every envelope."""
    opened = 0
    for one in sealed:
        for key in keys:
            try:
                SealedBox(PrivateKey(key)).decrypt(one)
            except CryptoError:
                continue
            opened += 1
    return opened


def test_naive_key_in_a_row_is_found_after_its_deletion(thief, said, round_):
    key = bytes(keyring.private_key(round_.pk))
    with naive_table(thief, "key bytea") as cursor:
        cursor.execute("INSERT INTO naive VALUES (%s)", [key])
        close(round_)
        cursor.execute("DELETE FROM naive")
        assert {"naive", "write-ahead log"} <= set(thief.take().holding(key))


def test_closed_round_has_no_order_and_no_names(thief, said, round_, log):
    open_dump = thief.take()
    close(round_)
    dump = thief.take()
    # Answers stay unreadable; comments are kept, all in one transaction with all figures and none of any person.
    assert [one for one in said if dump.holding(one.signature)] == []
    assert len({xmin for xmin, _, _ in dump.rows["surveys_comment"] + dump.rows["surveys_finding"]}) == 1
    assert same_transaction(dump, "surveys_ballot") == {}
    for row in Invitation.objects.values("person", "answered", "delivered_to"):
        assert row == {"person": None, "answered": None, "delivered_to": None}

    assert in_order(on_disk(dump, said)) < MORE_THAN_CHANCE
    by_id = list(Comment.objects.order_by("pk").values_list("text", flat=True))
    assert in_order([by_id.index(f"{one.marker}, and so on") for one in said]) < MORE_THAN_CHANCE
    # Nor the order in which envelopes lie on disk, which is that of answering, nor that of the list of invitations.
    ballots = [ballot.split(",")[0] for _, _, ballot in open_dump.rows["surveys_ballot"]]
    assert len(ballots) == PEOPLE
    listed = sorted(said, key=lambda one: one.invitation.pk)
    assert in_order(on_disk(dump, listed)) < MORE_THAN_CHANCE
    assert all(one.marker not in log.text for one in said)


def test_naive_list_of_comments_in_order_of_answering_is_relinked(thief, said, round_, monkeypatch):
    monkeypatch.setattr(closing.random.SystemRandom, "shuffle", lambda self, kept: None)
    close(round_)
    assert in_order(on_disk(thief.take(), said)) == PEOPLE
