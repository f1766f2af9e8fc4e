"""An anonymous note as a topic, for those who answer notes; nobody else learns of it."""

import uuid

from django.urls import reverse

from apps.accounts.permissions import Permission
from apps.core.moments import day
from apps.core.topics import Topic

from .models import Note

KIND = "note"


def resolve(reader, codes) -> dict[str, Topic]:
    """By its random id; one query. Its text stays where it is: what goes on an agenda is said in new words, so that
    nobody is found by their style."""
    if Permission.ANSWER_NOTES not in reader.permissions:
        return {}
    pks = [pk for code in codes if (pk := _uuid(code))]
    return {
        str(one.pk): Topic(
            KIND, str(one.pk), "What somebody raised anonymously",
            reverse("notes:detail", args=[reader.place.code, one.pk]), f"Note of {day(one.delivered_on)}",
        )
        for one in Note.objects.filter(box__network=reader.place, pk__in=pks)
    }  # fmt: skip


def _uuid(code: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(code)
    except ValueError:
        return None
