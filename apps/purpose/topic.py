"""A yearly objective as a topic: how it comes along, and how it ended."""

from django.urls import reverse
from django.utils import timezone

from apps.accounts.permissions import Permission
from apps.core.topics import Moment, Topic

from .models import Objective, ProgressNote

KIND = "objective"


def _pks(codes) -> list[int]:
    return [int(code) for code in codes if code.isascii() and code.isdigit() and len(code) < 10]


def resolve(reader, codes) -> dict[str, Topic]:
    """By primary key; one query."""
    if Permission.VIEW_NETWORK not in reader.permissions:
        return {}
    found = {}
    for one in Objective.objects.filter(network=reader.place, pk__in=_pks(codes)):
        url = reverse("purpose:objective", args=[reader.place.code, one.pk])
        found[str(one.pk)] = Topic(KIND, str(one.pk), one.text, url, f"Objective, {one.in_year.title}")
    return found


def told(reader, keys, since):
    """Progress that was noted, and the end; two queries."""
    pks = _pks(code for kind, code in keys if kind == KIND)
    if not pks or Permission.VIEW_NETWORK not in reader.permissions:
        return
    objectives = Objective.objects.filter(network=reader.place, pk__in=pks)
    for note in ProgressNote.objects.filter(objective__in=objectives):
        day = timezone.localdate(note.created_at)
        if since is None or day >= since:
            yield (KIND, str(note.objective_id)), Moment(day, "Progress", note.text, order=60)
    for one in objectives.exclude(ended_on=None):
        if since is None or one.ended_on >= since:
            url = reverse("purpose:objective", args=[reader.place.code, one.pk])
            moment = Moment(one.ended_on, one.get_outcome_display(), one.reason or one.text, url, order=70)
            yield (KIND, str(one.pk)), moment
