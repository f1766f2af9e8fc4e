"""Where an agenda item begins: about a topic of any room."""

from django.urls import reverse

from apps.accounts.permissions import Permission
from apps.core.topics import Beginning


def starts(reader):
    if Permission.VIEW_NETWORK in reader.permissions:
        yield Beginning("Put on the agenda", reverse("meetings:propose", args=[reader.place.code]))
