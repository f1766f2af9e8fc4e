"""The mails of a round: written and sent inside jobs, so that no link is ever stored."""

import hmac
import uuid
from collections.abc import Callable

from django.template.loader import render_to_string
from django.utils import timezone

from apps.accounts.models import User
from apps.core.moments import moment
from apps.mail import sending
from apps.mail.tokens import address_mark

from . import companions, keyring, links, opting_out
from .models import Invitation, Round


def send_invitation(invitation_id: uuid.UUID) -> None:
    """Mail a person's link. Quietly nothing where the round no longer takes answers, or the person has left or wants
    no such mails.

    Does not look at whether they answered, so that a new link tells nobody. Raises AddressRefused,
    MailUnavailable."""
    invitation = _load(invitation_id)
    if _can_write(invitation):
        # Marked as delivered in any case: nobody may read off it that no mail was written.
        if not _wants_none(invitation):
            _send("invitation", invitation)
        _mark_delivered(invitation)


def send_reminders(round_id: uuid.UUID, *, after: str, passed: Callable[[uuid.UUID], None]) -> None:
    """Remind everybody invited whose link is unused, leavers and those who want none aside, in the order of
    invitation ids, from ``after`` on. A person whose invitation arrived at another address than today's gets none;
    who was sent a newer link gets one in any case, so that it tells nobody whether they answered.

    ``passed`` is called for every invitation, reminded or not: its trail tells nobody who answered. An
    address that the server refuses is passed over and recorded nowhere, for the same reason. Raises
    MailUnavailable."""
    invitations = Invitation.objects.filter(round_id=round_id).order_by("pk")
    if after:
        invitations = invitations.filter(pk__gt=after)
    for invitation_id in list(invitations.values_list("pk", flat=True)):
        invitation = _load(invitation_id)
        if _can_write(invitation) and _is_wanted(invitation) and _is_where_it_went(invitation):
            _send_if_taken("reminder", invitation)
        passed(invitation_id)


def stop_reminders(invitation_id: uuid.UUID) -> None:
    """Send no more reminders to whoever has this link. Recorded nowhere else, and the same whether they answered or
    not."""
    Invitation.objects.filter(pk=invitation_id, person__isnull=False).update(no_reminders=True)


def say_farewell(round_id: uuid.UUID) -> None:
    """After a round ended without a result: destroy its key, tell everybody invited, and forget who they
    were.

    Each person is forgotten as they are told, so a repeat goes on with the rest. Raises MailUnavailable,
    NoKeyring."""
    keyring.destroy(round_id)
    told = Invitation.objects.filter(round_id=round_id, person__isnull=False).order_by("pk")
    for invitation in told.select_related("person", "round__network", "round__questionnaire"):
        if invitation.person.email and not _wants_none(invitation):
            _send_if_taken("farewell", invitation)
        Invitation.objects.filter(pk=invitation.pk).update(person=None, delivered_to=None)


def _load(invitation_id: uuid.UUID) -> Invitation | None:
    everything = Invitation.objects.select_related("person", "round__network", "round__questionnaire")
    return everything.filter(pk=invitation_id).first()


def _mark_delivered(invitation: Invitation) -> None:
    # Not where the round ended in the meantime: what was emptied stays empty.
    Invitation.objects.filter(pk=invitation.pk, person__isnull=False).update(
        delivered_to=address_mark(invitation.person.email)
    )


def _is_wanted(invitation: Invitation) -> bool:
    wanted = not invitation.no_reminders and (invitation.is_renewed or not invitation.answered)
    return wanted and not _wants_none(invitation)


def _wants_none(invitation: Invitation) -> bool:
    return opting_out.wants_none(invitation.person, invitation.round.kind)


def _is_where_it_went(invitation: Invitation) -> bool:
    """Whether today's address is the one that took the invitation, or none took it yet."""
    return invitation.delivered_to is None or hmac.compare_digest(
        bytes(invitation.delivered_to), address_mark(invitation.person.email)
    )


def _can_write(invitation: Invitation | None) -> bool:
    return bool(
        invitation
        and invitation.person
        and invitation.person.can_be_written_to
        and invitation.round.takes_answers(timezone.now())
    )


def _send_if_taken(letter: str, invitation: Invitation) -> None:
    try:
        _send(letter, invitation)
    except sending.AddressRefused:
        # Deliberately without a trace: who was written to here would tell who had not answered.
        return


def _send(letter: str, invitation: Invitation) -> None:
    round_ = invitation.round
    asker = User.objects.filter(pk=round_.opened_by_id).first()
    context = {
        "asker": asker.name if asker else "",
        "person": invitation.person,
        "newer": invitation.is_renewed,
        "round": round_,
        "network": round_.network,
        "definition": round_.definition,
        "closes": moment(round_.closes_at),
        "link": "" if letter == "farewell" else links.address(invitation),
        "stop": "" if letter == "farewell" else links.stop_address(invitation),
        "stored": links.what_is_stored(round_),
        "no_more": opting_out.address(invitation.person),
        "cancelled": round_.state == Round.State.CANCELLED,
    }
    companion = companions.of(round_)
    context |= companion.words(round_)
    sending.send(
        to=invitation.person.email,
        subject=render_to_string(f"{companion.mails}/{letter}_subject.txt", context),
        text=render_to_string(f"{companion.mails}/{letter}.txt", context),
        reply_to=asker.email if asker else "",
    )
