"""A need of the population as a topic, from being recorded to how it ended."""

from django.urls import reverse
from django.utils import timezone

from apps.accounts.permissions import Permission
from apps.core.moments import day
from apps.core.topics import Moment, Topic

from .models import PopulationNeed

KIND = "need"


def _needs(reader, codes):
    if Permission.VIEW_NETWORK not in reader.permissions:
        return PopulationNeed.objects.none()
    pks = [int(code) for code in codes if code.isascii() and code.isdigit() and len(code) < 10]
    return PopulationNeed.objects.filter(network=reader.place, pk__in=pks)


def resolve(reader, codes) -> dict[str, Topic]:
    """By primary key; one query."""
    url = reverse("practices:population", args=[reader.place.code])
    return {
        str(one.pk): Topic(KIND, str(one.pk), one.need, url, f"{one.source}, {day(one.source_day)}")
        for one in _needs(reader, codes)
    }


def told(reader, keys, since):
    """That it was recorded, and closed; one query."""
    codes = [code for kind, code in keys if kind == KIND]
    url = reverse("practices:population", args=[reader.place.code])
    for one in _needs(reader, codes) if codes else ():
        noted = timezone.localdate(one.created_at)
        if since is None or noted >= since:
            yield (KIND, str(one.pk)), Moment(noted, "Need recorded", one.need, url, one.action, 20)
        if one.closed_on and (since is None or one.closed_on >= since):
            yield (KIND, str(one.pk)), Moment(one.closed_on, "Need closed", one.outcome, url, order=70)
