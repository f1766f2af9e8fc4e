"""The networks that a round stands beside: the medians of `medians.py`, with a network's own taken out of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q
from django.utils import timezone

from apps.core import moments
from apps.surveys.benchmarks import OTHERS, Benchmark, of_counts, quarter_of

from . import peers
from .models import ComparedSet, Standing

Kind = ComparedSet.Kind
FEW = f"fewer than {OTHERS} other networks"


@dataclass(frozen=True)
class Set:
    """Networks to stand beside: ``name`` as a heading, ``others`` as in "the networks of our area"; how many others
    count, by key what they gave, and the middle half of their ``context`` as in `ComparedSet`."""

    kind: str
    name: str
    others: str
    about: str
    count: int
    figures: Mapping[str, Benchmark]
    context: Mapping[str, Sequence[int]]

    @property
    def is_shown(self) -> bool:
        return bool(self.figures)


@dataclass(frozen=True)
class Others:
    """All sets of a network in a quarter; ``counts`` says whether the network is one of those that count."""

    quarter: date
    standing: Standing
    sets: tuple[Set, ...]

    @property
    def counts(self) -> bool:
        return bool(self.standing.means)

    @property
    def quarter_words(self) -> str:
        """ "October 2026 to December 2026"."""
        last = self.quarter + timedelta(days=70)
        return f"{moments.month(self.quarter)} to {moments.month(last)}"


def others_of(network, closed_at) -> Others | None:
    """What a round that closed then is held against: the medians of the quarter after it, or until there are any those
    of the quarter it closed in; None while there are none. Three queries."""
    closing = quarter_of(timezone.localdate(closed_at))
    standings = list(
        network.standings.filter(quarter__gte=closing).select_related("icb").order_by("quarter")[:2]
    )
    if not standings:
        return None
    later = [standing for standing in standings if standing.quarter > closing]
    standing = later[0] if later else standings[0]
    icb = standing.icb
    mine = Q(kind=Kind.ENGLAND) | Q(kind=Kind.PEERS, code=standing.peer_class)
    if icb:
        mine |= Q(kind=Kind.AREA, code=icb.code)
    found = ComparedSet.objects.filter(mine, quarter=standing.quarter).prefetch_related("means")
    stored = {one.kind: one for one in found}
    return Others(standing.quarter, standing, tuple(_set(kind, standing, stored.get(kind)) for kind in Kind))


def _set(kind: str, standing: Standing, stored: ComparedSet | None) -> Set:
    name, others, about = Kind(kind).label, "the networks of England", "All networks of England"
    if kind == Kind.AREA:
        others, about = (
            "the networks of our area",
            standing.icb.name if standing.icb else "No area is published",
        )
    if kind == Kind.PEERS:
        others, about = "networks like ours", "No class: list size or deprivation is not published"
        if standing.peer_class:
            about = peers.words(standing.peer_class, standing.quarter)
            about = f"{about[0].upper()}{about[1:]}"
    if stored is None:
        return Set(kind, name, others, about, 0, {}, {})
    figures = {one.key: of_counts(one.counts, own=standing.means.get(one.key)) for one in stored.means.all()}
    shown = {key: figure for key, figure in figures.items() if figure}
    return Set(
        kind,
        name,
        others,
        about,
        stored.networks - bool(standing.means),
        shown,
        stored.context if shown else {},
    )
