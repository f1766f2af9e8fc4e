"""The charts of a network's profile and population: titles by rules, figures as they are published. No database."""

from collections.abc import Sequence
from math import floor, log10

from apps.core import charts, trends
from apps.core.drawing import Chart
from apps.core.moments import day, short_month

from . import ages
from .population import Population
from .profile import ListSizeOnDay
from .queries import NetworkProfile

YEAR = 365
# So many of the latest days: five years of months.
MOST_DAYS = 60
SOURCE = "Source: Patients Registered at a GP Practice, NHS England"


def list_size_chart(sizes: Sequence[ListSizeOnDay]) -> Chart | None:
    """Registered patients over time; None where there are not two days to draw a line between."""
    shown = sizes[-MOST_DAYS:]
    known = [one.patients for one in shown if one.is_whole]
    if len(known) < 2:
        return None
    points = [
        trends.Point(short_month(one.day), one.patients)
        if one.is_whole
        else trends.Point(
            short_month(one.day), None, words=f"{one.published} of {one.members} practices published"
        )
        for one in shown
    ]
    return trends.line(
        points,
        title=list_size_title(shown),
        subtitle=f"Registered patients of the practices that were members on each day. The scale does not start at 0. "
        f"{SOURCE}.",
        value="Registered patients",
        label="Month",
        scale=scale_around(min(known), max(known)),
        say=lambda number: f"{round(number):,}",
    )


def list_size_title(sizes: Sequence[ListSizeOnDay]) -> str:
    """The latest figure beside that of a year before, or beside the first where the line is shorter."""
    whole = [one for one in sizes if one.is_whole]
    last = whole[-1]
    earlier = [one for one in whole if (last.day - one.day).days >= YEAR] or whole[:1]
    then = earlier[-1] if len(earlier) > 1 or earlier[0] is not last else whole[0]
    more = last.patients - then.patients
    if more == 0:
        return f"We look after {last.patients:,} patients, as many as in {short_month(then.day)}"
    way = "more" if more > 0 else "fewer"
    percent = f" ({abs(more) / then.patients:.1%})" if then.patients else ""
    return f"We look after {last.patients:,} patients, {abs(more):,} {way}{percent} than in {short_month(then.day)}"


def scale_around(least: float, most: float) -> tuple[float, float]:
    """Round numbers around two figures, four equal round steps apart."""
    span = max(most - least, most / 100, 4)
    unit = 10 ** floor(log10(span / 4))
    for factor in (1, 2, 2.5, 5, 10, 20):
        step = max(unit * factor, 1)
        start = floor(least / step) * step
        if start + 4 * step >= most:
            break
    return start, start + 4 * step


def age_chart(people: Population, name: str) -> Chart | None:
    if not people.day:
        return None
    total = people.patients or 1
    return charts.bars(
        [(ages.words(band), count, f"{100 * count / total:.1f}") for band, count in people.bands.items()],
        title=age_title(people),
        subtitle=f"Registered patients of {name} by age on {day(people.day)}. {SOURCE}.",
        value="Registered patients",
        label="Age in years",
        columns=("Share of all (%)",),
    )


def age_title(people: Population) -> str:
    """ "About 1 in 5 of our patients is 65 or over, and about 1 in 5 is under 20"."""
    if not people.patients:
        return "Nobody is registered with our practices"
    old, young = (ages.part_words(share) for share in (people.old, people.young))
    return f"{old[0].upper()}{old[1:]} of our patients are 65 or over, and {young} are under 20"


def deprivation_chart(profile: NetworkProfile) -> Chart | None:
    scored = [one for one in profile.practices if one.imd_score is not None]
    if not scored:
        return None
    rows = sorted(profile.practices, key=lambda one: -(one.imd_score if one.imd_score is not None else -1))
    return charts.bars(
        [
            (
                one.name,
                None if one.imd_score is None else round(float(one.imd_score), 1),
                "–" if one.patients is None else f"{one.patients:,}",
            )
            for one in rows
        ],
        title=deprivation_title(profile),
        subtitle=f"Index of Multiple Deprivation {profile.imd_edition}, average for each practice’s patients; "
        "higher is more deprived. Source: English Indices of Deprivation, by practice from OHID Fingertips.",
        value="Deprivation score",
        label="Practice",
        columns=("Registered patients",),
    )


def deprivation_title(profile: NetworkProfile) -> str:
    """The score of the network, and how far its practices lie apart where there are several."""
    scores = sorted(round(one.imd_score, 1) for one in profile.practices if one.imd_score is not None)
    if profile.imd_score is None:
        return "Deprivation scores of our practices"
    ours = f"Our deprivation score is {profile.imd_score:.1f}"
    if len(scores) < 2:
        return ours
    return f"{ours}; our practices reach from {scores[0]} to {scores[-1]}"
