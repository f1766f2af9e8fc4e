"""What a manager does to a round that there is. Opening one is in `opening.py`, answering in `answering.py`, counting
in `closing.py`."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from apps.core.audit import Event, record
from apps.jobs.actions import enqueue, try_again
from apps.jobs.models import Job
from apps.mail.tokens import address_mark
from apps.people.actions import change_person

from . import reminders
from .models import Ballot, Invitation, Round


class RoundRefused(Exception):
    """What was asked can't be done to this round; the message is for people."""


NOBODY_TO_REMIND = "This round has one open link. Nobody was written to, so nobody can be reminded."


@transaction.atomic
def remind(*, round_: Round, by, now: datetime | None = None) -> None:
    """Have everybody reminded whose link is unused. One job for all; nobody is told who or how many.

    Raises RoundRefused where the round takes no answers or a reminder went out on the same day."""
    now = now or timezone.now()
    round_ = lock(round_)
    if not round_.takes_answers(now):
        raise RoundRefused("Reminders can be sent only while the round is open.")
    if round_.has_open_link:
        raise RoundRefused(NOBODY_TO_REMIND)
    if not reminders.enqueue_once_a_day(round_, now):
        raise RoundRefused("A reminder went out today already. You can send another tomorrow.")
    record(Event.ROUND_REMINDED, by=by, network=round_.network, about=round_)


@transaction.atomic
def switch_reminder(*, round_: Round, by, reminder: int, is_on: bool) -> None:
    """Switch a reminder of the schedule off or on again. Raises RoundRefused once its time has come or the round
    ended."""
    round_ = lock(round_)
    if round_.state not in (Round.State.OPENING, Round.State.OPEN) or round_.closes_at <= timezone.now():
        raise RoundRefused("This round has closed. No more reminders go out.")
    waiting = round_.reminders.filter(pk=reminder, sent_at=None, due_at__gt=timezone.now())
    if waiting.exclude(is_on=is_on).update(is_on=is_on):
        record(Event.ROUND_REMINDER_SWITCHED, by=by, network=round_.network, about=round_, is_on=is_on)
    elif not waiting.exists():
        raise RoundRefused("The time of this reminder has passed. You can send one by hand.")


@transaction.atomic
def close_now(*, round_: Round, by, now: datetime | None = None) -> None:
    """Take no more answers from this moment and have the round counted. Raises RoundRefused unless it is
    open."""
    now = now or timezone.now()
    round_ = lock(round_)
    if not round_.takes_answers(now):
        raise RoundRefused("Only an open round can be closed.")
    round_.state, round_.closes_at = Round.State.CLOSING, now
    round_.save(update_fields=["state", "closes_at", "updated_at"])
    record(Event.ROUND_CLOSE_ASKED, by=by, network=round_.network, about=round_)
    enqueue_closing(round_)


def enqueue_closing(round_: Round) -> None:
    """Have the round counted; where a job for it gave up, have that one try anew: a round is counted or ends
    otherwise, however long that takes."""
    # The closing time is part of the key: a round that was extended after its job was queued needs another.
    job = enqueue("surveys.close", round_.pk, key=f"close:{round_.pk}:{int(round_.closes_at.timestamp())}")
    if job.state == Job.State.FAILED:
        try_again(job)


@transaction.atomic
def extend_round(*, round_: Round, by, closes_at: datetime, now: datetime | None = None) -> None:
    """Let the round close later. Raises RoundRefused once it closed, for a time that is not later, and for one at which
    the next check-in may run."""
    now = now or timezone.now()
    round_ = lock(round_)
    if round_.state not in (Round.State.OPENING, Round.State.OPEN) or round_.closes_at <= now:
        raise RoundRefused("This round has closed. It can’t be opened again.")
    if closes_at <= round_.closes_at:
        raise RoundRefused("The new closing time must be later than the one there is.")
    if round_.closes_before and closes_at >= round_.closes_before:
        raise RoundRefused("It must close before the next may open, 28 days after this one.")
    round_.closes_at = closes_at
    round_.save(update_fields=["closes_at", "updated_at"])
    if not round_.has_open_link:
        reminders.move(round_, now)
    record(Event.ROUND_EXTENDED, by=by, network=round_.network, about=round_, closes_at=closes_at.isoformat())


@transaction.atomic
def cancel_round(*, round_: Round, by) -> None:
    """End the round without a result: everything answered is destroyed at once, invitees are told by mail.

    Raises RoundRefused where it has ended, or is being counted without trouble."""
    round_ = lock(round_)
    if not round_.can_be_cancelled:
        raise RoundRefused("This round has ended. There is nothing to cancel.")
    end_without_result(round_, Round.State.CANCELLED)
    record(Event.ROUND_CANCELLED, by=by, network=round_.network, about=round_)


def end_without_result(round_: Round, state: Round.State) -> None:
    """Empty the box and forget who answered; the farewell job destroys the key, tells invitees and forgets
    them."""
    Ballot.objects.filter(round=round_).delete()
    Invitation.objects.filter(round=round_).update(answered=None, block="", no_reminders=False)
    if round_.state == Round.State.OPENING:  # nobody was invited yet, so nobody needs to be told
        Invitation.objects.filter(round=round_).update(person=None)
    round_.state, round_.closed_at, round_.public_key, round_.listed = state, timezone.now(), None, None
    round_.save(update_fields=["state", "closed_at", "public_key", "listed", "updated_at"])
    enqueue("surveys.farewell", round_.pk, key=f"farewell:{round_.pk}")


@transaction.atomic
def renew_link(*, round_: Round, by, person, email: str | None = None) -> None:
    """Send ``person`` a new link, to ``email`` where their address was wrong; the old one stops working. The same
    happens whether or not they answered.

    The record says where it went to another address than the invitation: whoever redirects a link might read there
    that it was used. Raises RoundRefused unless the round is open and the person was invited, EmailTaken."""
    round_ = lock(round_)
    if not round_.takes_answers(timezone.now()):
        raise RoundRefused("New links can be sent only while the round is open.")
    invitation = Invitation.objects.filter(round=round_, person=person).first()
    if email is not None:
        person = change_person(person=person, by=by, email=email)
    if invitation is None or not person.can_be_written_to:
        raise RoundRefused("This person was not invited, has left, or has no email address.")
    taken, mark = invitation.delivered_to, address_mark(person.email)
    elsewhere = {"elsewhere": True} if taken is not None and bytes(taken) != mark else {}
    invitation.generation += 1
    invitation.delivered_to = None
    invitation.save(update_fields=["generation", "delivered_to"])
    record(Event.ROUND_LINK_RENEWED, by=by, network=round_.network, about=round_, **elsewhere)
    enqueue("surveys.invite", invitation.pk, key=f"invite:{invitation.pk}:{invitation.generation}")


def lock(round_: Round) -> Round:
    return Round.objects.select_for_update(of=["self"]).select_related("network").get(pk=round_.pk)
