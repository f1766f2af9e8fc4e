"""Reminders of reviews: once for each day that a review is due on, from 9am, four weeks before."""

from datetime import date, time

from django.db import transaction
from django.utils import timezone

from apps.core.moments import LONDON
from apps.jobs.actions import enqueue_many
from apps.jobs.clock import at_every_sweep
from apps.jobs.registry import JobFailed, handles
from apps.mail.sending import AddressRefused, MailUnavailable

from . import letters
from .models import Review
from .queries import due_reviews, keepers

FROM = time(9)


@handles("purpose.remind", attempts=12, words="The reminder of a review could not be sent.")
def remind(claim):
    """``subject`` is a review, a user, and the day on which the review was due then."""
    review, user, due = claim.subject.split(":")
    try:
        letters.remind(review_id=int(review), user_id=int(user), next_on=date.fromisoformat(due))
    except AddressRefused as problem:
        raise JobFailed(str(problem), final=True) from problem
    except MailUnavailable as problem:
        raise JobFailed(str(problem)) from problem


@at_every_sweep
def remind_what_is_due():
    now = timezone.now()
    if now.astimezone(LONDON).time() < FROM:
        return
    due = due_reviews(timezone.localdate(now)).filter(reminded_at=None)
    for pk in due.values_list("pk", flat=True):
        _remind(pk, now)


@transaction.atomic
def _remind(pk: int, now) -> None:
    """Marked and queued together, so that it is once, whoever sweeps beside."""
    if Review.objects.filter(pk=pk, reminded_at=None).update(reminded_at=now):
        review = Review.objects.select_related("version__network").get(pk=pk)
        users = keepers(review.version.network)
        enqueue_many(
            "purpose.remind",
            {
                f"purpose-review:{pk}:{review.next_on}:{user.pk}": f"{pk}:{user.pk}:{review.next_on}"
                for user in users
            },
        )
