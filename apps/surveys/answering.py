"""Answering by a link of one's own: the envelope is stored and the link spent, both or neither."""

import uuid
from datetime import datetime

from django.db import connection
from django.utils import timezone

from . import ballot_box
from .models import Round


class LinkSpent(Exception):
    """The link was used already, or a newer one replaced it."""


class RoundOver(Exception):
    """The round takes no answers: not yet, or no longer."""


def submit(
    *,
    invitation_id: uuid.UUID,
    generation: int,
    answers: dict[str, int],
    comments: dict[str, str],
    block: str = "",
    round_: Round | None = None,
    now: datetime | None = None,
) -> None:
    """Seal a person's answers (by question code), comments (by theme code) and ``block`` and spend the link, both
    or neither. ``round_``, with its questionnaire, spares a query where the caller has it.

    Leaves no audit event, no time and no log line. Raises LinkSpent, RoundOver, or ValueError for answers
    that the questionnaire does not offer."""
    now = now or timezone.now()
    round_ = round_ or Round.objects.select_related("questionnaire").get(invitations=invitation_id)
    if not round_.takes_answers(now):
        raise RoundOver
    ballot_id = uuid.uuid4()
    sealed = ballot_box.seal(
        bytes(round_.public_key),
        round_.definition,
        round_id=round_.pk,
        ballot_id=ballot_id,
        answers=answers,
        comments=comments,
        block=block,
    )
    with connection.cursor() as cursor:
        cursor.execute(
            _STORE,
            {
                "round": round_.pk,
                "open": Round.State.OPEN,
                "now": now,
                "invitation": invitation_id,
                "generation": generation,
                "ballot": ballot_id,
                "sealed": sealed,
            },
        )
        held, stored = cursor.fetchone()
    if not held:
        raise RoundOver
    if not stored:
        raise LinkSpent


# One statement, so all of it or nothing, and a single trip. FOR SHARE: submissions do not wait for one
# another, but closing (FOR UPDATE) waits for them and they for it; without it a ballot could slip in between
# counting and emptying. Whoever waited for a row has its conditions checked again on what it has become: the
# second of two devices finds the link spent, and a late one finds the round closing.
_STORE = """
WITH held AS (
    SELECT id FROM surveys_round
    WHERE id = %(round)s AND state = %(open)s AND closes_at > %(now)s
    FOR SHARE
), spent AS (
    UPDATE surveys_invitation AS invitation SET answered = true FROM held
    WHERE invitation.id = %(invitation)s AND invitation.round_id = held.id
        AND invitation.generation = %(generation)s AND NOT invitation.answered
    RETURNING held.id
), stored AS (
    INSERT INTO surveys_ballot (id, round_id, sealed) SELECT %(ballot)s, id, %(sealed)s FROM spent
    RETURNING id
)
SELECT EXISTS (SELECT FROM held), EXISTS (SELECT FROM stored)
"""
