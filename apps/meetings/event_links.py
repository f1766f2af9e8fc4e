"""An event's links for people without an account: to sign up, and for residents to read what came of it."""

from django.conf import settings
from django.urls import reverse

from apps.mail import tokens

from .models import Event, Meeting

SIGN_UP, TOLD = "meetings.sign_up", "meetings.told"


def sign_up_address(event: Event) -> str:
    """The full address of the event's present link."""
    token = tokens.make_token(SIGN_UP, event.key, event.generation)
    return settings.PORTAL_URL + reverse("events:link", args=[token])


def told_address(event: Event) -> str:
    """The same for good: residents may have it on paper."""
    return settings.PORTAL_URL + reverse("events:told", args=[tokens.make_token(TOLD, event.key, 1)])


def _event(token: str) -> Event | None:
    key = tokens.id_in(token)
    found = Event.objects.select_related("meeting__network").filter(key=key) if key else ()
    return next(iter(found), None)


def to_sign_up(token: str) -> Event | None:
    """The event that ``token`` is the present link of; None where it is forged or was replaced."""
    event = _event(token)
    good = event and tokens.token_is_good(token, SIGN_UP, event.key, event.generation)
    return event if good else None


def to_read(token: str) -> Event | None:
    """The event whose residents' page ``token`` leads to, once it says something."""
    event = _event(token)
    good = event and event.told_at and tokens.token_is_good(token, TOLD, event.key, 1)
    return event if good else None


def takes_sign_ups(event: Event, now) -> bool:
    """Until it begins, while it is open, planned, and its network not closed."""
    meeting = event.meeting
    planned = meeting.state == Meeting.State.PLANNED and now < meeting.starts_at
    return event.signing_up and planned and not meeting.network.is_read_only
