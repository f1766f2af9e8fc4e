"""A network's profile: its member practices, its list size over time, who joined and who left."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, F, Q, Sum

from apps.accounts.permissions import NETWORK_ROLES
from apps.networks.models import Icb, Network, SubIcb

from .ages import share_between
from .models import AgeProfile, ListSize, Practice, PracticeMembership
from .queries import NetworkProfile

OLD = 65
YOUNG = 20
LEADERS = ("clinical_director", "manager")


@dataclass(frozen=True)
class Member:
    """A member practice. Shares are percentages: ``share`` of the network's registered patients, ``young`` and ``old``
    of the practice's own who are under 20, and 65 or over. None where nothing is published."""

    pk: int
    code: str
    name: str
    published_name: str
    patients: int | None
    share: float | None
    imd_score: Decimal | None
    young: float | None
    old: float | None
    supplier: str
    since: date


def practices_of(network: Network):
    """The member practices of today."""
    here = Practice.objects.filter(network_spells__network=network, network_spells__end=None)
    return here.defer("register")


def members(profile: NetworkProfile) -> tuple[Member, ...]:
    """The practices of ``profile``, in its order; two queries."""
    rows = Practice.objects.defer("register").in_bulk(
        [fact.code for fact in profile.practices], field_name="code"
    )
    latest = AgeProfile.objects.filter(practice__in=rows.values()).order_by("practice_id", "-day")
    bands = dict(latest.distinct("practice_id").values_list("practice__code", "bands"))
    return tuple(
        Member(
            pk=rows[fact.code].pk,
            code=fact.code,
            name=fact.name,
            published_name=rows[fact.code].published_name,
            patients=fact.patients,
            share=100 * fact.patients / profile.patients if fact.patients else None,
            imd_score=fact.imd_score,
            young=share_between(bands.get(fact.code), 0, YOUNG),
            old=share_between(bands.get(fact.code), OLD),
            supplier=rows[fact.code].supplier,
            since=fact.since,
        )
        for fact in profile.practices
    )


@dataclass(frozen=True)
class ListSizeOnDay:
    """Registered patients of the practices that were members on ``day``, and of how many of them it was published."""

    day: date
    patients: int
    published: int
    members: int

    @property
    def is_whole(self) -> bool:
        return self.published == self.members


def list_sizes(network: Network) -> list[ListSizeOnDay]:
    """By published day, oldest first; two queries."""
    # One filter: both conditions are about the same spell.
    rows = (
        ListSize.objects.filter(
            Q(practice__network_spells__end=None) | Q(practice__network_spells__end__gt=F("day")),
            practice__network_spells__network=network,
            practice__network_spells__start__lte=F("day"),
        )
        .values("day")
        .annotate(total=Sum("patients"), published=Count("pk"))
        .order_by("day")
    )
    spells = list(network.practice_spells.values_list("start", "end"))
    return [
        ListSizeOnDay(
            row["day"],
            row["total"],
            row["published"],
            sum(start <= row["day"] and (end is None or row["day"] < end) for start, end in spells),
        )
        for row in rows
    ]


@dataclass(frozen=True)
class Movement:
    """A practice that joined, left or closed on ``day``; ``other`` is where it came from or went to, if anywhere."""

    day: date
    what: str
    practice: str
    code: str
    other: str = ""


@dataclass(frozen=True)
class History:
    """Who began the network on ``began``, and everybody who joined or left after, the newest first."""

    began: date | None
    founders: tuple[str, ...]
    movements: tuple[Movement, ...]


def history(network: Network) -> History:
    """From the dated memberships; one query."""
    here = network.practice_spells.values("practice")
    spells = list(
        PracticeMembership.objects.filter(practice__in=here)
        .select_related("practice", "network")
        .defer("practice__register")
        .order_by("start")
    )
    ours = [spell for spell in spells if spell.network_id == network.pk]
    began = ours[0].start if ours else None
    movements = []
    for spell in ours:
        others = [one for one in spells if one.practice_id == spell.practice_id and one is not spell]
        if spell.start != began:
            before = next((one for one in others if one.end == spell.start), None)
            movements.append(_movement(spell, spell.start, "joined", before))
        if spell.end:
            after = next((one for one in others if one.start == spell.end), None)
            closed = spell.practice.closed_on == spell.end
            movements.append(_movement(spell, spell.end, "closed" if closed else "left", after))
    movements.sort(key=lambda one: (-one.day.toordinal(), one.practice))
    founders = tuple(sorted(spell.practice.name for spell in ours if spell.start == began))
    return History(began, founders, tuple(movements))


def _movement(spell, day: date, what: str, other) -> Movement:
    name = other.network.name if other else ""
    return Movement(day, what, spell.practice.name, spell.practice.code, name)


@dataclass(frozen=True)
class Leaders:
    """Those with a role today, by its name: "Clinical director"."""

    role: str
    names: tuple[str, ...]


def leaders(network: Network) -> tuple[Leaders, ...]:
    """Director and manager, from who has access; one query."""
    people = network.memberships.current().filter(role__in=LEADERS, user__is_active=True)
    names: dict[str, list[str]] = {role: [] for role in LEADERS}
    for role, name, email in people.order_by("user__name").values_list("role", "user__name", "user__email"):
        names[role].append(name or email)
    return tuple(Leaders(NETWORK_ROLES[role].name, tuple(found)) for role, found in names.items())


@dataclass(frozen=True)
class Area:
    """Where a network lies today: its lead sub-ICB location and ICB, and others that some of its practices are in."""

    sub_icb: SubIcb | None
    icb: Icb | None
    besides: tuple[str, ...]


def area_of(network: Network) -> Area:
    """Three queries."""
    lead = SubIcb.objects.filter(network_spells__network=network, network_spells__end=None).first()
    members_now = PracticeMembership.objects.current().filter(network=network).values("practice")
    places = SubIcb.objects.filter(
        practice_spells__practice__in=members_now, practice_spells__end=None
    ).distinct()
    besides = tuple(sorted(place.name for place in places if lead is None or place.pk != lead.pk))
    return Area(lead, network.icb, besides)
