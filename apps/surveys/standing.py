"""How the rounds of networks stand, for rooms that tell of theirs on one page (`contributions.once`)."""

from django.db.models import BooleanField, Exists, ExpressionWrapper, F, OuterRef, Q, Window
from django.db.models.functions import RowNumber

from apps.core.contributions import once

from .models import Comment, Round
from .queries import RoundResults, results_of

_SHOWN = ExpressionWrapper(Q(released_at__isnull=False) | Q(answered=None), BooleanField())


def rounds_of(readers, kind: str) -> list[Round]:
    """Of each reader's network the round that runs, the latest that was released, the latest that waits for it, and the
    latest of each way to end without a result, each with whether ``comments_wait``; one query for all kinds."""
    return [round_ for round_ in once(readers, _rounds) if round_.kind == kind]


def results_shown(readers, kind: str) -> list[RoundResults]:
    """The latest results that were released, of each reader's network; one query more for all kinds."""
    return [results for results in once(readers, _results) if results.round.kind == kind]


def _results(readers) -> list[RoundResults]:
    return results_of([round_ for round_ in once(readers, _rounds) if round_.is_released])


def _rounds(readers) -> list[Round]:
    places = {reader.place.pk: reader.place for reader in readers}
    alike = Window(RowNumber(), ["network", "kind", "state", _SHOWN], F("closed_at").desc(nulls_last=True))
    waiting = Comment.objects.filter(round=OuterRef("pk"), state=Comment.State.WAITING)
    found = (
        Round.objects.filter(network__in=places)
        .annotate(place=alike, comments_wait=Exists(waiting))
        .filter(place=1)
    )
    rounds = list(found.select_related("questionnaire").defer("message", "public_key", "listed"))
    for round_ in rounds:
        round_.network = places[round_.network_id]
    return rounds
