"""Which questions stand out: strongest, weakest, most divided, least known. Pure, from published figures alone.

Rules: the strongest and the weakest question are those with the highest and the lowest published mean, where these are
at least 0.3 apart. The most divided one, of those whose five shares are published, is the one of which the headline
would say that we are split, on its smaller side most; else that with the lowest agreement (van der Eijk's A,
`surveys.statistics`) where it is below 0.4: an even spread over all answers has 0, two camps have less. The least
known one is that on which most had no view, from a fifth of those who took part. Of equals the first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from apps.core.charts import mean_words
from apps.surveys.statistics import agreement

from .headlines import is_split

APART, DIVIDED, NO_VIEW = 0.3, 0.4, 20


@dataclass(frozen=True)
class StandOut:
    what: str
    theme: str
    question: str
    words: str


def agreement_words(shares: Sequence[int]) -> str:
    """A to a tenth, with a true minus sign: "0.5", "−0.2"."""
    return f"{agreement(shares) + 0:.1f}".replace("-0.0", "0.0").replace("-", "−")


def stand_outs(themes: Sequence) -> list[StandOut]:
    """Of the themes of `surveys.queries.round_results`; nothing where nothing stands out."""
    asked = [(theme.theme.title, result) for theme in themes for result in theme.questions]
    return [*_by_mean(asked), *_divided(asked), *_unknown(asked)]


def _by_mean(asked) -> Iterator[StandOut]:
    known = [one for one in asked if one[1].figure.mean is not None]
    if not known:
        return
    best, worst = (pick(known, key=lambda one: one[1].figure.mean) for pick in (max, min))
    if round(best[1].figure.mean - worst[1].figure.mean, 1) < APART:
        return
    for what, (title, result) in (("Strongest", best), ("Weakest", worst)):
        mean = mean_words(result.figure.mean, result.figure.mean_end)
        yield StandOut(what, title, result.question.text, f"{mean} of 5 on average")


def _divided(asked) -> Iterator[StandOut]:
    known = [one for one in asked if one[1].figure.detail == "full"]
    split = [one for one in known if is_split(one[1].figure)]
    if split:
        title, result = max(split, key=lambda one: min(_sides(one[1].figure.shares)))
    elif known:
        title, result = min(known, key=lambda one: agreement(one[1].figure.shares))
    if known and (split or agreement(result.figure.shares) < DIVIDED):
        low, high = _sides(result.figure.shares)
        words = f"{low}% answered 1 or 2, {high}% answered 4 or 5"
        yield StandOut("Most divided", title, result.question.text, words)


def _sides(shares: Sequence[int]) -> tuple[int, int]:
    return sum(shares[:2]), sum(shares[-2:])


def _unknown(asked) -> Iterator[StandOut]:
    known = [(one.no_view, title, one) for title, one in asked if one.no_view]
    if known:
        (least, most), title, result = max(known, key=lambda one: one[0])
        if least >= NO_VIEW:
            yield StandOut("Least known", title, result.question.text, f"{least} to {most}% had no view")
