"""What the yearly report tells of networks like ours, where the director switched on that the network counts in
medians. It says where a mean lies, never how good that is."""

from apps.core import moments
from apps.core.chapters import Period, Plot, Section, Text
from apps.networks.models import Sharing
from apps.surveys.models import Kind
from apps.surveys.queries import results_of

from . import beside
from .models import ComparedSet
from .others import others_of

# Most alike first, as the page has it; a report shows one set.
_FIRST = (ComparedSet.Kind.PEERS, ComparedSet.Kind.ENGLAND, ComparedSet.Kind.AREA)


def comparison(period: Period) -> Section | None:
    """Of the latest round of the year with results. Seven queries at most."""
    counts = period.network.sharing.current().filter(what=Sharing.What.COUNT)
    rounds = period.network.rounds.released().filter(
        kind=Kind.SCORECARD, closed_at__date__range=(period.start, period.on), answered__isnull=False
    )
    round_ = rounds.select_related("questionnaire", "network").order_by("closed_at").last()
    if round_ is None or not counts.exists():
        return None
    others = others_of(round_.network, round_.closed_at)
    if others is None:
        return None
    found = results_of([round_])[0]
    lines = [line for line in beside.lines_of(found, others.sets) if not line.question]
    shown = {one.kind: number for number, one in enumerate(others.sets) if one.is_shown}
    kind = next((kind for kind in _FIRST if kind in shown), None)
    if kind is None:
        return None
    number = shown[kind]
    parts = [
        Text(beside.headline(lines, others.sets), lead=True),
        Text(
            "A band reaches over the middle half of the other networks, with a stroke at the one in the middle. It "
            "says where we lie, not how good that is: networks differ in size, place and people.",
            note=f"Medians of {others.quarter_words}, of at least 8 other networks and of published figures alone.",
        ),
        _plot(number, others.sets[number], lines, f"{found.turnout} · {moments.month(round_.closed_at)}"),
    ]
    return Section(parts)


def _plot(number, one, lines, basis: str) -> Plot:
    figures = [line.figures[number] for line in lines]
    return Plot(
        "beside",
        beside.finding(lines, number, one),
        f"Mean of each theme’s questions. Ours: {basis}. {one.about}: {one.count:,} other networks.",
        [
            (line.theme, line.own, line.words, [figure and (figure.low, figure.median, figure.high)])
            for line, figure in zip(lines, figures, strict=True)
        ],
        source="scorecards of networks that count in medians, published figures only",
        options={"sets": [one.name]},
    )
