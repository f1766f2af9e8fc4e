"""Recording one's own team roles, and naming working groups."""

from datetime import date

from django.db import transaction

from apps.core.audit import Event, record
from apps.people.models import Person

from .models import TeamResult, WorkingGroup

MOST_GROUPS = 30


class TeamRefused(Exception):
    """What was asked can't be done; the message is for people."""


@transaction.atomic
def record_own(*, person: Person, top, least, reported_on: date, seen_by: str) -> TeamResult:
    """Record, or record anew, what ``person`` says about themselves. The log names nobody: who wants only to be counted
    would stand in it."""
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    values = {"top": list(top), "least": list(least), "reported_on": reported_on, "seen_by": seen_by}
    found, _ = TeamResult.objects.update_or_create(person=person, defaults=values)
    record(Event.TEAM_ROLES_RECORDED, network=person.network)
    return found


@transaction.atomic
def withdraw_own(*, person: Person) -> None:
    """Delete it. Harmless to repeat."""
    if TeamResult.objects.filter(person=person).delete()[0]:
        record(Event.TEAM_ROLES_RECORDED, network=person.network)


@transaction.atomic
def save_group(*, network, by, name: str, people, group: WorkingGroup | None = None) -> WorkingGroup:
    """Name a working group, or change ``group``. Raises TeamRefused for a name that is taken, and for too many."""
    type(network).objects.select_for_update(no_key=True).get(pk=network.pk)
    others = network.working_groups.exclude(pk=group.pk if group else None)
    if others.filter(name__iexact=name).exists():
        raise TeamRefused("There is a working group of this name already.")
    if group is None and others.count() >= MOST_GROUPS:
        raise TeamRefused(f"There is room for {MOST_GROUPS} working groups. Remove one first.")
    group = group or WorkingGroup(network=network)
    group.name = name
    group.save()
    group.people.set(people)
    record(Event.WORKING_GROUP_SAVED, by=by, network=network, count=len(people))
    return group


@transaction.atomic
def delete_group(*, group: WorkingGroup, by) -> None:
    record(Event.WORKING_GROUP_DELETED, by=by, network=group.network)
    group.delete()
