"""Links of invitations to the portal: what a token offers, and what can be done with it now."""

import uuid
from dataclasses import dataclass
from enum import Enum

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from apps.mail import tokens

from .models import AccessInvitation

PURPOSE = "networks.access"


class State(Enum):
    READY = "ready"
    FORGED = "forged"
    REPLACED = "replaced"
    EXPIRED = "expired"
    ACCEPTED = "accepted"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Offer:
    """What a token is good for; ``invitation`` is None where it is forged or replaced by a newer one."""

    state: State
    invitation: AccessInvitation | None = None


def address(invitation: AccessInvitation) -> str:
    """The full address of an invitation's link. Made for a mail and kept nowhere else."""
    token = tokens.make_token(PURPOSE, invitation.pk, invitation.generation)
    return settings.PORTAL_URL + reverse("joining:link", args=[token])


def follow(token: str) -> Offer:
    """What ``token`` is good for. Reads one row and changes nothing."""
    invitation_id = tokens.id_in(token)
    invitation = _with_places(pk=invitation_id).first() if invitation_id else None
    if invitation is None:
        return Offer(State.FORGED)
    if not tokens.token_is_good(token, PURPOSE, invitation.pk, invitation.generation):
        earlier = (
            tokens.token_is_good(token, PURPOSE, invitation.pk, g) for g in range(1, invitation.generation)
        )
        return Offer(State.REPLACED if any(earlier) else State.FORGED)
    return Offer(state_of(invitation), invitation)


def load(invitation_id: uuid.UUID) -> AccessInvitation | None:
    return _with_places(pk=invitation_id).first()


def practice_is_in(practice, network) -> bool:
    return network.practice_spells.current().filter(practice=practice).exists()


def state_of(invitation: AccessInvitation) -> State:
    if invitation.accepted_at:
        return State.ACCEPTED
    if invitation.withdrawn_at or invitation.place.closed_on:
        return State.WITHDRAWN
    if invitation.practice_id and not practice_is_in(invitation.practice, invitation.network):
        return State.WITHDRAWN
    return State.EXPIRED if invitation.expires_at <= timezone.now() else State.READY


def _with_places(**which):
    rows = AccessInvitation.objects.select_related("network", "icb", "portal", "invited_by", "practice")
    return rows.filter(**which)
