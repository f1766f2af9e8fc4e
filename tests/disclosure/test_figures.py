"""What a figure shows, and the proof that nobody can be told apart from it."""

from collections import defaultdict
from dataclasses import replace

import pytest

from apps.surveys import statistics
from apps.surveys.disclosure import SCORECARD_NETWORK, WITHHELD, Figure, publish, theme_score, withheld

LEAST, MOST = 8, 40
QUICK = 24  # past every threshold; the rest of the proof is for --all


def histograms(n: int, options: int):
    if options == 1:
        yield (n,)
        return
    for first in range(n + 1):
        for rest in histograms(n - first, options - 1):
            yield (first, *rest)


def categories_and_groups(counts):
    if len(counts) == 3:
        return counts
    return (*counts, counts[0] + counts[1], counts[3] + counts[4])


def pinned(n: int, options: int, publish=publish) -> int:
    """The most people of ``n`` that a reader who knows the rules can be sure gave one answer, or one of a
    group.

    A reader knows: of all histograms shown as this very figure, one is the true one."""
    least: dict[Figure, tuple] = {}
    for counts in histograms(n, options):
        figure, parts = publish(counts), categories_and_groups(counts)
        known = least.get(figure)
        least[figure] = parts if known is None else tuple(map(min, known, parts))
    return max(max(parts) for parts in least.values())


def may_differ(n: int) -> int:
    return 1 if n < 11 else 2


@pytest.mark.parametrize("options", [3, 5])
@pytest.mark.parametrize("n", range(LEAST, QUICK + 1))
def test_some_people_may_always_differ(n, options):
    assert pinned(n, options) <= n - may_differ(n)


@pytest.mark.full
@pytest.mark.parametrize("n", range(QUICK + 1, MOST + 1))
def test_some_people_may_always_differ_of_many(n):
    assert pinned(n, 5) <= n - 2
    assert pinned(n, 3) <= n - 2


def test_proof_sees_shares_shown_of_all_but_one():
    def naive(counts):
        return Figure("full", n=sum(counts), shares=statistics.whole_percents(counts))

    assert pinned(22, 5, naive) == 22


def test_proof_sees_that_falling_back_too_late_gives_the_fall_back_away():
    """Shares for all but two would be safe by themselves; their absence would then say "all, or all but
    one"."""

    def naive(counts):
        groups = counts[0] + counts[1], counts[2], counts[3] + counts[4]
        if max(groups) == sum(counts) - 2:
            return Figure("full", n=sum(counts), shares=statistics.whole_percents(counts))
        return publish(counts)

    assert pinned(22, 5, naive) == 21


@pytest.mark.parametrize(
    ("n", "detail"),
    [(0, "withheld"), (7, "withheld"), (8, "thirds"), (10, "thirds"), (11, "bands"), (21, "bands")],
)
def test_detail_by_number_of_answers(n, detail):
    assert publish((0, 0, 0, n, 0)).detail == detail


def test_full_from_22():
    figure = publish((2, 3, 5, 8, 4))
    assert figure == Figure("full", n=22, mean=3.4, shares=(9, 14, 23, 36, 18))


@pytest.mark.parametrize("outside", [0, 1, 2])
def test_22_of_nearly_one_mind_are_shown_in_bands(outside):
    figure = publish((0, outside, 0, 22 - outside, 0))
    assert figure.detail == "bands"
    assert figure.high == (80, 100)


def test_22_with_three_outside_are_shown_in_full():
    assert publish((0, 3, 0, 19, 0)).detail == "full"


@pytest.mark.parametrize(
    ("agreeing", "n", "words"),
    [
        (2, 8, "under"),
        (3, 9, "between"),
        (6, 9, "between"),
        (7, 9, "over"),
        (3, 10, "under"),
        (7, 10, "over"),
    ],
)
def test_thirds(agreeing, n, words):
    assert publish((n - agreeing, 0, 0, 0, agreeing)).agreeing == words


def test_bands_and_mean():
    figure = publish((1, 1, 3, 5, 2))
    assert figure == Figure("bands", n=12, low=(0, 20), middle=(20, 40), high=(40, 60), mean=3.5)


@pytest.mark.parametrize(
    ("counts", "mean", "end"),
    [
        ((0, 0, 0, 0, 11), 4.5, "or more"),
        ((0, 0, 0, 6, 5), 4.5, "or more"),
        ((0, 0, 0, 7, 4), 4.4, ""),
        ((11, 0, 0, 0, 0), 1.5, "or less"),
        ((6, 5, 0, 0, 0), 1.5, "or less"),
        ((4, 7, 0, 0, 0), 1.6, ""),
    ],
)
def test_ends_of_the_scale_are_coded(counts, mean, end):
    figure = publish(counts)
    assert (figure.mean, figure.mean_end) == (mean, end)


def test_withheld_figure_holds_nothing_but_that():
    figures = {publish(counts) for counts in histograms(7, 5)} | {publish((0, 0, 0, 0, 0))}
    assert figures == {Figure("withheld")}
    assert Figure("withheld").to_json() == {"detail": "withheld"}
    assert withheld(Figure("withheld")) == WITHHELD
    assert withheld(publish((2, 2, 2, 2, 2))) == ""


def test_year_ago_has_three_answers_and_no_mean():
    assert publish((1, 2, 6)).agreeing == "between"
    assert publish((2, 4, 5)) == Figure("bands", n=11, low=(0, 20), middle=(20, 40), high=(40, 60))
    assert publish((4, 8, 10)) == Figure("full", n=22, shares=(18, 36, 45))


@pytest.mark.parametrize("counts", [(1, 2), (1, 2, 3, 4), (9, -1, 0, 0, 9)])
def test_odd_histograms_are_refused(counts):
    with pytest.raises(ValueError, match="histogram"):
        publish(counts)


def test_blocks_can_have_stricter_rules():
    block = replace(SCORECARD_NETWORK, thirds_from=None, full_from=None)
    assert publish((2, 2, 2, 2, 2), block).is_withheld
    assert publish((10, 10, 10, 10, 10), block).detail == "bands"


def test_figures_come_back_from_json_unchanged():
    for counts in [
        (0, 0, 0, 0, 3),
        (2, 2, 2, 2, 1),
        (3, 3, 3, 3, 3),
        (9, 9, 9, 9, 9),
        (0, 0, 0, 0, 12),
        (4, 4, 20),
    ]:
        figure = publish(counts)
        assert Figure.from_json(figure.to_json()) == figure


def test_zero_share_survives_json():
    figure = publish((0, 10, 5, 5, 5))
    assert figure.shares[0] == 0
    assert Figure.from_json(figure.to_json()) == figure


def test_theme_score_is_the_mean_of_published_means():
    figures = [
        Figure("bands", n=12, mean=3.4),
        Figure("bands", n=12, mean=3.1),
        Figure("thirds", n=9, agreeing="over"),
    ]
    assert theme_score(figures) == (3.3, False, 2)


def test_theme_score_with_an_end_is_about():
    figures = [Figure("bands", n=12, mean=4.5, mean_end="or more"), Figure("bands", n=12, mean=3.0)]
    assert theme_score(figures) == (3.8, True, 2)


def test_theme_without_a_mean_has_no_score():
    assert theme_score([Figure("withheld"), Figure("thirds", n=8, agreeing="under")]) == (None, False, 0)


def test_figure_depends_on_the_thresholds_and_nothing_else_of_n():
    by_n = defaultdict(set)
    for n in range(LEAST, 22):
        by_n[publish((0, 0, n, 0, 0)).detail].add(n)
    assert by_n == {"thirds": {8, 9, 10}, "bands": set(range(11, 22))}
