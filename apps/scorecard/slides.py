"""A round's results one at a time, for a room: the whole, then each theme and its questions. Pure: published themes in,
plain data out.

Their order follows from the questionnaire alone, so that a slide's number always means the same."""

from collections.abc import Sequence
from dataclasses import dataclass

from apps.core import charts
from apps.core.charts import Chart, mean_words
from apps.surveys.questionnaire import YEAR_AGO, Definition, Question, Theme

from . import comparison, headlines

TOO_FEW = "too few to say"  # of `statistics.change_words`


@dataclass(frozen=True)
class Stop:
    """What a slide is about: all of the round (``theme`` None), a theme (``question`` None), or a question of it."""

    number: int
    theme: Theme | None = None
    question: Question | None = None
    place: str = ""

    @property
    def code(self) -> str:
        return self.question.code if self.question else self.theme.code if self.theme else ""

    @property
    def kind(self) -> str:
        return "question" if self.question else "theme" if self.theme else "whole"

    @property
    def name(self) -> str:
        return self.question.text if self.question else self.theme.title if self.theme else "At a glance"


@dataclass(frozen=True)
class Slide:
    """``place`` says where in the round it stands, ``words`` what the chart can't; ``withheld`` where there is no
    figure to show."""

    stop: Stop
    title: str
    place: str
    words: tuple[str, ...]
    chart: Chart
    withheld: bool = False


def outline(definition: Definition) -> list[Stop]:
    """Every slide's subject, in order, numbered from 1."""
    found: list[tuple] = [(None, None, "")]
    for number, theme in enumerate(definition.themes, start=1):
        asked = [*theme.questions, *filter(None, [theme.year_ago])]
        found.append((theme, None, f"Theme {number} of {len(definition.themes)}: {theme.title}"))
        found += [
            (theme, question, f"{theme.title}: question {at} of {len(asked)}")
            for at, question in enumerate(asked, start=1)
        ]
    return [Stop(number, *parts) for number, parts in enumerate(found, start=1)]


def slide(stop: Stop, found, before=None, *, basis: str) -> Slide:
    """The slide of ``stop`` from ``found``, the results of a closed round, beside those of an earlier one."""
    if stop.theme is None:
        return _whole(stop, found, before, basis)
    result = next(one for one in found.themes if one.theme.code == stop.theme.code)
    changes = comparison.compare(found, before)
    then = before.round.title if before else ""
    if stop.question is None:
        return _theme(stop, result, changes, then, basis)
    return _question(stop, result, changes, then, basis)


def _whole(stop, found, before, basis) -> Slide:
    changes = comparison.compare(found, before)
    now, then = found.round.title, before.round.title if before else ""
    if changes:
        rows, title = [(one.title, one.then, one.now) for one in changes], comparison.finding(changes, then)
    else:
        rows, title = (
            [(one.theme.title, None, one.mean) for one in found.themes],
            headlines.order(found.themes),
        )
    chart = charts.dumbbell(rows, title=title, subtitle=basis, then=then if changes else None, now=now)
    words = (title,) if changes else ()
    return Slide(stop, headlines.headline(found.themes), f"At a glance · {basis}", words, chart)


def _theme(stop, result, changes, then, basis) -> Slide:
    rows = [charts.LikertRow.of(one.question.text, one.figure.to_json()) for one in result.questions]
    title = headlines.theme_finding(result)
    change = next((one for one in changes if one.title == result.theme.title), None)
    words = ()
    if result.mean is not None:
        over = f", over {result.questions_counted} of {len(rows)} questions"
        counted = "" if result.questions_counted == len(rows) else over
        mean = mean_words(result.mean, about=result.mean_is_about)
        words = (f"{mean[0].upper()}{mean[1:]} of 5 on average{counted}.", *_then(change, then))
    return Slide(
        stop,
        title,
        stop.place,
        words,
        charts.likert(rows, title=title, subtitle=basis),
        withheld=all(row.detail == "withheld" for row in rows),
    )


def _question(stop, result, changes, then, basis) -> Slide:
    is_year_ago = stop.code.startswith(YEAR_AGO)
    figure = result.year_ago if is_year_ago else _figure(result.questions, stop.code)
    row = charts.LikertRow.of(stop.question.text, figure.to_json())
    scale = charts.YEAR_AGO if is_year_ago else charts.AGREEMENT
    change = next((q for theme in changes for q in theme.questions if q.text == stop.question.text), None)
    words = ()
    if figure.is_withheld:
        words = ("Too few of us had a view on this question.",)
    elif figure.n is not None:
        answers = f"{figure.n} answers"
        mean = "" if row.mean is None or is_year_ago else f"{_capital(row.mean_words)} of 5 on average · "
        words = (f"{mean}{answers}", *_then(change, then))
    chart = charts.likert([row], title=stop.question.text, subtitle=basis, scale=scale)
    return Slide(stop, stop.question.text, stop.place, words, chart, withheld=figure.is_withheld)


def _figure(results: Sequence, code: str):
    return next(one.figure for one in results if one.question.code == code)


def _then(change, then: str) -> tuple[str, ...]:
    if change is None or change.then is None or change.now is None:
        return ()
    before = mean_words(change.then, getattr(change, "then_end", ""), about=getattr(change, "about", False))
    words = "too few answers to say whether it changed" if change.words == TOO_FEW else change.words
    return (f"{then}: {before}, {words}",)


def _capital(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}"
