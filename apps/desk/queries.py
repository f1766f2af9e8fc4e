"""An area's networks as its desk reads them: nothing of a report but its state before it is released."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, CharField, Count, Exists, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, Concat
from django.utils import timezone

from apps.networks.models import NetworkParent
from apps.practices.queries import networks_with_list_size
from apps.reports import years
from apps.reports.models import Report
from apps.reports.years import Year

from .models import AreaPlace, BatchItem, PlaceSpell

NONE, PREPARING, RELEASED = "None yet", "In preparation", "Released"
# As the words of `report_word` stand in the alphabet.
BY_REPORT = Case(When(released_on__isnull=False, then=2), When(is_preparing=True, then=0), default=1)
_STATES = {
    "released": Q(released_on__isnull=False),
    "preparing": Q(released_on=None, is_preparing=True),
    "none": Q(released_on=None, is_preparing=False),
}


@dataclass(frozen=True)
class Filters:
    """What a list of networks is narrowed to: words, one year's reports, a state, a place (`place_choices`), and what
    was released on a day or later. Empty or None: everything."""

    search: str = ""
    year_end: date | None = None
    state: str = ""
    place: str = ""
    since: date | None = None


EVERYTHING = Filters()


def area_networks(icb, found: Filters = EVERYTHING) -> QuerySet:
    """Networks of an ICS as it may see them: ``list_size``, ``practice_count``, ``place`` (its own or the sub-ICB
    location), ``is_preparing`` and, where a report is released, ``report_pk`` and ``released_on`` of the latest."""
    about = {"network": OuterRef("pk")} | ({"year_end": found.year_end} if found.year_end else {})
    released = Report.objects.released().filter(**about).order_by("-year_end", "-version")
    networks = networks_with_list_size(icb).annotate(
        report_pk=Subquery(released.values("pk")[:1]),
        released_on=Subquery(released.values("released_at")[:1]),
        is_preparing=Exists(Report.objects.in_progress().filter(**about)),
        place=place_name(icb, "pk"),
    )
    if found.search:
        networks = networks.filter(Q(name__icontains=found.search) | Q(code__iexact=found.search))
    if found.place:
        networks = networks.filter(in_place(icb, found.place))
    if found.state:
        networks = networks.filter(_STATES[found.state])
    if found.since:
        networks = networks.filter(released_on__date__gte=found.since)
    return networks


# A location by its code, as its area does: its published name is the area's with the code behind it.
LOCATION = "Sub-ICB "
_CALLED = Concat(Value(LOCATION), "sub_icb__code", output_field=CharField())


def place_name(icb, network: str) -> Coalesce:
    """The place of the network that an outer query calls ``network``; its sub-ICB location where it is in none."""
    spells = PlaceSpell.objects.current().filter(network=OuterRef(network), place__icb=icb)
    parents = NetworkParent.objects.current().filter(network=OuterRef(network))
    location = parents.annotate(called=_CALLED).values("called")[:1]
    return Coalesce(Subquery(spells.values("place__name")[:1]), Subquery(location))


def in_place(icb, key: str) -> Q:
    """Networks of one of `place_choices`: of a place, or of a location whose networks are in no place."""
    kind, _, number = key.partition("-")
    placed = PlaceSpell.objects.current().filter(network=OuterRef("pk"), place__icb=icb)
    if kind == "place":
        return Q(Exists(placed.filter(place=int(number))))
    here = NetworkParent.objects.current().filter(network=OuterRef("pk"), sub_icb=int(number))
    return Q(~Exists(placed), Exists(here))


def place_choices(icb) -> list[tuple[str, str]]:
    """Places with networks in them, then locations of networks that are in none; two queries."""
    places = AreaPlace.objects.filter(icb=icb, closed_on=None).order_by("name")
    unplaced = (
        NetworkParent.objects.current()
        .filter(network__in=icb.networks)
        .exclude(network__in=PlaceSpell.objects.current().filter(place__icb=icb).values("network"))
    )
    locations = unplaced.order_by("sub_icb__code").values_list("sub_icb", _CALLED).distinct()
    return [
        *((f"place-{pk}", name) for pk, name in places.values_list("pk", "name")),
        *((f"location-{pk}", name) for pk, name in locations),
    ]


def year_choices(icb) -> list[Year]:
    """Years of which networks have reports, and those that one may be asked for now; the latest first."""
    made = Report.objects.filter(network__in=icb.networks).order_by().values_list("year_end", flat=True)
    offered = [year.end for year, _ in years.on_offer(timezone.localdate())]
    return [Year(end) for end in sorted({*made.distinct(), *offered}, reverse=True)]


def report_word(network) -> str:
    """The state of the reports of one of `area_networks`."""
    if network.released_on:
        return RELEASED
    return PREPARING if network.is_preparing else NONE


def with_reports(networks: Iterable) -> list:
    """A page of `area_networks`, each with its ``report`` (None: none is released); one query."""
    networks = list(networks)
    reports = Report.objects.defer("snapshot").in_bulk([one.report_pk for one in networks if one.report_pk])
    for network in networks:
        network.report = reports.get(network.report_pk)
    return networks


# --- Places -------------------------------------------------------------------------------------
def places(icb) -> QuerySet:
    """The places of an area, each with ``count`` of its networks today."""
    today = Q(spells__end=None, spells__network__in=icb.networks)
    return icb.places.filter(closed_on=None).annotate(count=Count("spells", filter=today)).order_by("name")


def place_history(icb, network) -> list[PlaceSpell]:
    """Where a network belonged within an area, the latest first."""
    return list(network.place_spells.filter(place__icb=icb).select_related("place").order_by("-start"))


# --- One network --------------------------------------------------------------------------------
def released_years(network) -> list[Report]:
    """The latest version of each year that a network released, the latest year first; one query."""
    reports = network.reports.released().defer("snapshot").order_by("-year_end", "-version")
    return list(reports.distinct("year_end"))


def asked_of(icb, network) -> list[BatchItem]:
    """When its area asked it for reports, the latest first."""
    items = network.asked_for_reports.filter(batch__icb=icb, asked_at__isnull=False)
    return list(items.select_related("batch__icb", "batch__by").order_by("-asked_at")[:20])
