"""The weekly mail about open actions: who gets one on a day, and how somebody tunes it."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q

from apps.people.models import Person

from .models import Action, Digest

SOON = timedelta(days=7)
# The day on which whoever wants a mail only when something is due gets it, as whoever said nothing.
USUAL = Digest.When.MONDAY
DAYS = {0: Digest.When.MONDAY, 2: Digest.When.WEDNESDAY, 4: Digest.When.FRIDAY}


@transaction.atomic
def tune(*, digest: Digest, when: str) -> None:
    digest.when = when
    digest.save(update_fields=["when", "updated_at"])


def wanted_on(today: date):
    """People of open networks who get the mail today and did not yet: with open actions, on their day; those who want
    it only then, where something is due within a week or late. One query."""
    when = DAYS.get(today.weekday())
    if when is None:
        return Person.objects.none()
    open_actions = Action.objects.open().filter(owner__isnull=False)
    people = Person.objects.active().exclude(email="").exclude(network__closed_on__lte=today)
    people = people.filter(pk__in=open_actions.values("owner"))
    people = people.exclude(action_digest__sent_on=today)
    theirs = Q(action_digest__when=when)
    if when == USUAL:
        due = open_actions.filter(due_on__lte=today + SOON).values("owner")
        theirs |= Q(action_digest=None) | Q(action_digest__when=Digest.When.DUE, pk__in=due)
    return people.filter(theirs).order_by("pk")


@transaction.atomic
def claim(*, person_id: int, today: date) -> bool:
    """Mark somebody's mail of ``today`` as sent; False where it was already, whoever sweeps beside."""
    digest, _ = Digest.objects.get_or_create(person_id=person_id)
    rows = Digest.objects.filter(pk=digest.pk).exclude(sent_on=today)
    return bool(rows.update(sent_on=today))
