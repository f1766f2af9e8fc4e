"""The people a network looks after: how old they are, how deprived, and what they need."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from apps.networks.models import Network

from . import ages
from .models import AgeProfile, PopulationNeed, PracticeMembership


@dataclass(frozen=True)
class Population:
    """Registered patients of today's member practices on ``day``, by five-year band; ``published`` of ``members``
    practices are counted. Nothing published: ``day`` is None and nobody is counted."""

    day: date | None
    bands: dict[str, int]
    female: int
    male: int
    published: int
    members: int

    @property
    def patients(self) -> int:
        return sum(self.bands.values())

    @property
    def young(self) -> float | None:
        return ages.share_between(self.bands, 0, 20)

    @property
    def working(self) -> float | None:
        return ages.share_between(self.bands, 20, 65)

    @property
    def old(self) -> float | None:
        return ages.share_between(self.bands, 65)


def population(network: Network) -> Population:
    """On the last day for which anything is published of a member; two queries."""
    practices = (
        PracticeMembership.objects.current().filter(network=network).values_list("practice", flat=True)
    )
    ids = list(practices)
    latest = AgeProfile.objects.filter(practice__in=ids).order_by("-day").values("day")[:1]
    profiles = list(AgeProfile.objects.filter(practice__in=ids, day=latest))
    return Population(
        day=profiles[0].day if profiles else None,
        bands=ages.added(profile.bands for profile in profiles),
        female=sum(profile.female for profile in profiles),
        male=sum(profile.male for profile in profiles),
        published=len(profiles),
        members=len(ids),
    )


def needs_of(network: Network, *, words: str = "", closed: bool = False):
    """What was recorded: open needs, or closed ones; each of ``words`` is looked for in need, action and measure."""
    needs = PopulationNeed.objects.filter(network=network, closed_on__isnull=not closed)
    for word in words.split():
        needs = needs.filter(Q(need__icontains=word) | Q(action__icontains=word) | Q(measure__icontains=word))
    return needs
