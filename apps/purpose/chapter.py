"""What the yearly report tells of a network's purpose, its objectives and how it leads. No names of people."""

from django.db.models import Q

from apps.core.chapters import Heading, Period, Prompt, Quote, Section, Table, Text
from apps.core.moments import day

from . import years
from .models import Objective, Review, Version
from .queries import tally

Outcome = Objective.Outcome
SOURCE = "the network’s record of its purpose and objectives"
# How an objective ended, in the order in which a report tells.
_ENDED = (
    (Outcome.KEPT, "kept"),
    (Outcome.MISSED, "missed"),
    (Outcome.CARRIED, "carried into the next year"),
    ("", "still open"),
)


def purpose(period: Period) -> Section | None:
    """Three queries."""
    adopted = list(
        period.network.purpose_versions.filter(
            state=Version.State.ADOPTED, adopted_on__lte=period.on
        ).order_by("adopted_on")
    )
    held = [one for one in adopted if one.replaced_on is None or one.replaced_on > period.on]
    if not held:
        return None
    now = held[-1]
    parts = [Quote(now.line, f"Our purpose, adopted on {day(now.adopted_on)}")]
    if now.text:
        parts.append(Text(now.text))
    changed = [one for one in adopted if one.adopted_on >= period.start]
    parts.append(Text(_changes(changed, period)))
    if before := [one for one in adopted if one.pk != now.pk and one.replaced_on and changed]:
        parts += [
            Heading("What it said before"),
            Quote(before[-1].line, f"Until {day(before[-1].replaced_on)}"),
        ]
    reviews = Review.objects.filter(version__in=[one.pk for one in adopted])
    looked = reviews.filter(held_on__range=(period.start, period.on)).order_by("held_on")
    # To adopt it is no looking at what is there.
    days = {one.adopted_on for one in adopted}
    if met := [f"{one.meeting} ({day(one.held_on)})" for one in looked if one.held_on not in days]:
        parts.append(Text(f"It was looked at together: {'; '.join(met)}."))
    findings = [f"We agreed on a new purpose: “{changed[-1].line}”"] if changed else []
    return Section(parts, findings, [Prompt("residents", f"Your purpose is “{now.line}”")])


def _changes(changed: list[Version], period: Period) -> str:
    if not changed:
        return "It did not change within this year."
    said = [f"version {one.number} on {day(one.adopted_on)} ({one.meeting})" for one in changed]
    return f"Within this year the network adopted {' and '.join(said)}."


def objectives(period: Period) -> Section | None:
    """Of every year of objectives that the period touches, as they stand today: an objective of a year is judged after
    its end. One query."""
    begins = sorted({years.of(period.start).begins, years.of(period.on).begins})
    found = list(period.network.objectives.filter(year__in=begins).order_by("year", "pk"))
    if not found:
        return None
    counts = tally(found)
    rows = [
        (_named(one, begins), one.measure, one.get_outcome_display() or "Open", one.reason or "–")
        for one in found
    ]
    spans = " and ".join(years.Year(begin).title for begin in begins)
    parts = [
        Text(_ended(counts), lead=True),
        Table(
            f"What we set out to do, {spans}",
            ("Objective", "How we see it", "How it ended", "Why, or what came of it"),
            rows,
            source=SOURCE,
            wide=(0, 1, 3),
            note="An objective is judged by the network itself, after its year has ended.",
        ),
    ]
    said = [Prompt("went_well", f"Kept: {one.text}") for one in found if one.outcome == Outcome.KEPT]
    said += [Prompt("challenges", f"Missed: {one.text}") for one in found if one.outcome == Outcome.MISSED]
    said += [
        Prompt("commitments", f"Carried over: {one.text}") for one in found if one.outcome == Outcome.CARRIED
    ]
    return Section(parts, [_ended(counts)], said)


def _named(one: Objective, begins: list[int]) -> str:
    return one.text if len(begins) == 1 else f"{one.text} ({one.in_year.short})"


def _ended(counts: dict[str, int]) -> str:
    total = sum(counts.values())
    ended = [f"{counts[code]} {words}" for code, words in _ENDED if counts[code]]
    return f"Of {total} {'objective' if total == 1 else 'objectives'}: {', '.join(ended)}."


def leadership(period: Period) -> Section | None:
    """How the network leads and decides, and for what somebody leads. Two queries."""
    strategies = period.network.strategies.filter(start__lte=period.on)
    strategy = strategies.filter(Q(end=None) | Q(end__gt=period.on)).order_by("-start").first()
    if strategy is None:
        return None
    leads = strategy.leads.filter(Q(end=None) | Q(end__gt=period.on), start__lte=period.on).order_by("what")
    parts = [
        Heading("How we lead"),
        Text(strategy.approach),
        Heading("How we decide"),
        Text(strategy.deciding),
    ]
    rows = [
        (
            one.what,
            day(one.start),
            "Yes" if one.person_id else "Nobody at present",
            "Yes" if one.deputy_id else "No",
        )
        for one in leads
    ]
    if rows:
        parts.append(
            Table(
                f"What somebody leads on, on {day(period.on)}",
                ("Piece of work", "Since", "Has a lead", "Has a deputy"),
                rows,
                source="the network’s leadership strategy",
                wide=(0,),
            )
        )
    alone = [row[0] for row in rows if row[3] == "No"]
    return Section(parts, (), [Prompt("challenges", f"Nobody stands in on {what}") for what in alone])
