"""Personal links: whose round a token opens, and what can be done with it now."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from apps.mail import tokens

from . import blocks
from .models import Invitation, Round

PURPOSE = "surveys.answer"


class LinkState(Enum):
    READY = "ready"
    FORGED = "forged"
    REVOKED = "revoked"
    EARLY = "early"
    USED = "used"
    CLOSED = "closed"
    CANCELLED = "cancelled"
    VOID = "void"


@dataclass(frozen=True)
class Link:
    """What a token is good for. ``round`` and ``invitation_id`` are None where the token is forged or revoked;
    ``block`` is what of the network its person belongs to, where the round shows that apart."""

    state: LinkState
    round: Round | None = None
    invitation_id: uuid.UUID | None = None
    generation: int = 0
    block: str = ""


def address(invitation: Invitation) -> str:
    """The full address of a person's link. Made for a mail and kept nowhere else."""
    token = tokens.make_token(PURPOSE, invitation.pk, invitation.generation)
    return settings.PORTAL_URL + reverse("surveys:link", args=[token])


def follow(token: str, now: datetime | None = None) -> Link:
    """What ``token`` is good for at ``now``. Reads one row and changes nothing."""
    invitation_id = tokens.id_in(token)
    invitation = (
        Invitation.objects.select_related(
            "round__questionnaire", "round__network", "round__reviewer", "person__practice"
        )
        .filter(pk=invitation_id)
        .first()
        if invitation_id
        else None
    )
    if invitation is None:
        return Link(LinkState.FORGED)
    if not tokens.token_is_good(token, PURPOSE, invitation.pk, invitation.generation):
        earlier = (
            tokens.token_is_good(token, PURPOSE, invitation.pk, g) for g in range(1, invitation.generation)
        )
        return Link(LinkState.REVOKED if any(earlier) else LinkState.FORGED)
    state, round_ = _state(invitation, now or timezone.now()), invitation.round
    block = blocks.block_of(invitation.person, round_.breakdown) if invitation.person else ""
    return Link(state, round_, invitation.pk, invitation.generation, block)


def _state(invitation: Invitation, now: datetime) -> LinkState:
    round_ = invitation.round
    match round_.state:
        case Round.State.CANCELLED:
            return LinkState.CANCELLED
        case Round.State.VOID:
            return LinkState.VOID
        case Round.State.OPENING:
            return LinkState.EARLY
    if not round_.takes_answers(now):
        return LinkState.CLOSED
    return LinkState.USED if invitation.answered else LinkState.READY
