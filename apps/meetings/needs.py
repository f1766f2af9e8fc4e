"""What planning has for the front page: meetings nobody was invited to, and those that come."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from apps.accounts.permissions import Permission
from apps.core.contributions import Coming, Need
from apps.core.moments import clock, day

from .models import GuestNetwork, Meeting

UNCALLED, SOON = timedelta(days=14), timedelta(days=60)


def _coming(networks, within: timedelta):
    now = timezone.now()
    rows = Meeting.objects.to_come(now).filter(network__in=networks, starts_at__lte=now + within)
    return rows.order_by("starts_at", "pk").only("network", "title", "starts_at", "state")


def _kept_by(readers) -> dict:
    """The networks whose meetings these readers keep, by primary key."""
    return {
        one.place.pk: one.place
        for one in readers
        if Permission.KEEP_MEETINGS in one.permissions and not one.place.is_read_only
    }


def needs(readers):
    """Meetings of the next two weeks without invitations; one query."""
    networks = _kept_by(readers)
    if not networks:
        return
    for meeting in _coming(networks, UNCALLED).filter(called_at=None, state=Meeting.State.PLANNED):
        url = reverse("meetings:meeting", args=[networks[meeting.network_id].code, meeting.pk])
        text = f"{meeting.title} is on {day(meeting.starts_at)}, and nobody was invited"
        yield (
            meeting.network_id,
            Need(text, url, "Send the invitations", 24, "People get it into their calendars"),
        )


def invitations(readers):
    """Roundtables of other networks that nobody answered yet; one query."""
    networks = _kept_by(readers)
    if not networks:
        return
    waiting = GuestNetwork.objects.filter(network__in=networks, accepted_at=None, declined_at=None)
    waiting = waiting.filter(event__meeting__starts_at__gt=timezone.now())
    waiting = waiting.exclude(event__meeting__state=Meeting.State.CANCELLED)
    for guest in waiting.select_related("event__meeting__network"):
        meeting = guest.event.meeting
        url = reverse("meetings:invitation", args=[networks[guest.network_id].code, guest.pk])
        text = f"{meeting.network.name} invites you to “{meeting.title}” on {day(meeting.starts_at)}"
        yield guest.network_id, Need(text, url, "Answer", 26)


def coming(readers):
    """Meetings of the next two months that people were invited to; one query."""
    networks = {one.place.pk: one.place for one in readers if Permission.VIEW_NETWORK in one.permissions}
    if not networks:
        return
    for meeting in _coming(networks, SOON).exclude(called_at=None):
        url = reverse("meetings:meeting", args=[networks[meeting.network_id].code, meeting.pk])
        text = f"{meeting.title} at {clock(meeting.starts_at)}."
        yield meeting.network_id, Coming(text, timezone.localdate(meeting.starts_at), url)
