"""Writing the directory."""

import uuid
from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from apps.core.audit import Event, record
from apps.networks.models import Network

from .models import Person
from .queries import Reach, known, unreferred
from .upload import Row, person_key

UNDO_FOR = timedelta(hours=24)


class EmailTaken(ValueError):
    """Somebody else in the directory has the address."""


def _one_at_a_time(network):
    """Hold the network's directory, so that two additions at once can't both find an address free."""
    Network.objects.select_for_update(no_key=True).get(pk=network.pk)


def _check_free(network, email, *, besides=None):
    others = network.people.active().filter(email__iexact=email)
    if email and others.exclude(pk=besides.pk if besides else None).exists():
        raise EmailTaken("Somebody else in the directory has this email address.")


@transaction.atomic
def add_person(*, network, by, name, email, staff_group, practice=None, organisation="") -> Person:
    """Add one person to the directory. Raises EmailTaken."""
    _one_at_a_time(network)
    _check_free(network, email)
    person = network.people.create(
        name=name,
        email=email,
        staff_group=staff_group,
        practice=practice,
        organisation=organisation,
        active_from=timezone.localdate(),
    )
    record(Event.PERSON_ADDED, by=by, network=network, about=person)
    return person


@transaction.atomic
def add_people(*, reach: Reach, by, rows: Iterable[Row]) -> tuple[uuid.UUID, int]:
    """Add everybody in ``rows`` who is not there meanwhile and whose practice is still a member and within ``reach``.

    Returns the upload's id, by which `undo_upload` takes them out again, and how many were added."""
    network = reach.network
    _one_at_a_time(network)
    emails, names = known(network)
    there = emails | {person_key(name, "", code) for name, code in names}
    practices = {practice.code: practice for practice in reach.practices()}
    upload, today, people = uuid.uuid4(), timezone.localdate(), []
    for row in rows:
        key = person_key(row.name, row.email, row.practice)
        is_placed = row.practice in practices or (reach.is_whole and not row.practice)
        if key in there or not is_placed:
            continue
        there.add(key)
        people.append(
            Person(
                network=network,
                name=row.name,
                email=row.email,
                practice=practices.get(row.practice),
                staff_group=row.staff_group,
                active_from=today,
                upload=upload,
            )
        )
    Person.objects.bulk_create(people, batch_size=1000)
    record(Event.PEOPLE_IMPORTED, by=by, network=network, count=len(people), upload=str(upload))
    return upload, len(people)


def undoable(reach: Reach, upload: uuid.UUID):
    """The people of an upload within ``reach`` that can still be taken out without a trace: added within
    the day, invited to nothing, not marked as left."""
    recent = timezone.now() - UNDO_FOR
    return unreferred(reach.people.active().filter(upload=upload, created_at__gte=recent))


@transaction.atomic
def undo_upload(*, reach: Reach, by, upload: uuid.UUID) -> int:
    """Take out those `undoable`; returns how many."""
    network = reach.network
    people = list(undoable(reach, upload).select_for_update(of=("self",)))
    network.people.filter(pk__in=[person.pk for person in people]).delete()
    if people:
        record(Event.PERSON_REMOVED, by=by, network=network, count=len(people), upload=str(upload))
    return len(people)


@transaction.atomic
def change_person(*, person, by, **fields) -> Person:
    """Change ``fields`` of a person. Raises EmailTaken."""
    _one_at_a_time(person.network)
    changed = sorted(name for name, value in fields.items() if getattr(person, name) != value)
    if not changed:
        return person
    if person.active_to is None:
        _check_free(person.network, fields.get("email", ""), besides=person)
    for name in changed:
        setattr(person, name, fields[name])
    person.save(update_fields=[*changed, "updated_at"])
    record(Event.PERSON_CHANGED, by=by, network=person.network, about=person, fields=changed)
    return person


@transaction.atomic
def mark_left(*, person, by) -> None:
    """Somebody left the network: kept in the records, invited to nothing any more."""
    if person.network.people.active().filter(pk=person.pk).update(active_to=timezone.localdate()):
        record(Event.PERSON_REMOVED, by=by, network=person.network, about=person)


@transaction.atomic
def put_back(*, person, by) -> None:
    """Undo `mark_left`, or somebody returned. Raises EmailTaken."""
    _one_at_a_time(person.network)
    _check_free(person.network, person.email, besides=person)
    if person.network.people.filter(pk=person.pk, active_to__isnull=False).update(active_to=None):
        record(Event.PERSON_CHANGED, by=by, network=person.network, about=person, fields=["active_to"])
