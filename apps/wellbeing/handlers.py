"""Background steps of check-ins, and what happens by the clock."""

from django.utils import timezone

from apps.core.moments import LONDON
from apps.jobs.actions import enqueue
from apps.jobs.clock import at_every_sweep
from apps.jobs.registry import handles

from . import actions, calendar, reach
from .models import Plan, SupportLink


@handles("wellbeing.open", words="The check-in could not be opened. It will be tried again tomorrow.")
def open_(claim):
    actions.open_by_clock(plan_id=int(claim.subject))


@handles("wellbeing.check_link", attempts=2, lease_seconds=120, words="The address could not be looked at.")
def check_link(claim):
    link = SupportLink.objects.filter(pk=int(claim.subject)).first()
    if link is None:
        return
    problem = reach.problem_with(link.url)
    # Not where it was changed in the meantime.
    SupportLink.objects.filter(pk=link.pk, url=link.url).update(checked_at=timezone.now(), problem=problem)


@at_every_sweep
def open_what_is_due():
    """From 9am on, each series once a day."""
    now = timezone.now().astimezone(LONDON)
    if now.time() < calendar.OPENS_AT:
        return
    due = Plan.objects.filter(ended_at=None, next_opens_on__lte=now.date())
    for pk in due.values_list("pk", flat=True):
        enqueue("wellbeing.open", pk, key=f"check-in:{pk}:{now.date()}")
