"""Showing a network what came out. Whoever runs its rounds reads results first; they release them, and where they have
not within 14 days of the close that happens by itself. Nobody is written to: who was invited is forgotten by then."""

import uuid
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from apps.core.audit import Event, record

from .actions import RoundRefused, lock
from .models import Round


@transaction.atomic
def release_results(*, round_: Round, by, now: datetime | None = None) -> None:
    """Show the results of a closed round to everybody of the network, and by the links that people answered with.
    Comments that wait for their reader stay hidden, and follow when they are released.

    Raises RoundRefused where that was done before, nothing was counted, or too few answered."""
    round_ = lock(round_)
    if round_.state != Round.State.CLOSED:
        raise RoundRefused("There are no results to release: this round has not been counted.")
    if round_.answered is None:
        raise RoundRefused("There is nothing to release: too few people answered to show anything.")
    if round_.released_at:
        raise RoundRefused("These results were released before. Everybody in the network can see them.")
    _release(round_, now or timezone.now(), by=by)
    record(Event.ROUND_RELEASED, by=by, network=round_.network, about=round_)


@transaction.atomic
def release_by_itself(round_id: uuid.UUID, *, now: datetime | None = None) -> None:
    """Release what nobody released within 14 days; quietly nothing where that is not so."""
    now = now or timezone.now()
    due = Round.objects.to_release(now).select_for_update(of=["self"]).select_related("network")
    if round_ := due.filter(pk=round_id).first():
        _release(round_, now)
        record(Event.ROUND_RELEASED, network=round_.network, about=round_, by_itself=True)


def _release(round_: Round, now: datetime, by=None) -> None:
    round_.released_at, round_.released_by_id = now, by.pk if by else None
    round_.save(update_fields=["released_at", "released_by_id", "updated_at"])
