"""Making one entry of two that are the same person."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q

from apps.core import contributions
from apps.core.audit import Event, record

from .actions import check_free, hold
from .duplicates import Entry, Pair, pairs
from .models import Apart, Person

FILLED = ("email", "phone", "practice", "organisation")


class Gone(ValueError):
    """One of the two is no longer there."""


@dataclass(frozen=True)
class Merged:
    """What the kept entry will say."""

    name: str
    staff_group: str
    email: str
    phone: str
    practice: object
    organisation: str
    active_from: object
    active_to: object


def together(kept: Person, merged: Person) -> Merged:
    """``kept`` as it is, what it lacks from the other; the earlier first day; here unless both left, then the later
    leaving date. The address of somebody who left gives way to that of the entry that is here."""
    fields = {name: getattr(kept, name) or getattr(merged, name) for name in FILLED}
    if kept.has_left and not merged.has_left and merged.email:
        fields["email"] = merged.email
    began = [day for day in (kept.active_from, merged.active_from) if day]
    ends = [kept.active_to, merged.active_to]
    return Merged(
        name=kept.name,
        staff_group=kept.staff_group,
        active_from=min(began, default=None),
        active_to=None if None in ends else max(ends),
        **fields,
    )


def look_alikes(network) -> list[Pair]:
    """Of the whole directory, leavers too. Two queries."""
    entries = [Entry(*row) for row in network.people.values_list("pk", "name", "email")]
    apart = set(Apart.objects.filter(first__network=network).values_list("first", "second"))
    return pairs(entries, apart=apart)


def _both(network, kept: Person, merged: Person) -> tuple[Person, Person]:
    """As they are now, held: two people may merge the same two at once, each the other way."""
    hold(network)
    found = network.people.select_related("practice", "network").in_bulk([kept.pk, merged.pk])
    if kept.pk == merged.pk or len(found) < 2:
        raise Gone("One of these entries was merged or erased in the meantime. Nothing was changed.")
    return found[kept.pk], found[merged.pk]


@transaction.atomic
def merge(*, network, by, kept: Person, merged: Person) -> Person:
    """Keep one entry of the two, with what hangs on both. Raises Gone, CannotMove, EmailTaken; then nothing is."""
    kept, merged = _both(network, kept, merged)
    result = together(kept, merged)
    contributions.personal_data.move(kept=kept, merged=merged, by=by)
    merged.delete()
    if result.active_to is None:
        check_free(network, result.email, besides=kept)
    for name, value in vars(result).items():
        setattr(kept, name, value)
    kept.save(update_fields=[*vars(result), "updated_at"])
    record(Event.PEOPLE_MERGED, by=by, network=network, about=kept)
    return kept


@transaction.atomic
def call_apart(*, network, by, one: Person, other: Person) -> None:
    """Say that two entries that look alike are two people. Raises Gone."""
    first, second = sorted(_both(network, one, other), key=lambda person: person.pk)
    _, is_new = Apart.objects.get_or_create(first=first, second=second)
    if is_new:
        record(Event.PEOPLE_APART, by=by, network=network)


def keep_apart(*, kept, merged, by) -> None:
    """The directory's own part of a merge: of whom the merged entry was told apart, the kept one is too."""
    rows = Apart.objects.filter(Q(first=merged) | Q(second=merged)).values_list("first", "second")
    others = {pk for row in rows for pk in row} - {kept.pk, merged.pk}
    Apart.objects.bulk_create(
        (Apart(first_id=min(kept.pk, pk), second_id=max(kept.pk, pk)) for pk in others), ignore_conflicts=True
    )


def _nothing(**_):
    """The entry itself is read by the page, and goes with what points at it."""


RECORDS = contributions.Records("people", sections=lambda person: (), erase=_nothing, move=keep_apart)
