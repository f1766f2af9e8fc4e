"""Then and now: two rounds compared by their published means. Pure.

Different people answered, and nobody is followed from round to round: only published means of questions asked
in the same words both times stand side by side. Whether a difference is more than chance is read from what was
published (`surveys.statistics.change_words`), so only where all five shares are there both times."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot
from statistics import fmean

from apps.surveys.statistics import change_words, mean_of_means, standard_error

UP, DOWN, NO_CHANGE = "likely up", "likely down", "no clear change"


@dataclass(frozen=True)
class QuestionChange:
    """Means to 0.1 of one question; None where one isn't published. Words are those of `change_words`."""

    code: str
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
    # A network's own questions: each is compared, but they have no mean together.
    is_own: bool = False


def compare(now, then=None) -> tuple[ThemeChange, ...]:
    """The themes of ``now`` beside those of ``then`` (two `round_results`), over identical questions; themes
    without an identical question are left out. Nothing where there is no ``then``."""
    if then is None:
        return ()
    before = {
        (result.question.code, result.question.text): result.figure
        for theme in then.themes
        for result in theme.questions
    }
    # Behind an open link nobody knows how many were asked.
    invited = then.round.invited or None, now.round.invited or None
    changes = []
    for theme in now.themes:
        pairs = [
            (result.question, before[result.question.code, result.question.text], result.figure)
            for result in theme.questions
            if (result.question.code, result.question.text) in before
        ]
        if pairs:
            changes.append(_theme_change(theme.theme, pairs, invited))
    return tuple(changes)


def _error(then, now, invited: tuple[int | None, int | None]) -> float | None:
    """Of the difference of two published means, unpaired; None where a spread was not published."""
    if then.detail != "full" or now.detail != "full":
        return None
    errors = (
        standard_error(one.shares, one.n, asked) for one, asked in zip((then, now), invited, strict=True)
    )
    return hypot(*errors)


def _theme_error(both, invited) -> float | None:
    """Of a theme's difference, as if whoever answers one question high answered all high: the mean of its
    questions' errors, at least half of which must be known. Truly it is smaller."""
    errors = [error for old, new in both if (error := _error(old, new, invited)) is not None]
    return fmean(errors) if errors and 2 * len(errors) >= len(both) else None


def _theme_change(theme, pairs, invited) -> ThemeChange:
    both = [(old, new) for _, old, new in pairs if old.mean is not None and new.mean is not None]
    both = [] if theme.is_own else both
    then = mean_of_means(old.mean for old, _ in both)
    now = mean_of_means(new.mean for _, new in both)
    return ThemeChange(
        title=theme.title,
        is_own=theme.is_own,
        then=then,
        now=now,
        about=any(old.mean_end or new.mean_end for old, new in both),
        counted=len(both),
        words=change_words(then, now, _theme_error(both, invited)),
        questions=tuple(
            QuestionChange(
                question.code,
                question.text,
                old.mean,
                new.mean,
                old.mean_end,
                new.mean_end,
                change_words(old.mean, new.mean, _error(old, new, invited)),
            )
            for question, old, new in pairs
        ),
    )


def finding(changes: Sequence[ThemeChange], then: str) -> str:
    """All changes in one sentence; ``then`` is the earlier round's title."""
    by_words = {
        words: [change.title for change in changes if change.words == words]
        for words in (UP, DOWN, NO_CHANGE)
    }
    if not any(by_words.values()):
        return f"Too few answers to say what changed since {then}"
    if not by_words[UP] and not by_words[DOWN]:
        return f"No clear change since {then}"
    parts = [f"{_and(titles)} {words}" for words, titles in by_words.items() if titles]
    return f"Since {then}: {', '.join(parts)}"


def _and(titles: list[str]) -> str:
    return titles[0] if len(titles) == 1 else f"{', '.join(titles[:-1])} and {titles[-1]}"
