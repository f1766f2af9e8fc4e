"""What is published about practices, put together for pages and reports."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Count, Max, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from apps.networks.models import Icb, Network
from apps.networks.queries import networks_around

from .models import Deprivation, Edition, ListSize, PracticeMembership


@dataclass(frozen=True)
class PracticeFact:
    """A member practice; figures are None where nothing is published. A higher ``imd_score``: more deprived."""

    code: str
    name: str
    patients: int | None
    imd_score: Decimal | None
    since: date


@dataclass(frozen=True)
class NetworkProfile:
    """A network's practices. ``imd_score`` is the mean of its practices' scores weighted by list size."""

    practices: tuple[PracticeFact, ...]
    patients: int
    list_size_day: date | None
    imd_score: Decimal | None
    imd_edition: str


def network_profile(network: Network, on: date | None = None) -> NetworkProfile:
    """The member practices of ``network`` today, or ``on`` a day, with the figures latest by then (the
    first after it, where none of any practice was published before)."""
    return network_profiles([network], on)[network.pk]


def network_profiles(networks: Iterable[Network], on: date | None = None) -> dict[int, NetworkProfile]:
    """`network_profile` of several networks by primary key, in one query."""
    spells = PracticeMembership.objects.on(on) if on else PracticeMembership.objects.current()
    sizes = ListSize.objects.filter(practice=OuterRef("practice")).order_by("-day")
    later = sizes.none()
    scores = Deprivation.objects.filter(practice=OuterRef("practice")).order_by("-edition")
    if on:
        sizes, later = sizes.filter(day__lte=on), sizes.filter(day__gt=on).order_by("day")
    rows = (
        spells.filter(network__in=networks)
        .select_related("practice")
        .annotate(
            patients=Subquery(sizes.values("patients")[:1]),
            day=Subquery(sizes.values("day")[:1]),
            later_patients=Subquery(later.values("patients")[:1]),
            later_day=Subquery(later.values("day")[:1]),
            score=Subquery(scores.values("score")[:1]),
            edition=Subquery(scores.values("edition")[:1]),
        )
        .order_by("practice__name", "practice__code")
    )
    by_network = defaultdict(list)
    for row in rows:
        by_network[row.network_id].append(row)
    return {network.pk: _profile(by_network[network.pk]) for network in networks}


def _profile(rows) -> NetworkProfile:
    if not any(row.patients for row in rows):
        # Nothing was published by that day: the first figures after it, and their day is told beside them.
        for row in rows:
            row.patients, row.day = row.later_patients, row.later_day
    scored = [row for row in rows if row.score is not None and row.patients]
    weight = sum(row.patients for row in scored)
    return NetworkProfile(
        practices=tuple(
            PracticeFact(row.practice.code, row.practice.name, row.patients, row.score, row.start)
            for row in rows
        ),
        patients=sum(row.patients or 0 for row in rows),
        list_size_day=max((row.day for row in rows if row.day), default=None),
        imd_score=sum(row.score * row.patients for row in scored) / weight if weight else None,
        imd_edition=max((row.edition for row in scored), default=""),
    )


def deprivation_of(networks: Iterable[Network]) -> dict[int, Decimal]:
    """As `NetworkProfile.imd_score` of today, by primary key; networks without are left out. One query."""
    spells = PracticeMembership.objects.current().filter(network__in=networks)
    found = defaultdict(list)
    for network, patients, score in spells.order_by().values_list("network", _PATIENTS, _SCORE):
        if patients and score is not None:
            found[network].append((patients, score))
    return {
        network: sum(score * patients for patients, score in scored) / sum(patients for patients, _ in scored)
        for network, scored in found.items()
    }


# Made once: of all that a page of networks costs, putting these together is a good part.
_MEMBERS = PracticeMembership.objects.current().filter(network=OuterRef("pk")).order_by()
_LATEST = ListSize.objects.filter(practice=OuterRef("practice")).order_by("-day").values("patients")[:1]
_LATEST_SCORE = (
    Deprivation.objects.filter(practice=OuterRef("practice")).order_by("-edition").values("score")[:1]
)
_PATIENTS, _SCORE = Subquery(_LATEST), Subquery(_LATEST_SCORE)
_SIZES = _MEMBERS.annotate(patients=Subquery(_LATEST)).values("network").annotate(total=Sum("patients"))
_COUNTS = _MEMBERS.values("network").annotate(n=Count("pk"))
_LIST_SIZE = Coalesce(Subquery(_SIZES.values("total")), 0)
_PRACTICE_COUNT = Coalesce(Subquery(_COUNTS.values("n")), 0)


def networks_with_list_size(icb: Icb) -> QuerySet:
    """The networks of ``icb`` today, each with ``list_size`` (registered patients of its practices, on the last
    day published for each) and ``practice_count``; one query, to be searched, sorted and paged in SQL."""
    return icb.networks.annotate(list_size=_LIST_SIZE, practice_count=_PRACTICE_COUNT)


def names_around(user) -> list[str]:
    """Names of the member practices of the user's networks, which a guesser of their password would try."""
    spells = PracticeMembership.objects.current().filter(network__in=networks_around(user))
    return list(spells.values_list("practice__name", flat=True))


def last_import() -> datetime | None:
    """When a published file was last brought in."""
    return Edition.objects.aggregate(Max("imported_at"))["imported_at__max"]
