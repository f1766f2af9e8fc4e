"""All rounds over time, from `queries.all_results` alone. Pure: results in, charts and rows out.

A line is a question of the latest round, in the rounds that asked it in the same words; where another wording was used
the line has a gap that says so. A theme's line is made of the questions that every round asked in these words: in each
round the mean of their published means, "about" where one of these is an end of the scale. Where nothing is published
the line stops. Different people answered each time; nobody is followed from round to round."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from apps.core import trends
from apps.core.charts import Chart, mean_words
from apps.core.trends import Point
from apps.surveys.disclosure import WITHHELD, Figure, theme_score

NOT_ASKED = "not asked"
CLEAR = 0.3
TOGETHER = "All questions together"
COLUMNS = ("Theme", "Question", "Round", "Closed", "Answers", "Mean", "Note")


@dataclass(frozen=True)
class ThemeHistory:
    title: str
    chart: Chart


@dataclass(frozen=True)
class History:
    """``headline`` says what moved from the first to the latest round; ``themes`` is the chart of all themes."""

    headline: str
    themes: Chart
    questions: tuple[ThemeHistory, ...]
    rounds: int


def present(found: Sequence, days: Sequence[str]) -> History:
    """``found`` are results, the oldest first, at least one; ``days`` when each closed, in words."""
    latest, asked = found[-1], [figures_of(results) for results in found]
    basis = f"{len(found)} round{'' if len(found) == 1 else 's'}, {days[0]} to {days[-1]}"
    scored = [theme for theme in latest.themes if not theme.theme.is_own]
    lines = [(theme.theme.title, theme_points(found, asked, theme)) for theme in scored]
    return History(
        headline=headline(lines),
        themes=trends.multiples(
            lines,
            title=headline(lines),
            subtitle=f"Mean of the questions that every round asked in the same words, from 1 to 5 · {basis}",
            value="Mean",
        ),
        questions=tuple(_theme(found, asked, theme, basis) for theme in latest.themes),
        rounds=len(found),
    )


def _theme(found, asked, theme, basis) -> ThemeHistory:
    lines = [
        (result.question.text, list(question_points(found, asked, result.question)))
        for result in theme.questions
    ]
    chart = trends.multiples(
        lines,
        title=f"{theme.theme.title}, question by question",
        subtitle=f"Mean of the answers, from 1 (not at all) to 5 (completely) · {basis}",
        value="Mean",
        label="Question",
    )
    return ThemeHistory(theme.theme.title, chart)


def figures_of(results) -> dict[tuple[str, str], Figure]:
    """By code and text: only a question asked in the same words is the same question."""
    return {
        (result.question.code, result.question.text): result.figure
        for theme in results.themes
        for result in theme.questions
    }


def question_points(found, asked, question) -> Iterator[Point]:
    for results, figures in zip(found, asked, strict=True):
        figure = figures.get((question.code, question.text))
        if figure is None:
            yield Point(results.round.title, None, words=NOT_ASKED)
        else:
            words = mean_words(figure.mean, figure.mean_end) if figure.mean_end else ""
            yield Point(results.round.title, figure.mean, words=words)


def theme_points(found, asked, theme) -> list[Point]:
    keys = [(result.question.code, result.question.text) for result in theme.questions]
    same = [key for key in keys if all(key in figures for figures in asked)]
    return [
        _theme_point(results.round.title, [figures[key] for key in same])
        for results, figures in zip(found, asked, strict=True)
    ]


def _theme_point(title: str, figures: Sequence[Figure]) -> Point:
    mean, about, _ = theme_score(figures)
    if not figures:
        return Point(title, None, words=NOT_ASKED)
    return Point(title, mean, words=mean_words(mean, about=True) if about and mean is not None else "")


def headline(lines: Sequence[tuple[str, Sequence[Point]]]) -> str:
    """Which themes stand at least 0.3 higher or lower in the latest round than in the first that shows them."""
    moved = {"higher": [], "lower": []}
    known = 0
    for title, points in lines:
        means = [point.value for point in points if point.value is not None]
        if len(means) < 2 or points[-1].value is None:
            continue
        known += 1
        if abs(change := round(means[-1] - means[0], 1)) >= CLEAR:
            moved["higher" if change > 0 else "lower"].append(title.lower())
    if not known:
        return "Two rounds with figures make a history"
    for way, titles in moved.items():
        if len(titles) == len(lines) > 1:
            return f"All themes stand {way} than at first"
    parts = [f"{_and(titles)} {way} than at first" for way, titles in moved.items() if titles]
    words = "; ".join(parts)
    return f"{words[0].upper()}{words[1:]}" if words else "All themes stand about where they stood at first"


def _and(titles: list[str]) -> str:
    return titles[0] if len(titles) == 1 else f"{', '.join(titles[:-1])} and {titles[-1]}"


def table(found: Sequence, days: Sequence[str]) -> list[tuple]:
    """The rows of the CSV, as `COLUMNS`: each theme's line, then each question's, round by round."""
    asked = [figures_of(results) for results in found]
    rows = []
    for theme in found[-1].themes if found else ():
        title = theme.theme.title
        points = theme_points(found, asked, theme)
        rows += [_row(title, TOGETHER, point, day, "") for point, day in zip(points, days, strict=True)]
        for result in theme.questions:
            key = (result.question.code, result.question.text)
            for point, day, figures in zip(
                question_points(found, asked, result.question), days, asked, strict=True
            ):
                n = figures[key].n if key in figures else None
                rows.append(_row(title, result.question.text, point, day, "" if n is None else n))
    return rows


def _row(theme, question, point: Point, day: str, n) -> tuple:
    note = WITHHELD if point.is_withheld else point.words if point.value is None else ""
    mean = "" if point.value is None else point.words or mean_words(point.value)
    return (theme, question, point.label, day, n, mean, note)
