"""What an area's overview says: headlines by rules from counts, and its standing texts. No Django."""

from collections.abc import Sequence

from .tallies import LEAST, NOT_YET, Middle, Spread

RANKS = "Networks differ in size, place and people. Nothing here is a rank, and no network is named with a figure."
PROTECTION = (
    f"Figures of several networks are shown from {LEAST} networks on, of steps and of each theme by itself. They are "
    "made of what networks published in reports that their clinical directors released, and of nothing else. Answers "
    "about wellbeing are in no overview."
)
STEPS = (
    "The matrix helps a network to see how far it has come and what could be next. It is no assessment and no "
    "assurance: a step says nothing about the quality of care."
)
CAVEATS = (
    (
        "Not every network is in it",
        "It is of the networks that released a report for the same 12 months. Those that did not may be further on "
        "or less far; nothing is known of them here.",
    ),
    (
        "Steps are the networks’ own",
        "What networks say was agreed at their meetings. What they can show has evidence of the last 12 months for "
        "every statement of a step and of those below it; nobody from outside has looked at it.",
    ),
    (
        "Counts, not means",
        "Steps are counted, never averaged: the way from one to the next is not equally long.",
    ),
    (
        "Medians of those who count in them",
        "A clinical director decides whether a network counts in medians. Means lie between 1 and 5 and are of "
        "what each network published of its latest round of the year.",
    ),
    (
        "People speak for themselves",
        "The scorecard is what people in networks say. It starts a conversation and measures nothing from outside.",
    ),
)
WHAT_WOULD_BE = (
    "how many networks say, and can show, that they are at each step of the five components",
    "the median and the middle half of what people say on each of the four themes of the scorecard",
    "what the networks’ reports ask of the area",
    "“One year on in this area” as a PDF",
)


def plural(count: int, one: str, many: str = "") -> str:
    return f"{count:,} {one if count == 1 else many or f'{one}s'}"


def steps_of(steps: Sequence[str]) -> tuple[str, ...]:
    return (NOT_YET, *steps)


def _joined(names: Sequence[str]) -> str:
    return " and ".join(", ".join(names).rsplit(", ", 1))


def shown_headline(spreads: Sequence[Spread], lowest: str) -> str:
    """Where most and where fewest can show the lowest step; networks are counted, not compared."""
    most, least = max(one.showing for one in spreads), min(one.showing for one in spreads)
    if most == least:
        where = "every component" if len(spreads) > 1 else f"“{spreads[0].component}”"
        return f"In {where} {most} of {spreads[0].networks} networks can show {lowest} or more"

    def where(showing: int) -> str:
        return _joined([f"“{one.component}”" for one in spreads if one.showing == showing])

    of = {one.showing: one.networks for one in spreads}
    return (
        f"{most} of {of[most]} networks can show {lowest} or more in {where(most)}, "
        f"{least} of {of[least]} in {where(least)}"
    )


def said_headline(spreads: Sequence[Spread]) -> str:
    """Where most networks say more than they can show."""
    most = max(spreads, key=lambda one: one.ahead)
    if not most.ahead:
        return "Networks say nowhere more than they can show"
    verb = "says more than it" if most.ahead == 1 else "say more than they"
    return f"In “{most.component}” {most.ahead} of {most.networks} networks {verb} can show"


def themes_headline(middles: Sequence[Middle]) -> str:
    shown = [one for one in middles if one.half]
    if not shown:
        return "No theme has figures of enough networks"
    highest, lowest = max(one.half[1] for one in shown), min(one.half[1] for one in shown)
    if highest == lowest:
        return f"The median of every theme is {highest:.1f}"

    def on(median: float) -> str:
        return _joined([one.theme.lower() for one in shown if one.half[1] == median])

    return f"People agree most on {on(highest)} (median {highest:.1f} of 5) and least on {on(lowest)} ({lowest:.1f})"


def asks_headline(sent: int, replied: int, settled: int) -> str:
    if not sent:
        return "No network sent an ask in this year"
    have = "has" if replied == 1 else "have"
    ended = f", {settled} of these {'is' if settled == 1 else 'are'} settled" if settled else ""
    return f"Networks sent {plural(sent, 'ask')}; {replied or 'none'} {have} a reply{ended}"


def included(count: int, of: int) -> str:
    have = "has" if count == 1 else "have"
    return f"{count} of {plural(of, 'network')} {have} released a report for this year"
