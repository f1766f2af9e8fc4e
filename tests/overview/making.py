"""Areas with reports of one end month, and overviews that are there already."""

from datetime import date

from django.utils import timezone

from apps.core import files
from apps.maturity.statements import matrix
from apps.networks.models import Sharing
from apps.overview.models import Overview
from tests import factories
from tests.reports.full import full_snapshot
from tests.reports.making import report_of

YEAR_END = date(2026, 3, 31)
PDF = b"%PDF-1.7 an overview"
THEMES = (
    ("purpose", "Purpose"),
    ("performance", "Performance"),
    ("operations", "Operations"),
    ("capacity", "Capacity"),
)
MEANS = (3.9, 3.4, 3.1, 2.6)


def figures_of(number: int, *, said=None, shown=None, lean=0.0) -> dict:
    """Key figures of the ``number``-th network: its step goes up with it, unless it is given."""
    said = (number % 4) if said is None else said
    shown = (number % 4 - 1 if number % 4 else None) if shown is None else shown
    return {
        "patients": 40_000,
        "practices": 5,
        "rounds": 2,
        "turnout": "30 of 45 answered",
        "themes": [
            {"code": code, "title": title, "mean": round(mean + lean + number % 5 / 10, 1)}
            for (code, title), mean in zip(THEMES, MEANS, strict=True)
        ],
        "maturity": [{"component": one.name, "said": said, "shown": shown} for one in matrix().components],
    }


def area_of(
    icb, count: int, *, year_end=YEAR_END, name="Network", text="We ask for one plan.", counting=True
):
    """``count`` networks with a released report each; all count in medians, if ``counting``."""
    reports = []
    for number in range(count):
        network = factories.network_in(icb, name=f"{name} {number}")
        if counting:
            network.sharing.create(what=Sharing.What.COUNT, since=timezone.now())
        made = full_snapshot(text, name=network.name)
        report = report_of(network, year_end, state="released", snapshot=made, figures=figures_of(number))
        reports.append(report)
    return reports


def overview_of(icb, *, year_end=YEAR_END, name="Network") -> Overview:
    """A made overview, of eight networks with reports; all networks of later ones are new."""
    reports = area_of(icb, 8, year_end=year_end, name=name, text=name)
    version = icb.overviews.filter(year_end=year_end).count() + 1
    return Overview.objects.create(
        icb=icb,
        year_end=year_end,
        version=version,
        reports=[one.pk for one in reports],
        snapshot={},
        file=files.store(PDF, content_type="application/pdf"),
        pages=7,
        made_at=timezone.now(),
    )
