"""Meetings as pages read them."""

from django.db.models import Q
from django.utils import timezone

from apps.accounts.permissions import Permission

from .models import Minutes, StepOut


def reads_confidential(permissions) -> bool:
    return Permission.READ_CONFIDENTIAL in permissions


MOST_SERIES = 10


def meetings(network):
    return network.meetings.select_related("chair", "note_taker", "series", "network")


def coming(network):
    """What is under way, and what is planned for today or later, the nearest first; cancelled ones too."""
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    return meetings(network).exclude(state="ended").filter(starts_at__gte=today).order_by("starts_at", "pk")


def earlier(network):
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    held = Q(starts_at__lt=today) | Q(state="ended")
    return meetings(network).filter(held).order_by("-starts_at", "-pk")


def next_meeting(network):
    return network.meetings.to_come(timezone.now()).order_by("starts_at", "pk").first()


def minutes_of(meeting) -> Minutes | None:
    """Of a meeting that has ended: one that was opened again has none until it ends again."""
    found = Minutes.objects.select_related("meeting__network", "meeting__chair", "meeting__note_taker")
    return (
        found.select_related("approved_at_meeting", "approved_by")
        .filter(meeting=meeting, meeting__state="ended")
        .first()
    )


def interests_at(meeting):
    return StepOut.objects.filter(item__meeting=meeting).select_related("item__meeting__network")
