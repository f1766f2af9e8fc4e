"""A network's one link to raise something: a token with a generation, stored nowhere."""

from dataclasses import dataclass
from enum import Enum

from django.conf import settings
from django.urls import reverse

from apps.mail import tokens

from .models import Box

PURPOSE = "notes.raise"


class LinkState(Enum):
    READY = "ready"
    FORGED = "forged"
    REPLACED = "replaced"
    CLOSED = "closed"


@dataclass(frozen=True)
class Link:
    """What a token is good for; ``box`` is None where it is forged or replaced."""

    state: LinkState
    box: Box | None = None


def token_of(box: Box) -> str:
    return tokens.make_token(PURPOSE, box.pk, box.generation)


def address(box: Box) -> str:
    """The full address of the box's present link."""
    return settings.PORTAL_URL + reverse("raising:link", args=[token_of(box)])


def follow(token: str) -> Link:
    """What ``token`` is good for. Reads one row and changes nothing."""
    box_id = tokens.id_in(token)
    box = Box.objects.select_related("network").filter(pk=box_id).first() if box_id else None
    if box is None:
        return Link(LinkState.FORGED)
    if not tokens.token_is_good(token, PURPOSE, box.pk, box.generation):
        earlier = (tokens.token_is_good(token, PURPOSE, box.pk, g) for g in range(1, box.generation))
        return Link(LinkState.REPLACED if any(earlier) else LinkState.FORGED)
    if not box.is_open or box.network.is_read_only:
        return Link(LinkState.CLOSED, box)
    return Link(LinkState.READY, box)
