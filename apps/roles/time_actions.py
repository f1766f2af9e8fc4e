"""Writing one's own time. None of it is recorded: the log would tell who keeps one, and when."""

import uuid
from datetime import date

from django.db import transaction
from django.utils import timezone

from apps.accounts.permissions import Permission
from apps.networks.models import permissions_in
from apps.people.models import Person

from .models import MonthLogged
from .time_rules import first_of, open_months, quarter_of


class MonthClosed(ValueError):
    """The month can't be logged, not yet or no longer."""


@transaction.atomic
def log_month(*, network, by, person: Person, month: date, sessions: dict) -> None:
    """Write ``by``'s own sessions of a month, over what they wrote before; none at all deletes the row.
    Raises MonthClosed."""
    # Two windows of the same person: the later one counts, and there is one row.
    Person.objects.select_for_update().get(pk=person.pk)
    if month not in open_months(timezone.localdate()):
        raise MonthClosed("This month can’t be filled in any more. Others may have seen its sum.")
    mine = MonthLogged.objects.filter(network=network, user=by, month=month)
    if not any(sessions.values()):
        mine.delete()
        return
    held = permissions_in(network.memberships.current().filter(user=by))
    fields = {**sessions, "person": person, "leads": Permission.MANAGE_PEOPLE in held}
    if not mine.update(**fields):
        who = _who(network, by, month)
        MonthLogged.objects.create(network=network, user=by, month=month, who=who, **fields)


def _who(network, by, month: date) -> uuid.UUID:
    """One for all of somebody's months of a quarter."""
    quarter = quarter_of(month)
    theirs = MonthLogged.objects.filter(network=network, user=by)
    theirs = theirs.filter(month__gte=quarter, month__lt=first_of(quarter, 3))
    return theirs.values_list("who", flat=True).first() or uuid.uuid4()
