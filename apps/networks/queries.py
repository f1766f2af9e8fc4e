"""Reading who has access, and where it is time to ask whether they still need it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min, Q, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from apps.accounts.permissions import Permission, Role
from apps.core.contributions import Need
from apps.jobs.models import Job

from .models import (
    AccessInvitation,
    Icb,
    IcsMembership,
    Network,
    NetworkMembership,
    Place,
    PortalMembership,
)

CONFIRM_EVERY = timedelta(days=365)
# After this much longer it is called overdue.
GRACE = timedelta(days=30)
MOST_FOUND = 20
# By what the rows call their place.
MEMBERSHIPS = {"network": NetworkMembership, "icb": IcsMembership, "portal": PortalMembership}


@dataclass(frozen=True)
class Waiting:
    """An open invitation; ``problem`` says in words why its mail did not arrive, or is empty."""

    invitation: AccessInvitation
    expired: bool
    problem: str


def waiting(place: Place) -> list[Waiting]:
    """The open invitations to a place (at most `actions.MOST_OPEN`), newest first."""
    invitations = list(
        place.access_invitations.open()
        .select_related(place.FIELD, "invited_by", "practice")
        .order_by("-created_at", "pk")
    )
    jobs = Job.objects.filter(key__in=[one.job_key for one in invitations]).exclude(error="")
    problems = dict(jobs.values_list("key", "error"))
    return [
        Waiting(one, one.expires_at <= timezone.now(), problems.get(one.job_key, "")) for one in invitations
    ]


def members(place: Place) -> QuerySet:
    """Current memberships with their users, by name."""
    with_practice = ["practice"] if isinstance(place, Network) else []
    return (
        place.memberships.current()
        .select_related("user", "confirmed_by", *with_practice)
        .annotate(last_confirmed=Coalesce("confirmed_at", "since"))
        .order_by("user__name", "user__email", "since")
    )


def managing_roles(place: Place) -> list[Role]:
    return [role for role in place.ROLES.values() if Permission.MANAGE_ACCESS in role.permissions]


def managed(places: list[Place]) -> set:
    """Primary keys of those of ``places``, all of one kind, that somebody manages; one query."""
    if not places:
        return set()
    field, codes = places[0].FIELD, [role.code for role in managing_roles(places[0])]
    held = MEMBERSHIPS[field].objects.current().filter(role__in=codes, user__is_active=True)
    return set(held.filter(**{f"{field}__in": places}).values_list(field, flat=True))


def somebody_manages(place: Place) -> bool:
    return bool(managed([place]))


def is_last_manager(place: Place, user) -> bool:
    """Whether nobody could manage access to ``place`` without ``user``."""
    codes = [role.code for role in managing_roles(place)]
    managers = place.memberships.current().filter(role__in=codes, user__is_active=True)
    return set(managers.values_list("user", flat=True)) == {user.pk}


def to_confirm(place: Place) -> QuerySet:
    """Members whose access nobody confirmed for a year, those who wait longest first."""
    due = members(place).filter(last_confirmed__lte=timezone.now() - CONFIRM_EVERY)
    return due.order_by("last_confirmed", "user__name", "pk")


def next_review(place: Place) -> datetime | None:
    """When the first of the members is due; None where nobody is left to confirm."""
    oldest = members(place).order_by("last_confirmed").first()
    return oldest.last_confirmed + CONFIRM_EVERY if oldest else None


def is_overdue(membership) -> bool:
    return membership.last_confirmed <= timezone.now() - CONFIRM_EVERY - GRACE


def find_places(model: type[Network] | type[Icb], words: str) -> list[Place]:
    """Open networks or areas by code or part of their name, for whoever brings in their first people: at most
    `MOST_FOUND`, by name. Nothing of what is in them is read."""
    words = words.strip()
    if len(words) < 2:
        return []
    found = model.objects.filter(closed_on__isnull=True)
    return list(
        found.filter(Q(code__iexact=words) | Q(name__icontains=words)).order_by("name", "code")[:MOST_FOUND]
    )


def open_place(model: type[Network] | type[Icb], code: str) -> Place | None:
    return model.objects.filter(code=code.upper(), closed_on__isnull=True).first()


def roles_to_bring_in(place: Place) -> list[Role]:
    """Roles that an administrator, who has no access to ``place``, may give there: leads of an area; whoever manages
    a network, while nobody does. Else administrators could let themselves into any network."""
    if isinstance(place, Network) and somebody_manages(place):
        return []
    return managing_roles(place)


REVIEWS = {"network": "access:review", "icb": "area_access:review", "portal": "administrators:review"}


def needs(readers):
    """Access that is to be confirmed, in places of one kind; one query."""
    places = {
        reader.place.pk: reader.place
        for reader in readers
        if Permission.MANAGE_ACCESS in reader.permissions and not reader.place.is_read_only
    }
    if not places:
        return
    field = next(iter(places.values())).FIELD
    due = MEMBERSHIPS[field].objects.current().filter(**{f"{field}__in": list(places)})
    due = due.annotate(last_confirmed=Coalesce("confirmed_at", "since"))
    due = due.filter(last_confirmed__lte=timezone.now() - CONFIRM_EVERY)
    for pk, count, longest in due.values_list(field).annotate(Count("pk"), Min("last_confirmed")):
        people = "One person’s access" if count == 1 else f"The access of {count} people"
        late = longest <= timezone.now() - CONFIRM_EVERY - GRACE
        yield (
            pk,
            Need(
                f"{people} was last confirmed more than a year ago",
                reverse(REVIEWS[field], args=[places[pk].code] if places[pk].code else None),
                "Review access",
                order=25 if late else 45,
                detail="Overdue. Say who still needs it." if late else "Say who still needs it.",
            ),
        )


def networks_around(user):
    """The networks ``user`` belongs to or is invited to; an account that is not saved yet has only the latter."""
    invited = Q(
        access_invitations__email__iexact=user.email,
        access_invitations__accepted_at__isnull=True,
        access_invitations__withdrawn_at__isnull=True,
    )
    member = Q(memberships__user_id=user.pk, memberships__ended_at__isnull=True)
    return Network.objects.filter(invited | member if user.pk else invited).distinct()


def names_around(user) -> list[str]:
    """Names that a guesser of their password would try."""
    return list(networks_around(user).values_list("name", flat=True))
