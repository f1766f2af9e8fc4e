"""Then and now: two rounds compared by their published means. Pure.

Different people answered, and nobody is followed from round to round: only published means of questions asked
in the same words both times stand side by side. Whether a difference is more than chance is not said here."""

from collections.abc import Sequence
from dataclasses import dataclass

from apps.surveys.statistics import mean_of_means

APART = 0.3


@dataclass(frozen=True)
class QuestionChange:
    """Means to 0.1 of one question; None where one isn't published. Words are those of `change_words`."""

    text: str
    then: float | None
    now: float | None
    then_end: str
    now_end: str
    words: str


@dataclass(frozen=True)
class ThemeChange:
    """Means over the ``counted`` questions that are published both times; None where there are none."""

    title: str
    then: float | None
    now: float | None
    about: bool
    counted: int
    words: str
    questions: tuple[QuestionChange, ...]


def change_words(then: float | None, now: float | None) -> str:
    """How people say a change of a mean: from 0.3 on it is named."""
    if then is None or now is None:
        return ""
    difference = round(now - then, 1)
    if abs(difference) < APART:
        return "about the same"
    return "higher" if difference > 0 else "lower"


def compare(now: Sequence, then: Sequence) -> tuple[ThemeChange, ...]:
    """The themes of ``now`` beside ``then`` (themes of two `round_results`), over identical questions; themes
    without an identical question are left out."""
    before = {
        (result.question.code, result.question.text): result.figure
        for theme in then
        for result in theme.questions
    }
    changes = []
    for theme in now:
        pairs = [
            (result.question.text, before[result.question.code, result.question.text], result.figure)
            for result in theme.questions
            if (result.question.code, result.question.text) in before
        ]
        if pairs:
            changes.append(_theme_change(theme.theme.title, pairs))
    return tuple(changes)


def _theme_change(title, pairs) -> ThemeChange:
    both = [(old, new) for _, old, new in pairs if old.mean is not None and new.mean is not None]
    then = mean_of_means(old.mean for old, _ in both)
    now = mean_of_means(new.mean for _, new in both)
    return ThemeChange(
        title=title,
        then=then,
        now=now,
        about=any(old.mean_end or new.mean_end for old, new in both),
        counted=len(both),
        words=change_words(then, now),
        questions=tuple(
            QuestionChange(
                text, old.mean, new.mean, old.mean_end, new.mean_end, change_words(old.mean, new.mean)
            )
            for text, old, new in pairs
        ),
    )


def finding(changes: Sequence[ThemeChange], then: str) -> str:
    """All changes in one sentence; ``then`` is the earlier round's title."""
    by_words = {
        words: [change.title for change in changes if change.words == words]
        for words in ("higher", "lower", "about the same")
    }
    if not any(by_words.values()):
        return f"Too few answers to compare with {then}"
    if not by_words["higher"] and not by_words["lower"]:
        return f"About the same as in {then}"
    parts = [f"{_and(titles)} {words}" for words, titles in by_words.items() if titles]
    return f"Since {then}: {', '.join(parts)}"


def _and(titles: list[str]) -> str:
    return titles[0] if len(titles) == 1 else f"{', '.join(titles[:-1])} and {titles[-1]}"
