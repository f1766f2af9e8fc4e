"""What the yearly report tells of the maturity matrix: what the network says, beside what it can show. Names nobody."""

from datetime import timedelta

from apps.core.chapters import Period, Plot, Prompt, Section, Table, Text
from apps.core.moments import day, month

from . import pictures, queries
from .statements import matrix

SOURCE = "the network’s maturity matrix"
HOW = (
    "The matrix helps a network to see how far it has come and what could be next. It is no assessment and no "
    "assurance: a step says nothing about the quality of care."
)
CAVEAT = (
    "What we say was agreed at a meeting; where people differed the lower was recorded. What we can show has evidence "
    "of the last 12 months for every statement of a step and of those below it."
)


def maturity(period: Period) -> Section | None:
    """Five queries; None where the network recorded nothing by the year's last day."""
    held = queries.read(period.network)
    now = queries.standing(period.network, on=period.on, held=held)
    if not any(one.count or one.agreed_on for one in now):
        return None
    then = period.start - timedelta(days=1)
    before = queries.standing(period.network, on=then, held=held)
    there = any(one.count or one.agreed_on for one in before)
    rungs = [
        (one.name, one.claimed, one.evidenced, was.evidenced) for one, was in zip(now, before, strict=True)
    ]
    options = {"steps": list(matrix().steps), "then": month(then) if there else None, "now": month(period.on)}
    headline = pictures.headline(now)
    plot = Plot(
        "ladder",
        headline,
        f"What a meeting said, and what has evidence of the last 12 months, on {day(period.on)}.",
        rungs,
        SOURCE,
        options,
        note=CAVEAT,
        in_brief=True,
    )
    rows = [(one.name, one.says, one.shows, _of(one)) for one in now]
    table = Table(
        f"What we say and what we can show, {day(period.on)}",
        ("Component", "Where we say we are", "What we can show", "Statements with evidence"),
        rows,
        source=SOURCE,
        numbers=(3,),
        wide=(0,),
    )
    prompts = [
        Prompt("next", f"Not shown yet, of {one.name.lower()}: {statement.text}")
        for one in now
        for statement in one.missing[:1]
    ]
    return Section([Text(f"{headline}.", lead=True), Text(HOW), table, plot], [f"{headline}."], prompts)


def _of(one: queries.Standing) -> str:
    return f"{one.count} of {len(one.statements)}"
