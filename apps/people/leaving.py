"""Leaving: the day, who takes over what somebody holds, and their access."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone

from apps.accounts.permissions import Permission
from apps.core import contributions
from apps.core.contributions import Holding, Need
from apps.networks import actions as access
from apps.networks.models import NetworkMembership
from apps.networks.queries import is_last_manager

from .actions import mark_left
from .models import Person

SOON = timedelta(days=30)
# What nobody took over for so long is mended in the room that keeps it.
REMEMBERED = timedelta(days=365)


def holdings_of(person: Person) -> list[Holding]:
    return contributions.person_holdings.of([person.pk]).get(person.pk, [])


def access_of(person: Person) -> list[NetworkMembership]:
    """The current memberships of the account with this person's address."""
    if not person.email:
        return []
    found = person.network.memberships.current().filter(user__email__iexact=person.email)
    return list(found.select_related("user", "practice"))


def is_last_to_run(person: Person, memberships: list[NetworkMembership]) -> bool:
    """Whether nobody would run the network without this person."""
    return bool(memberships) and is_last_manager(person.network, memberships[0].user)


@transaction.atomic
def leave(
    *, person, by, on: date, handed: Iterable[tuple[Holding, Person | None]] = (), access_too=False
) -> None:
    """Somebody leaves ``on`` a day; what they hold goes ``handed`` to others or, with None, to nobody. ``access_too``
    ends their access to the network now.

    Raises DatesBackwards, CannotMove, AccessRefused, LastManager; then nothing of it was done."""
    mark_left(person=person, by=by, on=on)
    for holding, to in handed:
        holding.hand_over(to=to, by=by, on=on)
    if access_too:
        for membership in access_of(person)[:1]:
            access.remove(place=person.network, by=by, membership=membership)


# --- What needs a manager ------------------------------------------------------------------
def needs(readers):
    """Leavers who still hold something, and leavers who still have access. Two queries and those of the rooms."""
    yield from _held(_places(readers, Permission.MANAGE_PEOPLE))
    yield from _access(_places(readers, Permission.MANAGE_ACCESS))


def _places(readers, permission) -> dict:
    found = (one for one in readers if permission in one.permissions and not one.place.is_read_only)
    return {one.place.pk: one.place for one in found}


def _held(networks):
    today = timezone.localdate()
    leavers = Person.objects.filter(
        network__in=networks, active_to__gte=today - REMEMBERED, active_to__lte=today + SOON
    ).in_bulk()
    for pk, held in contributions.person_holdings.of(list(leavers)).items():
        person = leavers[pk]
        what = held[0].text if len(held) == 1 else f"{len(held)} roles or tasks"
        text = f"{person.name} {'left' if person.has_left else 'is leaving'} and holds {what}"
        url = reverse("people:leave", args=[networks[person.network_id].code, pk])
        detail = "Say who takes over, or leave it vacant."
        yield (
            person.network_id,
            Need(text, url, "Hand over", order=30 if person.has_left else 48, detail=detail),
        )


def _access(networks):
    same = Person.objects.filter(network=OuterRef("network"), email__iexact=OuterRef("user__email"))
    members = NetworkMembership.objects.current().filter(network__in=networks)
    members = members.filter(Exists(same.left()), ~Exists(same.active())).select_related("user")
    for network, name in members.values_list("network", "user__name").distinct():
        url = reverse("access:list", args=[networks[network].code])
        yield network, Need(f"{name} left and still has access", url, "See who has access", order=20)
