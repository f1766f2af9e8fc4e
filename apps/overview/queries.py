"""Reading an area's reports that end in one month, and what it was asked in that year. Reports are read by their key
figures; of their snapshots only the lines with which they ask."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from apps.asks import queries as asks
from apps.asks.models import Ask
from apps.maturity.queries import received
from apps.maturity.statements import matrix
from apps.networks.models import Network, Sharing
from apps.reports.models import Report
from apps.reports.years import Year

from . import tallies
from .models import Overview
from .tallies import LEAST

FIELDS = ("network", "year_end", "version", "released_at", "figures")


@dataclass(frozen=True)
class Choice:
    """A year of which at least one report is released."""

    year: Year
    networks: int


@dataclass(frozen=True)
class Asked:
    """Asks that were sent within a year, as they stand today."""

    asks: Sequence[Ask]
    requests: int
    offers: int

    def count(self, *replies: str) -> int:
        return sum(one.reply in replies for one in self.asks)

    @property
    def waiting(self) -> int:
        return sum(one.state == Ask.State.SENT for one in self.asks)

    @property
    def replied(self) -> int:
        return len(self.asks) - self.waiting

    @property
    def settled(self) -> int:
        return sum(one.state == Ask.State.SETTLED for one in self.asks)

    @property
    def late(self) -> int:
        today = timezone.localdate()
        return sum(
            one.state == Ask.State.REPLIED and bool(one.promised_on) and one.promised_on < today
            for one in self.asks
        )

    @property
    def open_to_others(self) -> list[Ask]:
        return [one for one in self.asks if one.shown]


@dataclass(frozen=True)
class Gathered:
    """``reports`` of ``networks``, one each; ``spreads`` and ``middles`` are empty where fewer than eight released."""

    year: Year
    networks: Sequence[Network]
    reports: Sequence[Report]
    spreads: Sequence[tallies.Spread]
    middles: Sequence[tallies.Middle]
    counting: int

    @property
    def enough(self) -> bool:
        return len(self.reports) >= LEAST

    @property
    def missing(self) -> int:
        return max(0, LEAST - len(self.reports))

    @property
    def without(self) -> list[Network]:
        """Networks that released none."""
        having = {one.network_id for one in self.reports}
        return [one for one in self.networks if one.pk not in having]


def released(icb) -> list[Report]:
    """Of every network of an area and every year the released report, the latest version; newest years first."""
    found = Report.objects.released().filter(network__in=icb.networks)
    latest = found.order_by("-year_end", "network_id", "-version").distinct("year_end", "network_id")
    return list(latest.only(*FIELDS))


def choices(reports: Sequence[Report]) -> list[Choice]:
    counts = Counter(one.year_end for one in reports)
    return [Choice(Year(end), counts[end]) for end in sorted(counts, reverse=True)]


def proposed(found: Sequence[Choice]) -> Choice | None:
    """The latest year that is enough for figures, else the one with most reports, of equals the latest."""
    enough = [one for one in found if one.networks >= LEAST]
    return enough[0] if enough else max(found, key=lambda one: one.networks, default=None)


def networks_of(icb, year: Year):
    """The area's networks of today that were open at some time of the year."""
    began = Q(opened_on=None) | Q(opened_on__lte=year.end)
    lasted = Q(closed_on=None) | Q(closed_on__gt=year.start)
    return icb.networks.filter(began, lasted).order_by("name", "code")


def gathered(icb, year: Year, reports: Sequence[Report]) -> Gathered:
    """What ``reports`` (of `released`) of that one year say together; two queries at most."""
    networks = list(networks_of(icb, year))
    by_pk = {one.pk: one for one in networks}
    own = [one for one in reports if one.year_end == year.end and one.network_id in by_pk]
    for one in own:
        one.network = by_pk[one.network_id]
    own.sort(key=lambda one: (one.network.name, one.network.code))
    if len(own) < LEAST:
        return Gathered(year, networks, own, (), (), 0)
    figures = [one.figures for one in own]
    names = [one.name for one in matrix().components]
    # What goes into medians is for each director to say.
    switched = Sharing.objects.current().filter(what=Sharing.What.COUNT, network__in=by_pk)
    counts = set(switched.values_list("network", flat=True))
    counting = [one.figures for one in own if one.network_id in counts]
    return Gathered(
        year,
        networks,
        own,
        tallies.spreads(figures, names, len(matrix().steps)),
        tallies.middles(counting) if len(counting) >= LEAST else (),
        len(counting),
    )


def asked(icb, year: Year) -> Asked:
    """Two queries. Requests for support are those of the maturity matrix."""
    within = {"sent_on__range": (year.start, year.end)}
    found = list(asks.of_area(icb).filter(**within).order_by("-sent_on", "-pk"))
    states = list(received(icb).filter(**within).order_by().values_list("state", flat=True))
    return Asked(found, len(states), states.count("answered"))


def asked_in_reports(reports: Sequence[Report]) -> list[tuple[Network, str]]:
    """What these reports ask, read out of their snapshots without the rest; one query."""
    found = Report.objects.filter(pk__in=[one.pk for one in reports])
    parts = dict(found.order_by().values_list("pk", "snapshot__chapters__asks__parts"))
    return [(one.network, line) for one in reports for line in dict.fromkeys(asks.said_in(parts.get(one.pk)))]


def made(icb, year: Year) -> list[Overview]:
    """The newest first, without what they froze."""
    found = Overview.objects.filter(icb=icb, year_end=year.end).defer("snapshot")
    rows = list(found.select_related("job", "asked_by"))
    for one in rows:
        one.icb = icb
    return rows


def since(overview: Overview, reports: Sequence[Report]) -> int:
    """How many reports were released since it was made, corrected ones included."""
    return len({one.pk for one in reports} - set(overview.reports))
