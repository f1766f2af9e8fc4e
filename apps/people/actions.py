"""Writing the directory."""

import uuid
from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import TruncDate
from django.utils import timezone

from apps.core.audit import Event, record
from apps.core.moments import day
from apps.networks.models import Network

from .cells import person_key
from .models import Person, here
from .queries import Reach, known, unreferred
from .upload import Row

UNDO_FOR = timedelta(hours=24)


class DatesBackwards(ValueError):
    """Somebody would leave before they came; the message says so, for people."""


class EmailTaken(ValueError):
    """Somebody else in the directory has the address."""


def hold(network):
    """Hold the network's directory, so that two additions at once can't both find an address free."""
    Network.objects.select_for_update(no_key=True).get(pk=network.pk)


def check_free(network, email, *, besides=None):
    """Raises EmailTaken."""
    others = network.people.active().filter(email__iexact=email)
    if email and others.exclude(pk=besides.pk if besides else None).exists():
        raise EmailTaken("Somebody else in the directory has this email address.")


def _check_forwards(first, last):
    if first and last and last < first:
        raise DatesBackwards(f"The leaving date must be on or after the first day, {day(first)}.")


@transaction.atomic
def add_person(*, network, by, email, active_from=None, **fields) -> Person:
    """Add one person to the directory, here since ``active_from`` or from today. Raises EmailTaken."""
    hold(network)
    check_free(network, email)
    person = network.people.create(email=email, active_from=active_from or timezone.localdate(), **fields)
    record(Event.PERSON_ADDED, by=by, network=network, about=person)
    return person


@transaction.atomic
def add_people(*, reach: Reach, by, rows: Iterable[Row]) -> tuple[uuid.UUID, int]:
    """Add everybody in ``rows`` who is not there meanwhile and whose practice is still a member and within ``reach``.

    Returns the upload's id, by which `undo_upload` takes them out again, and how many were added."""
    network = reach.network
    hold(network)
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
                phone=row.phone,
                organisation=row.organisation if reach.is_whole else "",
                active_from=_day(row.active_from) or (None if row.active_to else today),
                active_to=_day(row.active_to),
                upload=upload,
            )
        )
    Person.objects.bulk_create(people, batch_size=1000)
    record(Event.PEOPLE_IMPORTED, by=by, network=network, count=len(people), upload=str(upload))
    return upload, len(people)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def undoable(reach: Reach, upload: uuid.UUID):
    """The people of an upload within ``reach`` that can still be taken out without a trace: added within
    the day, invited to nothing, not marked as left."""
    recent = timezone.now() - UNDO_FOR
    # A list may hold people who left before it was uploaded.
    as_listed = here() | Q(active_to__lt=TruncDate("created_at"))
    return unreferred(reach.people.filter(as_listed, upload=upload, created_at__gte=recent))


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
    """Change ``fields`` of a person. Raises EmailTaken, DatesBackwards."""
    hold(person.network)
    changed = sorted(name for name, value in fields.items() if getattr(person, name) != value)
    if not changed:
        return person
    if "active_from" in changed:
        # As it stands by now: somebody may have marked them as left since they were loaded.
        _check_forwards(fields["active_from"], _leaving_date(person))
    if not person.has_left:
        check_free(person.network, fields.get("email", ""), besides=person)
    for name in changed:
        setattr(person, name, fields[name])
    person.save(update_fields=[*changed, "updated_at"])
    record(Event.PERSON_CHANGED, by=by, network=person.network, about=person, fields=changed)
    return person


def _leaving_date(person) -> date | None:
    return person.network.people.filter(pk=person.pk).values_list("active_to", flat=True).first()


@transaction.atomic
def mark_left(*, person, by, on: date | None = None) -> None:
    """Somebody leaves the network ``on`` a day, or today: kept in the records, invited to nothing from then on. Also
    moves that day. Raises DatesBackwards."""
    hold(person.network)
    on = on or timezone.localdate()
    found = person.network.people.get(pk=person.pk)
    if found.active_to == on:
        return
    _check_forwards(found.active_from, on)
    person.active_to = found.active_to = on
    found.save(update_fields=["active_to", "updated_at"])
    record(Event.PERSON_REMOVED, by=by, network=person.network, about=person, on=on.isoformat())


@transaction.atomic
def put_back(*, person, by) -> None:
    """Undo `mark_left`, or somebody returned. Raises EmailTaken."""
    hold(person.network)
    check_free(person.network, person.email, besides=person)
    if person.network.people.filter(pk=person.pk, active_to__isnull=False).update(active_to=None):
        record(Event.PERSON_CHANGED, by=by, network=person.network, about=person, fields=["active_to"])
