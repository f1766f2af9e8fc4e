"""Reports as pages read them."""

from dataclasses import dataclass

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Subquery, When
from django.utils import timezone

from apps.practices.queries import networks_with_list_size
from apps.surveys.models import Kind

from . import years
from .models import Report
from .years import Year


@dataclass(frozen=True)
class Choice:
    """A year that may be reported on; ``rounds`` is how many scorecard rounds closed in it."""

    year: Year
    called: str
    rounds: int


def year_choices(network) -> list[Choice]:
    """Years to offer, the one to propose first: the last complete year, or where no round closed in it the first
    with one."""
    closings = network.rounds.released().filter(kind=Kind.SCORECARD).values_list("closed_at", flat=True)
    days = [timezone.localdate(moment) for moment in closings]
    first = max(years.FIRST, network.opened_on or years.FIRST)
    choices = [
        Choice(year, called, sum(year.start <= day <= year.end for day in days))
        for year, called in years.on_offer(timezone.localdate())
        if year.end >= first
    ]
    proposed = next((choice for choice in choices if choice.rounds), None)
    return sorted(choices, key=lambda choice: choice is not proposed)


NONE, PREPARING, RELEASED = "None yet", "In preparation", "Released"
# Made once, like those of `networks_with_list_size`.
_RELEASED = Report.objects.released().filter(network=OuterRef("pk")).order_by("-year_end", "-version")
_RELEASED_ON = Subquery(_RELEASED.values("released_at")[:1])
_RELEASED_YEAR_END = Subquery(_RELEASED.values("year_end")[:1])
_IS_PREPARING = Exists(Report.objects.in_progress().filter(network=OuterRef("pk")))
# As the words of `report_word` stand in the alphabet.
BY_REPORT = Case(When(released_on__isnull=False, then=2), When(is_preparing=True, then=0), default=1)


def area_networks(icb, *, search: str = "") -> QuerySet:
    """Networks of an ICS as it may see them: ``list_size``, ``practice_count``, ``is_preparing`` and, where a
    report is released, ``released_on`` and ``released_year_end`` of the latest. Nothing of one before its
    release."""
    networks = networks_with_list_size(icb).annotate(
        released_on=_RELEASED_ON, released_year_end=_RELEASED_YEAR_END, is_preparing=_IS_PREPARING
    )
    if search:
        networks = networks.filter(Q(name__icontains=search) | Q(code__iexact=search))
    return networks


def report_word(network) -> str:
    """The state of the reports of one of `area_networks`."""
    if network.released_on:
        return RELEASED
    return PREPARING if network.is_preparing else NONE


def latest_released(network) -> Report | None:
    """What the area may download of ``network``."""
    return (
        network.reports.released().select_related("network", "file").order_by("-year_end", "-version").first()
    )
