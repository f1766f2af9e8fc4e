"""What the results page and its CSV show, from `round_results` alone. Pure: themes in, plain data out."""

from collections.abc import Sequence
from dataclasses import dataclass

from apps.core import charts
from apps.core.charts import Chart, mean_words
from apps.core.moments import month
from apps.surveys.disclosure import WITHHELD
from apps.surveys.statistics import median

from . import comparison, headlines, standouts
from .comparison import QuestionChange, ThemeChange
from .standouts import StandOut

MEASURE = "Answers from 1 (not at all) to 5 (completely)"
HOW_FAR = "How far we agree"
NOT_THE_SAME_PEOPLE = (
    "Not the same people answered both times, and small differences are often chance. “Likely up” and “likely down” "
    "mean that chance alone would seldom make such a difference; where few answered, that can’t be said. Only "
    "questions asked in the same words, and shown both times, are compared."
)


NOT_THE_SAME_WAY = (
    " One of the two asked a workshop by one open link, the other each person by a link of their own."
)


def caveat(found, before) -> str:
    """What stands under a comparison of two rounds' results."""
    ways = {results.round.way for results in (found, before) if results}
    return NOT_THE_SAME_PEOPLE + (NOT_THE_SAME_WAY if len(ways) > 1 else "")


def basis(found) -> str:
    """Who and when: "34 of 45 answered · December 2026"."""
    return f"{found.turnout} · {month(found.round.closed_at)}"


@dataclass(frozen=True)
class ThemeSection:
    code: str
    title: str
    about: str
    mean: str
    questions: int
    counted: int
    chart: Chart


@dataclass(frozen=True)
class Apart:
    """Practices or staff groups beside one another, never in order of their figures: theme titles, and a row for
    each: its name, and per theme the mean in words, empty where none is shown."""

    title: str
    kind: str
    themes: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Results:
    """A page of results; ``changed`` sets them beside ``then`` (the earlier round's title) where there is one."""

    headline: str
    glance: Chart
    stand_outs: list[StandOut]
    changed: Chart | None
    changes: tuple[ThemeChange, ...]
    sections: tuple[ThemeSection, ...]
    year_ago: Chart | None
    then: str


def present(found, before=None, *, basis: str) -> Results:
    """``found``, the results of a closed round, compared with those of an earlier one where there is one;
    ``basis`` says who and when ("34 of 45 answered · December 2026")."""
    themes, now, then = found.themes, found.round.title, before.round.title if before else ""
    changes = comparison.compare(found, before)
    return Results(
        headline=headlines.headline(themes),
        glance=_glance(themes, basis, now),
        stand_outs=standouts.stand_outs(themes),
        changed=_changed(changes, basis, now, then) if changes else None,
        changes=changes,
        sections=tuple(_section(theme, basis) for theme in themes),
        year_ago=_year_ago(themes, basis),
        then=then if changes else "",
    )


APART = {
    "practice": ("By practice", "Practice"),
    "staff_group": ("By staff group", "Staff group"),
}


def apart(blocks: Sequence, breakdown: str) -> Apart | None:
    """The table of `surveys.queries.block_results`; None for a round that shows nothing apart."""
    if breakdown not in APART:
        return None
    title, kind = APART[breakdown]
    themes = tuple(theme.theme.title for theme in _scored(blocks[0].themes)) if blocks else ()
    rows = (
        (block.name, tuple(_theme_mean(theme) for theme in _scored(block.themes)))
        for block in sorted(blocks, key=lambda block: block.name)
    )
    return Apart(title, kind, themes, tuple(rows))


def _scored(themes) -> list:
    return [theme for theme in themes if not theme.theme.is_own]


def _theme_mean(theme) -> str:
    return "" if theme.mean is None else mean_words(theme.mean, about=theme.mean_is_about)


def _glance(themes, basis, now) -> Chart:
    return charts.dumbbell(
        [(theme.theme.title, None, theme.mean) for theme in _scored(themes)],
        title=headlines.order(themes),
        subtitle=f"Mean of each theme’s questions · {basis}",
        then=None,
        now=now,
    )


def _changed(changes, basis, now, then) -> Chart:
    changes = [change for change in changes if not change.is_own]
    return charts.dumbbell(
        [(change.title, change.then, change.now) for change in changes],
        title=comparison.finding(changes, then),
        subtitle=f"Mean of each theme’s questions, asked in the same words both times · {basis}",
        then=then,
        now=now,
        words=("Change", [change.words for change in changes]),
    )


def _section(theme, basis) -> ThemeSection:
    rows = [
        charts.LikertRow.of(result.question.text, result.figure.to_json(), standouts.how_far(result.figure))
        for result in theme.questions
    ]
    flag = HOW_FAR if any(row.flag for row in rows) else ""
    return ThemeSection(
        code=theme.theme.code,
        title=theme.theme.title,
        about=theme.theme.about,
        mean=_theme_mean(theme),
        questions=len(theme.questions),
        counted=theme.questions_counted,
        chart=charts.likert(
            rows, title=headlines.theme_finding(theme), subtitle=f"{MEASURE} · {basis}", flag=flag
        ),
    )


def _year_ago(themes, basis) -> Chart | None:
    rows = [
        charts.LikertRow.of(theme.theme.title, theme.year_ago.to_json()) for theme in themes if theme.year_ago
    ]
    if not rows:
        return None
    return charts.likert(
        rows,
        scale=charts.YEAR_AGO,
        label="Theme",
        title=headlines.year_ago_finding(themes),
        subtitle=f"Compared with a year ago: worse, the same or better · {basis}",
    )


COLUMNS = (
    "Practice or staff group",
    "Theme",
    "Question",
    "Answers",
    "Mean",
    "Median",
    "Agreement (1: all alike, 0: evenly spread, −1: two camps)",
    HOW_FAR,
    "No view (% of those who took part)",
    "Answered 1 (%)",
    "Answered 2 (%)",
    "Answered 3 (%)",
    "Answered 4 (%)",
    "Answered 5 (%)",
    "Low: 1 or 2; worse (%)",
    "Middle: 3; the same (%)",
    "High: 4 or 5; better (%)",
    "Mean then",
    "Change",
    "Note",
)


WHOLE = "The whole network"
EVERYTHING = "All figures of this list"


def table(
    themes: Sequence,
    changes: Sequence[ThemeChange] = (),
    blocks: Sequence = (),
    *,
    protection: str = "",
    caution: str = "",
) -> list[tuple]:
    """The rows of the CSV, one a question, in the order of the page, the network's first; columns as in
    `COLUMNS`. ``caution`` is the note of every figure, since rows get copied without what stands around them;
    ``protection``, the sentence on how people are protected, is the note of a last one."""
    rows = _lines(WHOLE, themes, changes)
    for block in blocks:
        rows += _lines(block.name, block.themes, ())
    rows = [(*row[:-1], row[-1] or caution) for row in rows]
    if protection:
        rows.append((EVERYTHING, *[""] * (len(COLUMNS) - 2), protection))
    return rows


def _lines(name: str, themes: Sequence, changes: Sequence[ThemeChange]) -> list[tuple]:
    changed = {change.text: change for theme in changes for change in theme.questions}
    rows = []
    for theme in themes:
        for result in theme.questions:
            change = changed.get(result.question.text)
            rows.append((name, *_line(theme, result.question, result.figure, change, result.no_view)))
        if theme.year_ago:
            rows.append((name, *_line(theme, theme.theme.year_ago, theme.year_ago, None)))
    return rows


def _line(theme, question, figure, change: QuestionChange | None, no_view=None) -> tuple:
    five, three, note = [""] * 5, [""] * 3, ""
    middle = alike = ""
    if figure.detail == "full" and len(figure.shares) == 5:
        five = [str(share) for share in figure.shares]
        middle, alike = f"{median(figure.shares):g}", standouts.agreement_words(figure.shares)
    elif figure.detail == "full":
        three = [str(share) for share in figure.shares]
    elif figure.detail == "bands":
        three = [f"{low} to {high}" for low, high in (figure.low, figure.middle, figure.high)]
    elif figure.detail == "thirds":
        words = {"under": "under a third", "between": "a third to two thirds", "over": "over two thirds"}
        three[2] = words[figure.agreeing]
    else:
        note = WITHHELD
    return (
        theme.theme.title,
        question.text,
        "" if figure.n is None else figure.n,
        "" if figure.mean is None else mean_words(figure.mean, figure.mean_end),
        middle,
        alike,
        standouts.how_far(figure) if len(question.options) == 5 else "",
        f"{no_view[0]} to {no_view[1]}" if no_view else "",
        *five,
        *three,
        "" if change is None or change.then is None else mean_words(change.then, change.then_end),
        change.words if change else "",
        note,
    )
