"""The link in an owner's mail: a token of an action and its generation, stored nowhere; and the link by which somebody
tunes their weekly mail."""

from dataclasses import dataclass
from enum import Enum

from django.conf import settings
from django.urls import reverse

from apps.mail import tokens

from .models import Action, Digest

OWNER, DIGEST = "meetings.owner", "meetings.digest"


class LinkState(Enum):
    READY = "ready"
    FORGED = "forged"
    REPLACED = "replaced"
    CLOSED = "closed"


@dataclass(frozen=True)
class Link:
    """What a token is good for; ``action`` is None where it is forged or replaced."""

    state: LinkState
    action: Action | None = None


def token_of(action: Action) -> str:
    return tokens.make_token(OWNER, action.key, action.generation)


def address(action: Action) -> str:
    return settings.PORTAL_URL + reverse("owned:link", args=[token_of(action)])


def follow(token: str) -> Link:
    """Reads one row. An owner who left has no link any more, and none is made of an action without owner."""
    key = tokens.id_in(token)
    found = Action.objects.select_related("network", "owner", "meeting") if key else Action.objects.none()
    action = found.filter(key=key).first()
    if action is None:
        return Link(LinkState.FORGED)
    if not tokens.token_is_good(token, OWNER, key, action.generation):
        earlier = (tokens.token_is_good(token, OWNER, key, g) for g in range(1, action.generation))
        return Link(LinkState.REPLACED if any(earlier) else LinkState.FORGED)
    if action.owner is None or action.owner.has_left:
        return Link(LinkState.REPLACED)
    return Link(LinkState.CLOSED if action.network.is_read_only else LinkState.READY, action)


def digest_address(digest: Digest) -> str:
    token = tokens.make_token(DIGEST, digest.key, 1)
    return settings.PORTAL_URL + reverse("owned:digest_link", args=[token])


def digest_of(token: str) -> Digest | None:
    """Whose weekly mail ``token`` tunes; None where it is no such link, or they have left."""
    key = tokens.id_in(token)
    if key is None or not tokens.token_is_good(token, DIGEST, key, 1):
        return None
    found = Digest.objects.select_related("person__network").filter(key=key).first()
    return None if found is None or found.person.has_left else found
