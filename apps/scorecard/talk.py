"""What we could talk about, and what was done about it since the round before. Pure: results and offers in, words out.

Up to three questions, each once, in this order: the one that divides us most (`standouts.most_divided`), the weakest
(the lowest published mean, where the highest is at least 0.3 above it), and the one whose likely change since the round
before is the biggest (`comparison`; of equals the first). What doesn't apply is left out, so there may be none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from apps.core.charts import mean_words
from apps.core.topics import Moment, Start

from . import standouts
from .comparison import DOWN, UP, ThemeChange


@dataclass(frozen=True)
class Subject:
    """A question or a theme, by its code in the questionnaire. ``words`` are its own, ``prompt`` what could be asked
    about it at a meeting."""

    code: str
    words: str
    prompt: str = ""


@dataclass(frozen=True)
class Topic:
    """``why`` says what the figures say, ``subject.prompt`` what could be asked; ``starts`` are ways to begin."""

    subject: Subject
    theme: str
    why: str
    starts: tuple[Start, ...] = ()


@dataclass(frozen=True)
class Taken:
    """A question or theme with ways to begin something about it, and what was done about it since."""

    subject: Subject
    starts: tuple[Start, ...]
    done: tuple[Moment, ...]


def topics(themes: Sequence, changes: Sequence[ThemeChange], then: str) -> list[Topic]:
    """Of the themes of `surveys.queries.round_results`; ``then`` is the title of the round before."""
    asked = [(theme.theme.title, result) for theme in themes for result in theme.questions]
    made: dict[str, Topic] = {}
    for topic in (*_divided(asked), *_weakest(asked), *_changed(changes, then)):
        made.setdefault(topic.subject.code, topic)
    return list(made.values())


def _divided(asked):
    if found := standouts.most_divided(asked):
        theme, result = found
        why = f"{standouts.sides_words(result.figure)}."
        yield Topic(
            _subject(result.question, "What do those see who answered low, and those who answered high?"),
            theme,
            why,
        )


def _weakest(asked):
    if found := standouts.best_and_worst(asked):
        theme, result = found[1]
        mean = mean_words(result.figure.mean, result.figure.mean_end)
        yield Topic(
            _subject(result.question, "What one thing would make this better by the next round?"),
            theme,
            f"Our lowest: {mean} of 5 on average.",
        )


def _changed(changes, then):
    likely = [
        (theme.title, question)
        for theme in changes
        for question in theme.questions
        if question.words in (UP, DOWN)
    ]
    if likely:
        theme, question = max(likely, key=lambda one: round(abs(one[1].now - one[1].then), 1))
        means = (mean_words(question.then, question.then_end), mean_words(question.now, question.now_end))
        prompt = (
            "What got better, and how do we keep it?" if question.words == UP else "What has happened since?"
        )
        why = f"{question.words.capitalize()} since {then}: from {means[0]} to {means[1]}."
        yield Topic(Subject(question.code, question.text, prompt), theme, why)


def _subject(question, prompt: str) -> Subject:
    return Subject(question.code, question.text, prompt)


def with_starts(found: Sequence[Topic], starts: Mapping[str, Sequence[Start]]) -> list[Topic]:
    return [Topic(one.subject, one.theme, one.why, tuple(starts.get(one.subject.code, ()))) for one in found]


def subjects(themes: Sequence, found: Sequence[Topic] = ()) -> list[Subject]:
    """Every theme, then its questions, with their prompts where they are a topic."""
    prompts = {one.subject.code: one.subject.prompt for one in found}
    return [
        Subject(code, words, prompts.get(code, ""))
        for theme in themes
        for code, words in (
            (theme.theme.code, theme.theme.title),
            *((result.question.code, result.question.text) for result in theme.questions),
        )
    ]


def taken_up(
    theme, starts: Mapping[str, Sequence[Start]], done: Mapping[str, Sequence[Moment]], until: date
) -> list[Taken]:
    """A theme and its questions, as far as there is anything to begin, or that was done before the day ``until``, on
    which the round closed: what came of the round itself belongs to the next."""
    rows = (
        Taken(
            subject,
            tuple(starts.get(subject.code, ())),
            tuple(one for one in done.get(subject.code, ()) if one.day < until),
        )
        for subject in subjects([theme])
    )
    return [row for row in rows if row.starts or row.done]


def for_the_agenda(found: Sequence[Topic], title: str) -> str:
    """The topics as text to copy."""
    return "\n".join(f"“{one.subject.words}” ({title}): {one.subject.prompt}" for one in found)
