"""Background work about meetings: invitations, cancellations, reminders, and planning series ahead."""

from datetime import time, timedelta

from django.utils import timezone

from apps.core.moments import LONDON
from apps.jobs.actions import enqueue_many
from apps.jobs.clock import at_every_sweep
from apps.jobs.registry import JobFailed, handles
from apps.mail.sending import AddressRefused, MailUnavailable

from . import letters, planning
from .models import Meeting, Series

# Reminders go out from then on, of meetings this near.
FROM, BEFORE = time(9), timedelta(days=2)


def _mailed(letter, **about) -> None:
    try:
        letter(**about)
    except AddressRefused as problem:
        raise JobFailed(str(problem), final=True) from problem
    except MailUnavailable as problem:
        raise JobFailed(str(problem)) from problem


@handles("meetings.invite", attempts=12, words="The invitation to a meeting could not be sent.")
def invite(claim):
    """``subject`` is an invitee, and the version of the meeting that asked for the mail."""
    invitee, sequence = claim.subject.split(":")
    _mailed(letters.invite, invitee_id=int(invitee), sequence=int(sequence))


@handles("meetings.uninvite", attempts=12, words="The cancellation of a meeting could not be sent.")
def uninvite(claim):
    """``subject`` is a meeting, a person, and the version of the meeting without them."""
    meeting, person, sequence = claim.subject.split(":")
    _mailed(letters.uninvite, meeting_id=int(meeting), person_id=int(person), sequence=int(sequence))


@handles("meetings.remind", attempts=12, words="The reminder of a meeting could not be sent.")
def remind(claim):
    """``subject`` is an invitee, and when the meeting was to begin then."""
    invitee, stamp = claim.subject.split(":")
    _mailed(letters.remind, invitee_id=int(invitee), stamp=int(stamp))


@handles("meetings.ahead", words="The next meetings of a series could not be planned.")
def plan_ahead(claim):
    """Daily."""
    today = timezone.localdate()
    running = Series.objects.exclude(ended_on__lte=today).exclude(network__closed_on__lte=today)
    for series in running:
        planning.plan_ahead(series=series)


@at_every_sweep
def remind_what_is_near():
    now = timezone.now()
    if now.astimezone(LONDON).time() < FROM:
        return
    near = Meeting.objects.to_come(now).filter(
        state=Meeting.State.PLANNED, called_at__isnull=False, reminded_at=None, starts_at__lte=now + BEFORE
    )
    for pk in near.exclude(network__closed_on__lte=timezone.localdate(now)).values_list("pk", flat=True):
        planning.mark_reminded(pk=pk, now=now)


@at_every_sweep
def plan_series_ahead():
    today = timezone.localdate()
    enqueue_many("meetings.ahead", {f"meetings-ahead:{today}": today})
