"""Links, of people, of paper slips and open ones: which round a token opens, and what can be done with it now."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from apps.mail import tokens

from . import blocks, open_link
from .models import Invitation, Round, Way

PURPOSE = "surveys.answer"
OPEN_PURPOSE = "surveys.open"
# For so long after its end an open link still says what became of its round.
KNOWN_FOR = timedelta(days=30)


class LinkState(Enum):
    READY = "ready"
    FORGED = "forged"
    REVOKED = "revoked"
    EARLY = "early"
    USED = "used"
    FULL = "full"
    CLOSED = "closed"
    CANCELLED = "cancelled"
    VOID = "void"


@dataclass(frozen=True)
class Link:
    """What a token is good for. ``round`` is None where the token is forged, or personal and revoked;
    ``invitation_id`` then too, and for an open link. ``block`` is what of the network its person or slip belongs to,
    where the round shows that apart; ``is_reminded`` says that mails go to whoever has the link."""

    state: LinkState
    round: Round | None = None
    invitation_id: uuid.UUID | None = None
    generation: int = 0
    block: str = ""
    is_reminded: bool = False

    @property
    def is_open(self) -> bool:
        return bool(self.round and self.round.has_open_link)

    @property
    def is_renewed(self) -> bool:
        """A newer link of a person: it looks the same whether or not one was used."""
        return self.invitation_id is not None and self.generation > 1


def token_of(invitation: Invitation) -> str:
    return tokens.make_token(PURPOSE, invitation.pk, invitation.generation)


def address(invitation: Invitation) -> str:
    """The full address of a person's link, or a slip's. Made for a mail or a sheet of paper and kept nowhere else."""
    return settings.PORTAL_URL + reverse("surveys:link", args=[token_of(invitation)])


def stop_address(invitation: Invitation) -> str:
    """The full address of the page on which whoever has this link stops reminders."""
    return settings.PORTAL_URL + reverse("surveys:stop_link", args=[token_of(invitation)])


def open_address(round_: Round) -> str:
    """The full address of a round's open link, short enough to be typed. Shown to its manager and kept nowhere."""
    code = tokens.make_code(OPEN_PURPOSE, round_.pk, round_.link_generation)
    return settings.PORTAL_URL + reverse("surveys:link", args=[code])


def what_is_stored(round_: Round) -> str:
    """The full address of the page that says what is stored of a round's answers: the same for everybody."""
    return settings.PORTAL_URL + reverse("surveys:stored", args=[round_.pk])


def follow(token: str, now: datetime | None = None) -> Link:
    """What ``token`` is good for at ``now``; changes nothing. A personal one takes a query, an open one three."""
    now = now or timezone.now()
    if code := tokens.read_code(token):
        return _follow_open(code, now)
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
    round_ = invitation.round
    state = _state(round_, now)
    # A renewed link may have been sent elsewhere: nobody may read off it whether the person answered.
    if state is LinkState.READY and invitation.answered and not invitation.is_renewed:
        state = LinkState.USED
    block = blocks.block_of(invitation.person, round_.breakdown) if invitation.person else invitation.block
    is_reminded = invitation.person_id is not None
    return Link(state, round_, invitation.pk, invitation.generation, block, is_reminded)


def _follow_open(code: str, now: datetime) -> Link:
    """The code holds no id: it is compared with those of all rounds it may be of."""
    recent = Round.objects.filter(way=Way.OPEN, closes_at__gt=now - KNOWN_FOR)
    for pk, latest in recent.values_list("pk", "link_generation"):
        for generation in range(latest, 0, -1):
            if tokens.code_is_good(code, OPEN_PURPOSE, pk, generation):
                round_ = Round.objects.select_related("questionnaire", "network", "reviewer").get(pk=pk)
                return Link(_open_state(round_, generation, now), round_, generation=generation)
    return Link(LinkState.FORGED)


def _open_state(round_: Round, generation: int, now: datetime) -> LinkState:
    state = _state(round_, now)
    if state in (LinkState.READY, LinkState.EARLY) and generation != round_.link_generation:
        return LinkState.REVOKED
    return LinkState.FULL if state is LinkState.READY and open_link.is_full(round_) else state


def _state(round_: Round, now: datetime) -> LinkState:
    match round_.state:
        case Round.State.CANCELLED:
            return LinkState.CANCELLED
        case Round.State.VOID:
            return LinkState.VOID
        case Round.State.OPENING:
            return LinkState.EARLY
    return LinkState.READY if round_.takes_answers(now) else LinkState.CLOSED
