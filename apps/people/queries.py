"""Reading the directory."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.functions import Coalesce, TruncDate
from django.urls import reverse

from apps.accounts.permissions import NETWORK_ROLES, Permission
from apps.core.contributions import Hanging
from apps.networks.models import Network
from apps.practices.models import Practice, PracticeMembership

from .cells import person_key
from .models import Person, StaffGroup

NO_PRACTICE = "none"


def member_practices(network, *, besides: Practice | None = None):
    """The network's practices of today, and ``besides`` even where it has left."""
    member = PracticeMembership.objects.filter(practice=OuterRef("pk"), network=network, end__isnull=True)
    return Practice.objects.filter(Exists(member) | Q(pk=besides.pk if besides else None))


@dataclass(frozen=True)
class Reach:
    """Whose entries somebody keeps: everybody's of ``network``, or the people of some of its practices only."""

    network: Network
    practice_ids: frozenset[int] | None = None

    @property
    def is_whole(self) -> bool:
        return self.practice_ids is None

    @property
    def people(self):
        if self.is_whole:
            return self.network.people.all()
        return self.network.people.filter(practice__in=self.practice_ids)

    def practices(self, *, besides: Practice | None = None):
        """Practices somebody may be put into, and ``besides`` even where it has left the network."""
        found = member_practices(self.network, besides=besides)
        return found if self.is_whole else found.filter(pk__in=self.practice_ids)

    @cached_property
    def names(self) -> str:
        """The practices in words; empty where it is the whole network."""
        return "" if self.is_whole else " and ".join(self.practices().values_list("name", flat=True))


def reach_of(network: Network, memberships, permissions) -> Reach:
    """What somebody with these ``memberships`` keeps: only people who may manage all of them reach all."""
    if Permission.MANAGE_PEOPLE in permissions:
        return Reach(network)
    return Reach(network, frozenset(one.practice_id for one in memberships if one.practice_id))


def directory(
    reach: Reach, *, words: str = "", practice: str = "", group: str = "", left: bool | None = False
):
    """People within ``reach`` with their practice: those there now, or those who ``left``; None: both.

    ``words`` are looked for in names, addresses and organisations, each of them; ``practice`` is an ODS code
    or `NO_PRACTICE`; ``group`` a staff group's code. What is empty or unknown narrows nothing."""
    people = reach.people.select_related("practice")
    if left is not None:
        people = people.left() if left else people.active()
    for word in words.split():
        people = people.filter(
            Q(name__icontains=word) | Q(email__icontains=word) | Q(organisation__icontains=word)
        )
    if practice == NO_PRACTICE:
        people = people.filter(practice__isnull=True)
    elif practice:
        people = people.filter(practice__code=practice)
    if group in StaffGroup.values:
        people = people.filter(staff_group=group)
    return people


def known(network) -> tuple[set[str], set[tuple[str, str]]]:
    """Addresses of the directory in lower case, and (name, practice code) of its people without address."""
    emails, names = set(), set()
    for name, email, code in network.people.active().values_list("name", "email", "practice__code"):
        if email:
            emails.add(email.lower())
        else:
            names.add((name, code or ""))
    return emails, names


def listed(network, rows) -> list[int]:
    """Ids of the people of the directory whom these rows of a list mean."""
    keys = {person_key(row.name, row.email, row.practice) for row in rows}
    people = network.people.active().values_list("pk", "name", "email", "practice__code")
    return [pk for pk, name, email, code in people if person_key(name, email, code or "") in keys]


def unreferred(people):
    """Those of ``people`` whom no row of any room refers to.

    The relations are asked, for this room doesn't know the rooms above it."""
    for relation in Person._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete:
            rows = relation.related_model._base_manager.filter(**{relation.field.name: OuterRef("pk")})
            people = people.exclude(Exists(rows))
    return people


def departed(network):
    """(code, name) of practices that left while people of theirs still stand in the directory."""
    people = network.people.active().filter(practice=OuterRef("pk"))
    left = Practice.objects.filter(Exists(people)).exclude(pk__in=member_practices(network).values("pk"))
    return left.values_list("code", "name")


def of_practices(network, practices):
    """How many people of the directory belong to each of ``practices``; one query."""
    people = network.people.active().filter(practice__in=practices).order_by()
    for pk, code, count in people.values_list("practice", "practice__code").annotate(n=Count("pk")):
        url = reverse("people:list", args=[network.code], query={"practice": code})
        yield Hanging(pk, count, "person", "people", url)


def own_entry(network: Network, user) -> Person | None:
    """The directory's entry of ``user`` in ``network``: who is here with the address of their account."""
    found = network.people.active().filter(email__iexact=user.email)
    return found.select_related("practice").first() if user.email else None


def elsewhere(person: Person, user) -> list[Network]:
    """Other networks in whose directory the same address stands, of those only where ``user`` may see everybody. One
    query."""
    if not person.email:
        return []
    roles = [code for code, role in NETWORK_ROLES.items() if Permission.MANAGE_PEOPLE in role.permissions]
    mine = user.network_memberships.current().filter(role__in=roles, network=OuterRef("pk"))
    there = Person.objects.active().filter(email__iexact=person.email, network=OuterRef("pk"))
    return list(Network.objects.filter(Exists(mine), Exists(there)).exclude(pk=person.network_id))


@dataclass(frozen=True)
class Turnover:
    """How many were in the directory ``then``, how many of them ``stayed`` until the end, and how many ``left`` and
    ``joined`` between; whoever came and went in between is both."""

    then: int
    stayed: int
    left: int
    joined: int


def turnover(network, *, since: date, until: date) -> Turnover:
    """From the days between which people were there; without a first day, from when they were put into the directory.
    One query."""
    people = network.people.annotate(began=Coalesce("active_from", TruncDate("created_at")))
    here_then = Q(began__lte=since) & (Q(active_to=None) | Q(active_to__gt=since))
    gone = Q(active_to__gt=since, active_to__lte=until)
    counts = people.aggregate(
        then=Count("pk", filter=here_then),
        stayed=Count("pk", filter=here_then & ~gone),
        left=Count("pk", filter=gone),
        joined=Count("pk", filter=Q(began__gt=since, began__lte=until)),
    )
    return Turnover(**counts)
