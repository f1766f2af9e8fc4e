"""Which questions stand out: strongest, weakest, most divided, least known. Pure, from published figures alone.

Rules: the strongest and the weakest question are those with the highest and the lowest published mean, where these are
at least 0.3 apart. The most divided one is the one of which the headline would say that we are split, on its smaller
side most; else, of those whose five shares are published, that with the lowest agreement (van der Eijk's A,
`surveys.statistics`) where it is below 0.4: an even spread over all answers has 0, two camps have less. The least
known one is that on which most had no view, from a fifth of those who took part. Of equals the first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from apps.core.charts import mean_words
from apps.surveys.statistics import agreement

from .headlines import how_split, is_split

APART, DIVIDED, NEARLY_ALL, NO_VIEW = 0.3, 0.4, 0.6, 20


@dataclass(frozen=True)
class StandOut:
    what: str
    theme: str
    question: str
    words: str


def agreement_words(shares: Sequence[int]) -> str:
    """A to a tenth, with a true minus sign: "0.5", "−0.2"."""
    return f"{agreement(shares) + 0:.1f}".replace("-0.0", "0.0").replace("-", "−")


ALIKE = "nearly all alike"
MOST = "mostly alike"
DIFFER = "views differ"
SPLIT = "we are split"


def how_far(figure) -> str:
    """How far we agree with one another about a question, whatever the answer; empty where that can't be said.

    Split where `headlines.is_split` says so. Else, only where all five shares are published, by van der Eijk's A of
    these (`surveys.statistics.agreement`): nearly all alike from 0.6, mostly alike from 0.4, below views differ.
    About 0.4 is the A of a bell over all five answers; where four in five chose two neighbouring answers it is
    about 0.6."""
    if is_split(figure):
        return SPLIT
    if figure.detail != "full" or len(figure.shares) != 5:
        return ""
    a = agreement(figure.shares)
    return ALIKE if a >= NEARLY_ALL else MOST if a >= DIVIDED else DIFFER


def stand_outs(themes: Sequence) -> list[StandOut]:
    """Of the themes of `surveys.queries.round_results`; nothing where nothing stands out."""
    asked = [(theme.theme.title, result) for theme in themes for result in theme.questions]
    return [*_by_mean(asked), *_divided(asked), *_unknown(asked)]


def _by_mean(asked) -> Iterator[StandOut]:
    ends = best_and_worst(asked)
    for what, (title, result) in zip(("Strongest", "Weakest"), ends, strict=False):
        mean = mean_words(result.figure.mean, result.figure.mean_end)
        yield StandOut(what, title, result.question.text, f"{mean} of 5 on average")


def best_and_worst(asked) -> tuple:
    """Of pairs of a theme's title and a result, those with the highest and the lowest mean; none where these are not
    apart."""
    known = [one for one in asked if one[1].figure.mean is not None]
    if not known:
        return ()
    best, worst = (pick(known, key=lambda one: one[1].figure.mean) for pick in (max, min))
    return (best, worst) if round(best[1].figure.mean - worst[1].figure.mean, 1) >= APART else ()


def _divided(asked) -> Iterator[StandOut]:
    if found := most_divided(asked):
        title, result = found
        yield StandOut("Most divided", title, result.question.text, sides_words(result.figure))


def most_divided(asked):
    """Of pairs of a theme's title and a result the most divided one; None where none is."""
    split = [one for one in asked if is_split(one[1].figure)]
    if split:
        return max(split, key=lambda one: how_split(one[1]))
    known = [one for one in asked if one[1].figure.detail == "full"]
    least = min(known, key=lambda one: agreement(one[1].figure.shares), default=None)
    return least if least and agreement(least[1].figure.shares) < DIVIDED else None


def sides_words(figure) -> str:
    """Of one with its five shares, or with bands."""
    if figure.shares:
        low, high = sum(figure.shares[:2]), sum(figure.shares[-2:])
    else:
        low, high = (f"{start} to {end}" for start, end in (figure.low, figure.high))
    return f"{low}% answered 1 or 2, {high}% answered 4 or 5"


def _unknown(asked) -> Iterator[StandOut]:
    known = [(one.no_view, title, one) for title, one in asked if one.no_view]
    if known:
        (least, most), title, result = max(known, key=lambda one: one[0])
        if least >= NO_VIEW:
            yield StandOut("Least known", title, result.question.text, f"{least} to {most}% had no view")
