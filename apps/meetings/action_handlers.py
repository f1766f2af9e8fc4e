"""Jobs about actions: telling a new owner, and the weekly mail from 8am on."""

from datetime import date, time

from django.db import transaction
from django.utils import timezone

from apps.core.moments import LONDON
from apps.jobs.actions import enqueue
from apps.jobs.clock import at_every_sweep
from apps.jobs.registry import JobFailed, handles
from apps.mail.sending import AddressRefused, MailUnavailable

from . import action_letters, digests

FROM = time(8)


def _sent(send, **what) -> None:
    try:
        send(**what)
    except AddressRefused as problem:
        raise JobFailed(str(problem), final=True) from problem
    except MailUnavailable as problem:
        raise JobFailed(str(problem)) from problem


@handles("meetings.owner", attempts=12, words="The mail to an action’s owner could not be sent.")
def tell_owner(claim):
    """``subject`` is an action and its generation, which is one owner's."""
    action, generation = claim.subject.split(":")
    _sent(action_letters.tell_owner, action_id=int(action), generation=int(generation))


@handles("meetings.digest", attempts=12, words="The weekly mail about actions could not be sent.")
def send_digest(claim):
    """``subject`` is a person and the day."""
    person, day = claim.subject.split(":")
    _sent(action_letters.send_digest, person_id=int(person), today=date.fromisoformat(day))


@at_every_sweep
def send_what_is_due():
    now = timezone.now().astimezone(LONDON)
    if now.time() < FROM:
        return
    for pk in digests.wanted_on(now.date()).values_list("pk", flat=True):
        _claim(pk, now.date())


@transaction.atomic
def _claim(person: int, today: date) -> None:
    """Marked and queued together, so that it is once."""
    if digests.claim(person_id=person, today=today):
        subject = f"{person}:{today}"
        enqueue("meetings.digest", subject, key=f"meetings-digest:{subject}")
