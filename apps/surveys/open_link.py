"""Rounds with one open link for a workshop: what their manager does to them, and answering.

Nobody is invited and nothing is spent: whoever has the link may answer, and nobody can tell whether somebody did so
twice. So nothing is stored but the envelope, envelopes are limited per round, and who was in the room is counted by
eye."""

import uuid
from datetime import datetime

from django.db import connection, transaction
from django.utils import timezone

from apps.core.audit import Event, record

from . import ballot_box
from .actions import RoundRefused
from .answering import LinkSpent, RoundOver
from .models import Ballot, Kind, Round, Way

# Against flooding: a room has no more envelopes. Never fewer than 300, so that no head-count shuts anybody out.
MOST_ENVELOPES = 300
MOST_PER_HEAD = 3
# Of a check-in, which all practices forward: no network has more staff.
MOST_IN_A_NETWORK = 3000
MOST_HEADS = 5000


def submit(
    *,
    round_: Round,
    generation: int,
    ballot_id: uuid.UUID,
    answers: dict[str, int],
    comments: dict[str, str],
    now: datetime | None = None,
) -> None:
    """Seal answers (by question code) and comments (by theme code) that came by the open link.

    ``ballot_id`` was drawn when the form was shown, so that one form counts once however often it is sent. Raises
    RoundOver, LinkSpent (the form was sent before, the link was replaced, or the box is full), or ValueError for
    answers that the questionnaire does not offer."""
    now = now or timezone.now()
    if not round_.takes_answers(now):
        raise RoundOver
    sealed = ballot_box.seal(
        bytes(round_.public_key),
        round_.definition,
        round_id=round_.pk,
        ballot_id=ballot_id,
        answers=answers,
        comments=comments,
    )
    values = {
        "round": round_.pk,
        "open": Round.State.OPEN,
        "way": Way.OPEN,
        "now": now,
        "generation": generation,
        "most": most_envelopes(round_),
        "ballot": ballot_id,
        "sealed": sealed,
    }
    with connection.cursor() as cursor:
        cursor.execute(_STORE, values)
        held, stored = cursor.fetchone()
    if not held:
        raise RoundOver
    if not stored:
        raise LinkSpent


# FOR SHARE for the reason given at `answering._STORE`. Many at once may pass the limit by a few: it is there against
# floods, not for its own sake.
_STORE = """
WITH held AS (
    SELECT id, link_generation FROM surveys_round
    WHERE id = %(round)s AND state = %(open)s AND way = %(way)s AND closes_at > %(now)s
    FOR SHARE
), stored AS (
    INSERT INTO surveys_ballot (id, round_id, sealed)
    SELECT %(ballot)s, id, %(sealed)s FROM held
    WHERE link_generation = %(generation)s
        AND (SELECT count(*) FROM surveys_ballot WHERE round_id = %(round)s) < %(most)s
    ON CONFLICT (id) DO NOTHING
    RETURNING id
)
SELECT EXISTS (SELECT FROM held), EXISTS (SELECT FROM stored)
"""


def most_envelopes(round_: Round) -> int:
    if round_.kind == Kind.CHECK_IN:
        return MOST_IN_A_NETWORK
    return max(MOST_ENVELOPES, MOST_PER_HEAD * (round_.heads or 0))


def is_full(round_: Round) -> bool:
    return Ballot.objects.filter(round=round_).count() >= most_envelopes(round_)


def was_sent_in(ballot_id: uuid.UUID) -> bool:
    """Whether a form that was shown under this id lies in the box already."""
    return Ballot.objects.filter(pk=ballot_id).exists()


@transaction.atomic
def renew(*, round_: Round, by) -> None:
    """Replace the link, such as when it got out of the room; the old one stops working at once.

    Raises RoundRefused unless the round has an open link and is opening or open."""
    round_ = _lock(round_)
    waits = round_.state == Round.State.OPENING
    if not (waits or round_.takes_answers(timezone.now())):
        raise RoundRefused("A new link can be made only while the round is open.")
    round_.link_generation += 1
    round_.save(update_fields=["link_generation", "updated_at"])
    record(Event.ROUND_OPEN_LINK_RENEWED, by=by, network=round_.network, about=round_)


@transaction.atomic
def count_heads(*, round_: Round, by, heads: int) -> None:
    """Say how many people are in the room: once while the round runs, as often as need be after it closed.

    While it runs, pages say about which share of them answered; with another number the share would be another, and
    trying a few would give away how many envelopes there are at each moment. Raises RoundRefused."""
    round_ = _lock(round_)
    if not 1 <= heads <= MOST_HEADS:
        raise RoundRefused(f"Enter a number from 1 to {MOST_HEADS:,}.")
    if not round_.is_running and round_.state != Round.State.CLOSED:
        raise RoundRefused("This round has ended without a result.")
    if round_.is_running and round_.heads is not None:
        raise RoundRefused(HEADS_ONCE)
    was = {"was": round_.heads} if round_.heads else {}
    round_.heads, round_.paper = heads, None  # the page to print says how many there were
    round_.save(update_fields=["heads", "paper", "updated_at"])
    record(Event.ROUND_HEADS_COUNTED, by=by, network=round_.network, about=round_, heads=heads, **was)


HEADS_ONCE = (
    "How many people are in the room can be entered once while the round runs: trying several numbers would tell how "
    "many have answered at each moment. You can correct it after the round has closed."
)


def _lock(round_: Round) -> Round:
    round_ = Round.objects.select_for_update(of=["self"]).select_related("network").get(pk=round_.pk)
    if not round_.has_open_link:
        raise RoundRefused("This round has personal links.")
    return round_
