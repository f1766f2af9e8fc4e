"""What may be shown of a histogram of answers, so that nobody can tell who said what.

No Django, no rows of people: a histogram in, a `Figure` out. The rules are point 5 of "The anonymous engine":
the fewer valid answers, the coarser the figure. A figure depends on nothing but the histogram.

What keeps people apart is that among all histograms that would have been shown as the same figure there is
always one in which at least two people (of 8 to 10: one) answered outside any given answer or any given group
(low, middle, high). Two consequences that are easy to break:

* five shares are shown only if at least three people stand outside every group. Two would be enough for the
  figure, but then its absence would say "all but one, or all, think alike";
* the rule reads true counts, never rounded ones."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from . import statistics

WITHHELD = "Not shown, to protect people."
# Fewest people who must have commented in a round before any comment of it is kept.
COMMENTERS = 11
# Fewest who must have answered before a band of the turnout is said while a round runs.
TURNOUT_WHILE_OPEN = 11


@dataclass(frozen=True)
class Rules:
    """From how many valid answers on a figure is shown in which detail; None means never.

    ``wide``: bands are thirds (33 points) instead of fifths, and there is no mean. ``apart``: the rules by which
    practices or staff groups may be shown apart; None where they never are."""

    thirds_from: int | None
    bands_from: int
    full_from: int | None
    wide: bool = False
    apart: "Rules | None" = None

    @property
    def least(self) -> int:
        return self.thirds_from or self.bands_from


SCORECARD_BLOCK = Rules(thirds_from=None, bands_from=11, full_from=None)
SCORECARD_NETWORK = Rules(thirds_from=8, bands_from=11, full_from=22, apart=SCORECARD_BLOCK)
# One open link: nobody knows whether everybody answered once, so the coarsest figures are never shown.
SCORECARD_OPEN_LINK = Rules(thirds_from=None, bands_from=11, full_from=22)
# How people are is nobody's business but theirs: coarser throughout, of practices and staff groups as of the network.
WELLBEING_OPEN_LINK = Rules(thirds_from=11, bands_from=22, full_from=None, wide=True)
WELLBEING_BLOCK = WELLBEING_OPEN_LINK
WELLBEING = Rules(thirds_from=11, bands_from=22, full_from=None, wide=True, apart=WELLBEING_BLOCK)
_THIRDS = {"under": (0, 33), "between": (33, 67), "over": (67, 100)}


class Figure(NamedTuple):
    """What is shown of one question. Parts that the detail does not allow are None (`mean_end`: empty).

    detail    "withheld", "thirds", "bands" or "full"
    n         valid answers
    agreeing  share answering 4 or 5 (year ago: better): "under", "between" or "over" (thirds)
    low, middle, high   answers 1–2, 3, 4–5 (year ago: worse, the same, better): a band in percent, of 20 points
              or, in a check-in, of 33
    mean      to 0.1; at the ends of the scale only "1.5 or less", "4.5 or more" (`mean_end`) beside bands.
              Never for year-ago questions, whose three answers are no scale
    shares    whole percents of the answers in order; each rounded by itself"""

    detail: str
    n: int | None = None
    agreeing: str | None = None
    low: tuple[int, int] | None = None
    middle: tuple[int, int] | None = None
    high: tuple[int, int] | None = None
    mean: float | None = None
    mean_end: str = ""
    shares: tuple[int, ...] | None = None

    @property
    def is_withheld(self) -> bool:
        return self.detail == "withheld"

    def to_json(self) -> dict:
        """Only what is known: a withheld figure holds its detail and nothing else."""
        return {name: value for name, value in self._asdict().items() if value not in (None, "")}

    @classmethod
    def from_json(cls, data: dict) -> "Figure":
        return cls(
            **{name: tuple(value) if isinstance(value, list) else value for name, value in data.items()}
        )


def publish(counts: Sequence[int], rules: Rules = SCORECARD_NETWORK) -> Figure:
    """The figure that may be shown of ``counts``: five counts of the answers 1 to 5, or three of worse, the
    same, better. Raises ValueError for any other number of counts, and for counts below nothing."""
    if len(counts) not in (3, 5) or min(counts) < 0:
        raise ValueError("A histogram has three or five counts, none of them negative.")
    n, low, middle, high = statistics.valid(counts), *_groups(counts)
    if n < rules.least:
        return Figure("withheld")
    if n < rules.bands_from:
        return Figure("thirds", n=n, agreeing=statistics.third(high, n))
    mean = statistics.mean_tenths(counts) if len(counts) == 5 and not rules.wide else None
    if rules.full_from and n >= rules.full_from and max(low, middle, high) <= n - 3:
        return Figure(
            "full",
            n=n,
            mean=None if mean is None else mean / 10,
            shares=statistics.whole_percents(counts),
        )
    bands = {"low": low, "middle": middle, "high": high}
    return Figure(
        "bands",
        n=n,
        **{name: _band(count, n, rules) for name, count in bands.items()},
        **_coded(mean),
    )


def shown_blocks(sizes: Mapping[str, int], among: Collection[str] | None = None) -> frozenset[str]:
    """Which blocks may have figures of their own, by their number of people; only those ``among``, if given.

    Blocks below 11 are hidden. While the hidden ones together are between 1 and 10 people, the smallest shown
    one is hidden too, or they could be had by subtraction; of equals the first by code. Hidden blocks are one
    remainder of 11 people or more, or of none."""
    least = SCORECARD_BLOCK.least
    shown = {block for block, size in sizes.items() if size >= least and (among is None or block in among)}
    hidden = sum(size for block, size in sizes.items() if block not in shown)
    while shown and 0 < hidden < least:
        smallest = min(shown, key=lambda block: (sizes[block], block))
        shown.remove(smallest)
        hidden += sizes[smallest]
    return frozenset(shown)


def publish_blocks(
    counts: Mapping[str, Sequence[int]], among: Collection[str], rules: Rules = SCORECARD_BLOCK
) -> dict[str, Figure]:
    """One question's figure for each block ``among`` those the round shows, from all blocks' histograms.

    `shown_blocks` is asked again with the valid answers to this question: a block that fails it is withheld
    here, whatever the other questions show."""
    sizes = {block: statistics.valid(histogram) for block, histogram in counts.items()}
    shown = shown_blocks(sizes, among)
    return {block: publish(counts[block], rules) if block in shown else Figure("withheld") for block in among}


def no_view(figure: Figure, answered: int | None) -> tuple[int, int] | None:
    """The 20-point band in percent of those who took part (``answered``, as published) and had no view on the network's
    ``figure``; None where that is shown in thirds or not at all. Both numbers are published beside it, so that it tells
    nothing that they do not. There is none for a block: how many of its people took part is not published."""
    if answered is None or figure.detail not in ("bands", "full"):
        return None
    return statistics.band(answered - figure.n, answered)


def withheld(figure: Figure) -> str:
    """The one sentence said in place of a figure; empty where it is shown."""
    return WITHHELD if figure.is_withheld else ""


def theme_score(figures: Sequence[Figure]) -> tuple[float | None, bool, int]:
    """Mean of the published means of a theme's questions, whether it is only "about", and of how many
    questions.

    A mean shown as an end ("4.5 or more") counts as that end; a score with such a part is marked "about",
    since the truth lies further out. Questions without a published mean are left out."""
    means = [figure for figure in figures if figure.mean is not None]
    return (
        statistics.mean_of_means(figure.mean for figure in means),
        any(figure.mean_end for figure in means),
        len(means),
    )


def _groups(counts: Sequence[int]) -> tuple[int, int, int]:
    if len(counts) == 3:
        return tuple(counts)
    return counts[0] + counts[1], counts[2], counts[3] + counts[4]


def _band(count: int, n: int, rules: Rules) -> tuple[int, int]:
    return _THIRDS[statistics.third(count, n)] if rules.wide else statistics.band(count, n)


def _coded(tenths: int | None) -> dict:
    if tenths is None:
        return {}
    if tenths <= 15:
        return {"mean": 1.5, "mean_end": "or less"}
    if tenths >= 45:
        return {"mean": 4.5, "mean_end": "or more"}
    return {"mean": tenths / 10}
