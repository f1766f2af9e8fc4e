"""Additional roles: what is published, what the network confirmed, and where shared staff work."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Max, Q, QuerySet, Sum
from django.utils import timezone

from apps.people.queries import member_practices
from apps.practices.models import Practice
from apps.practices.queries import network_profile

from .models import Appointment, Deployment, Share
from .queries import Seat
from .role_types import RoleType, all_types

DIRECT_CARE = "Other Direct Patient Care staff"
ZERO = Decimal(0)


def reimbursed() -> list[RoleType]:
    return [one for one in all_types().values() if one.arrs]


@dataclass(frozen=True)
class Figure:
    """WTE of one role: ``published`` on the edition's day, ``confirmed`` by the network for that day (None: not yet),
    ``recorded`` of those who hold a post here now."""

    kind: RoleType
    day: date
    published: Decimal
    confirmed: Decimal | None
    recorded: Decimal


def figures(network, seats: Sequence[Seat]) -> list[Figure]:
    """Roles with any published, confirmed or recorded WTE, of the newest published day; two queries. Empty where
    nothing is published."""
    day = network.workforce.aggregate(day=Max("day"))["day"]
    if day is None:
        return []
    rows = network.workforce.filter(day=day).values_list("staff_group", "detailed_role")
    totals = {(group, name): fte for group, name, fte in rows.annotate(total=Sum("fte"))}
    confirmed = dict(network.confirmed_figures.filter(day=day).values_list("role", "wte"))
    found = []
    for kind in reimbursed():
        published = sum(
            (fte for (group, name), fte in totals.items() if _means(kind, group, name)), ZERO
        ).quantize(Decimal("0.01"))
        own = recorded(seats, kind)
        if published or own or kind.code in confirmed:
            found.append(Figure(kind, day, published, confirmed.get(kind.code), own))
    return found


def _means(kind: RoleType, group: str, name: str) -> bool:
    """ "Other" stands in several groups of staff; only one of them is about direct care."""
    return name in kind.published and (name != "Other" or group == DIRECT_CARE)


def recorded(seats: Sequence[Seat], kind: RoleType) -> Decimal:
    """WTE of those who hold a post of the role: what they really work, else what is funded."""
    terms = [(seat, one) for seat in seats if seat.post.role == kind.code for one in seat.holders]
    return sum((_wte(seat, one) for seat, one in terms), ZERO)


def _wte(seat: Seat, term: Appointment) -> Decimal:
    return next((one for one in (term.actual, term.funded, seat.post.funded) if one is not None), ZERO)


@dataclass(frozen=True)
class Worker:
    """Somebody shared: ``sessions`` a week by primary key of the practice."""

    term: Appointment
    sessions: dict[int, Decimal]

    @property
    def total(self) -> Decimal:
        return sum(self.sessions.values(), ZERO)


@dataclass(frozen=True)
class Site:
    """A practice: sessions a week of shared staff there; ``per_1000`` patients, None where no list size is
    published. ``is_member`` says whether it belongs to the network today."""

    practice: Practice
    patients: int | None
    sessions: Decimal
    is_member: bool

    @property
    def per_1000(self) -> Decimal | None:
        return self.sessions * 1000 / self.patients if self.patients else None


@dataclass(frozen=True)
class Grid:
    workers: tuple[Worker, ...]
    sites: tuple[Site, ...]


def grid(network) -> Grid:
    """Everybody in an additional role today, and at which practice they work; four queries."""
    today = timezone.localdate()
    terms = Appointment.objects.filter(
        post__network=network, post__role__in=[one.code for one in reimbursed()]
    ).running(today)
    terms = list(
        terms.exclude(share=Share.DEPUTY)
        .select_related("person", "post", "post__network")
        .order_by("post__role", "person__name", "pk")
    )
    by_term: dict[int, dict[int, Decimal]] = defaultdict(dict)
    by_practice: dict[int, Decimal] = defaultdict(Decimal)
    found = Deployment.objects.filter(appointment__in=[term.pk for term in terms])
    for term, practice, sessions in found.values_list("appointment", "practice", "sessions"):
        by_term[term][practice] = sessions
        by_practice[practice] += sessions
    profile = network_profile(network)
    patients = {one.code: one.patients for one in profile.practices}
    members = {one.code for one in profile.practices}
    practices = Practice.objects.filter(Q(code__in=members) | Q(pk__in=by_practice))
    return Grid(
        tuple(Worker(term, by_term[term.pk]) for term in terms),
        tuple(
            Site(one, patients.get(one.code), by_practice[one.pk], one.code in members)
            for one in practices.order_by("name", "code")
        ),
    )


def deployable(network, now: Mapping[int, Decimal]) -> QuerySet:
    """The member practices, and those where somebody works ``now`` (by primary key) even where they have left."""
    return Practice.objects.filter(Q(pk__in=member_practices(network)) | Q(pk__in=now))
