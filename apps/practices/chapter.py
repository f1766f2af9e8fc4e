"""What the yearly report tells of inequalities: what people need, what is done about it, how it is measured."""

from django.db.models import Q

from apps.core.chapters import Heading, Period, Prompt, Section, Table, Text
from apps.core.moments import day

from . import ages
from .population import population

AGES = "Patients Registered at a GP Practice, NHS England"


def inequalities(period: Period) -> Section | None:
    """Needs recorded by the year's last day and not closed before it began. Three queries."""
    needs = period.network.population_needs.filter(created_at__date__lte=period.on)
    needs = list(
        needs.filter(Q(closed_on=None) | Q(closed_on__gte=period.start)).order_by("created_at", "pk")
    )
    people = population(period.network)
    parts = []
    if people.day:
        parts.append(
            Text(
                f"Of our patients {ages.part_words(people.young)} are under 20 and "
                f"{ages.part_words(people.old)} are 65 or older ({day(people.day)}).",
                note=f"{people.published} of {people.members} practices are counted. Source: {AGES}.",
            )
        )
    if not needs:
        return Section(parts) if parts else None
    ended = [one for one in needs if _closed(one, period)]
    acted = sum(bool(one.action) for one in needs)
    parts += [
        Text(_lead(len(needs), acted, len(ended)), lead=True),
        Table(
            "What people need, what we do, how we measure it",
            ("Need", "Where it shows", "What we do about it", "How we measure it"),
            [
                (
                    one.need,
                    f"{one.source} ({day(one.source_day)})",
                    one.action or "Nothing yet",
                    one.measure or "–",
                )
                for one in needs
            ],
            source="the network’s record of what its population needs",
            wide=(0, 1, 2, 3),
        ),
    ]
    if ended:
        rows = [(one.need, day(one.closed_on), one.outcome or "–") for one in ended]
        parts += [
            Heading("What was closed within the year"),
            Table(
                "Needs closed, and what came of them",
                ("Need", "Closed", "What came of it"),
                rows,
                source="the network’s record of what its population needs",
                wide=(0, 2),
            ),
        ]
    prompts = [Prompt("stories", f"Closed: {one.need}. {one.outcome}") for one in ended]
    prompts += [Prompt("challenges", f"Nothing is done yet: {one.need}") for one in needs if not one.action]
    return Section(parts, [_lead(len(needs), acted, len(ended))], prompts)


def _closed(need, period: Period) -> bool:
    return need.closed_on is not None and need.closed_on <= period.on


def _lead(count: int, acted: int, ended: int) -> str:
    needs = "One need of our population is" if count == 1 else f"{count} needs of our population are"
    said = f"{needs} written down; something is done about {'it' if count == acted == 1 else acted or 'none'}"
    return (
        f"{said}, and {ended} {'was' if ended == 1 else 'were'} closed within the year."
        if ended
        else f"{said}."
    )
