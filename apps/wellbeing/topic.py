"""A response to a check-in as a topic: what was promised goes on an agenda, and what came of it is told."""

import uuid

from django.urls import reverse
from django.utils import timezone

from apps.accounts.permissions import Permission
from apps.core.topics import Moment, Topic
from apps.surveys.models import Round

from .models import Response

KIND = "check_in"


def _responses(reader, codes):
    if Permission.VIEW_RESULTS not in reader.permissions:
        return Response.objects.none()
    pks = [pk for code in codes if (pk := _uuid(code))]
    shown = Round.objects.released().filter(network=reader.place)
    return Response.objects.filter(round__in=shown, round__pk__in=pks).select_related("round")


def _uuid(code: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(code)
    except ValueError:
        return None


def resolve(reader, codes) -> dict[str, Topic]:
    """By the primary key of the check-in that was responded to; one query."""
    found = {}
    for one in _responses(reader, codes):
        url = reverse("wellbeing:results", args=[reader.place.code, one.round_id])
        words = one.will if len(one.will) <= 200 else f"{one.will[:199].rstrip()}…"
        found[str(one.round_id)] = Topic(
            KIND, str(one.round_id), words, url, f"Response to {one.round.title}"
        )
    return found


def told(reader, keys, since):
    """That the response was sent; one query."""
    codes = [code for kind, code in keys if kind == KIND]
    for one in _responses(reader, codes) if codes else ():
        day = timezone.localdate(one.sent_at)
        if since is None or day >= since:
            url = reverse("wellbeing:results", args=[reader.place.code, one.round_id])
            yield (KIND, str(one.round_id)), Moment(day, "Response", one.will, url, one.round.title, 30)
