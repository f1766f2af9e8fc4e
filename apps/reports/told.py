"""What rooms tell of a year, and what the report itself adds: how work spreads, from what every room contributes."""

from django.utils import timezone

from apps.accounts.permissions import NETWORK_ROLES
from apps.core import contributions
from apps.core.chapters import Heading, Period, Plot, Prompt, Section, Text, frozen, joined, report_chapters
from apps.core.moments import day
from apps.wellbeing import load

from . import contents
from .years import Year

# Whose work is counted is told to nobody: what a director may read are sums.
READS = NETWORK_ROLES["clinical_director"].permissions


def period_of(network, year: Year) -> Period:
    return Period(network, year.start, year.end, min(year.end, timezone.localdate()))


def sections(period: Period) -> dict[str, Section]:
    """By chapter, in the order of the report."""
    found = report_chapters.of(period)
    if spread := _load(period):
        found["leadership"] = joined(found.get("leadership", Section(())), spread)
    return {code: found[code] for code in contents.TITLES if code in found}


def _load(period: Period) -> Section | None:
    loads = [one for one in contributions.network_load.of(period.network, READS) if one.pieces]
    if not loads:
        return None
    found = load.shared(loads)
    plot = Plot(
        "bars",
        found.headline,
        "Pieces of work that others than the clinical director and the manager carry, in percent of all of that kind.",
        [(one.kind, load.percent(one.beyond, one.pieces), f"{one.beyond} of {one.pieces}") for one in loads],
        source="the portal’s own records; counted, never by name",
        options={"value": "Percent", "label": "Kind of work", "columns": ["Pieces"]},
        note=f"Of the 12 months up to {day(timezone.localdate())}, when this report was made.",
    )
    parts = [Heading("How work is shared"), plot, *(Text(one) for one in found.usual)]
    return Section(parts, [f"{found.headline}."], [Prompt("went_well", one) for one in found.usual])


def as_json(found: dict[str, Section]) -> dict:
    """As a snapshot holds it; prompts are for those who write and stay out."""
    return {
        code: {
            "title": contents.TITLES[code],
            "parts": [frozen(part) for part in section.parts],
            "findings": list(section.findings),
        }
        for code, section in found.items()
    }
