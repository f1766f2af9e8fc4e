"""Reports as pages read them."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from apps.surveys.models import Kind

from . import years
from .models import Endorsement, Report, ReportComment
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


def latest_released(network, year_end: date | None = None) -> Report | None:
    """What the area may download of ``network``: the latest version, of the latest year or of that one."""
    reports = network.reports.released().select_related("network", "file")
    if year_end:
        reports = reports.filter(year_end=year_end)
    return reports.order_by("-year_end", "-version").first()


def endorsement_of(report) -> Endorsement | None:
    return Endorsement.objects.filter(report=report).select_related("by").first()


def comments_on(report) -> QuerySet:
    """What was said of the drafts of a report's year, the oldest first."""
    return ReportComment.objects.filter(network=report.network_id, year_end=report.year_end).select_related(
        "by"
    )


def comments_counted(report) -> dict[str, int]:
    """``comments`` and how many of them are ``unanswered``; one query."""
    waiting = Count("pk", filter=Q(settled=False))
    return comments_on(report).order_by().aggregate(comments=Count("pk"), unanswered=waiting)


def other_versions(report) -> list[Report]:
    """Of the same year, the latest first."""
    same = Report.objects.filter(network=report.network_id, year_end=report.year_end).exclude(pk=report.pk)
    return list(same.defer("snapshot").select_related("network").order_by("-version"))
