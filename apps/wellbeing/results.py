"""What a check-in's results page and CSV show, from `surveys.queries` alone. Pure: results in, plain data out."""

from collections.abc import Sequence
from dataclasses import dataclass

from apps.core import charts, lanes, moments
from apps.core.charts import Chart
from apps.core.lanes import THIRDS
from apps.core.moments import month
from apps.core.scales import Scale, band_words
from apps.surveys.disclosure import WITHHELD

from . import words

MEASURE = "Answers from “not at all” to “completely”"
_POINTS = ("Not at all", "A little", "Partly", "Mostly", "Completely")
STATEMENTS = Scale(
    points=_POINTS,
    ends=(_POINTS[0], _POINTS[-1]),
    bands=("Not at all, a little", "Partly", "Mostly, completely"),
    agree="say mostly or completely",
)
BURNOUT = Scale(
    points=("1", "2", "3", "4", "5"),
    ends=("Burned out", "Not burned out"),
    bands=("Burned out", "Burning out", "Not burned out"),
    agree="do not feel burned out",
)
WHOLE = "The whole network"
EVERYTHING = "All figures of this list"
COLUMNS = (
    "Practice or staff group",
    "Question",
    "Answers",
    "Mostly or completely; not burned out",
    "Not at all or a little; burned out (%)",
    "Partly; burning out (%)",
    "Mostly or completely; not burned out (%)",
    "Note",
)
APART = {"practice": ("By practice", "Practice"), "staff_group": ("By staff group", "Staff group")}


@dataclass(frozen=True)
class Apart:
    """Practices or staff groups beside one another, in order of their names: statements, and a row for each: its name
    and per statement the third in words, empty where none is shown."""

    title: str
    kind: str
    statements: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Results:
    """``summary`` says every statement in a sentence; ``charts`` are the statements', and the burnout question's where
    it was asked, since its answers are its own."""

    headline: str
    summary: tuple[str, ...]
    charts: tuple[Chart, ...]
    then: str


def basis(found) -> str:
    """Who and when: "34 of 45 answered · December 2026"."""
    return f"{found.turnout} · {month(found.round.closed_at)}"


def present(found, before=None) -> Results:
    """``found``, the results of a closed check-in, with those of an earlier one where there is one."""
    asked = words.questions_of(found)
    earlier = words.questions_of(before) if before else []
    then = _when(before, found) if before else ""
    own_scale = [one for one in asked if is_burnout(one.question)]
    common = [one for one in asked if not is_burnout(one.question)]
    drawn = [chart(common, STATEMENTS, f"{MEASURE} · {basis(found)}")]
    if own_scale:
        drawn.append(chart(own_scale, BURNOUT, f"One question on burnout, five answers · {basis(found)}"))
    return Results(words.headline(asked), tuple(words.summary(asked, earlier, then)), tuple(drawn), then)


def _when(before, found) -> str:
    """When the one before closed: its month, or its day where both closed in one month."""
    closed, same = before.round.closed_at, month(before.round.closed_at) == month(found.round.closed_at)
    return moments.day(closed) if same else month(closed)


def is_burnout(question) -> bool:
    return question.code == "burnout"


def chart(questions: Sequence, scale: Scale, subtitle: str, title: str = "") -> Chart:
    return charts.likert(
        [charts.LikertRow.of(one.question.text, one.figure.to_json()) for one in questions],
        title=title or words.finding(questions),
        subtitle=subtitle,
        scale=scale,
        coarse="because how people are is said in thirds only",
    )


def apart(blocks: Sequence, breakdown: str) -> Apart | None:
    """The table of `surveys.queries.block_results`; None for a check-in that shows nothing apart."""
    if breakdown not in APART:
        return None
    title, kind = APART[breakdown]
    asked = words.questions_of(blocks[0]) if blocks else []
    rows = (
        (block.name, tuple(_third_words(one.figure) for one in words.questions_of(block)))
        for block in sorted(blocks, key=lambda block: block.name)
    )
    return Apart(title, kind, tuple(words.name(one.question) for one in asked), tuple(rows))


def _third_words(figure) -> str:
    third = words.third_of(figure)
    return THIRDS[third].capitalize() if third else ""


def table(found, blocks: Sequence = (), *, protection: str = "", caution: str = "") -> list[tuple]:
    """The rows of the CSV, as `COLUMNS`: a row for each statement, the network's first, then each practice's or staff
    group's. ``caution`` is the note of every figure, ``protection`` that of a last row."""
    rows = [_line(WHOLE, one) for one in words.questions_of(found)]
    rows += [_line(block.name, one) for block in blocks for one in words.questions_of(block)]
    rows = [(*row[:-1], row[-1] or caution) for row in rows]
    if protection:
        rows.append((EVERYTHING, *[""] * (len(COLUMNS) - 2), protection))
    return rows


def _line(name: str, one) -> tuple:
    figure, bands = one.figure, ("", "", "")
    if figure.detail == "bands":
        bands = tuple(band_words(band).removesuffix("%") for band in (figure.low, figure.middle, figure.high))
    third = words.third_of(figure)
    return (
        name,
        one.question.text,
        "" if figure.n is None else figure.n,
        THIRDS[third] if third else "",
        *bands,
        WITHHELD if figure.is_withheld else "",
    )


# --- All check-ins over time -----------------------------------------------------------------
NOT_ASKED = "not asked"
TREND_COLUMNS = ("Question", "Check-in", "Closed", "Answers", "Mostly or completely; not burned out", "Note")


@dataclass(frozen=True)
class Trend:
    headline: str
    chart: Chart
    shown: int
    withheld: int


def trend(found: Sequence, days: Sequence[str]) -> Trend:
    """``found`` are results of all check-ins, the oldest first, at least one, those with too few answers among them;
    ``days`` when each closed, in a word or two. The statements are those of the latest, in the same words; where
    another wording was used, or none, that place says so."""
    asked = [_figures(results) for results in found]
    latest = words.questions_of(found[-1])
    series = [(one.question.text, list(_spots(asked, days, one.question))) for one in latest]
    shown = [results for results in found if results.enough]
    first, last = (words.questions_of(results) for results in (shown[0], shown[-1])) if shown else ((), ())
    headline = (
        words.trend_headline(first, last) if len(shown) > 1 else "Two check-ins with figures make a line"
    )
    chart = lanes.lanes(
        series,
        title=headline,
        subtitle=f"Share of us who say “mostly” or “completely” · {_count(found)}, {days[0]} to {days[-1]}",
    )
    return Trend(headline, chart, len(shown), len(found) - len(shown))


def _count(found: Sequence) -> str:
    return "1 check-in" if len(found) == 1 else f"{len(found)} check-ins"


def _figures(results) -> dict:
    """By code and text: only a statement in the same words is the same."""
    return {(one.question.code, one.question.text): one.figure for one in words.questions_of(results)}


def _spots(asked, days, question):
    for figures, day in zip(asked, days, strict=True):
        figure = figures.get((question.code, question.text))
        if figure is None:
            yield lanes.Spot(day, None, NOT_ASKED)
        else:
            yield lanes.Spot(day, words.third_of(figure))


def trend_table(found: Sequence, days: Sequence[str]) -> list[tuple]:
    """The rows of the CSV, as `TREND_COLUMNS`: statement by statement, check-in by check-in."""
    asked = [_figures(results) for results in found]
    rows = []
    for one in words.questions_of(found[-1]) if found else ():
        key = (one.question.code, one.question.text)
        for results, figures, day in zip(found, asked, days, strict=True):
            figure = figures.get(key)
            third = figure and words.third_of(figure)
            n = figure.n if figure and figure.n is not None else ""
            note = NOT_ASKED if figure is None else WITHHELD if figure.is_withheld else ""
            rows.append(
                (one.question.text, results.round.title, day, n, THIRDS[third] if third else "", note)
            )
    return rows
