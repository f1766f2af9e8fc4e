"""Which questions stand out: by published figures alone."""

from types import SimpleNamespace as Thing

import pytest

from apps.scorecard.standouts import agreement_words, how_far, stand_outs
from apps.surveys.disclosure import SCORECARD_OPEN_LINK, no_view, publish

from .conftest import AGREE, LOW, MIDDLE, NOBODY, SPLIT, by_theme


def theme(title, *histograms, answered=40):
    asked = [
        Thing(
            question=Thing(text=f"{title} {n}"),
            figure=publish(counts),
            no_view=no_view(publish(counts), answered),
        )
        for n, counts in enumerate(histograms)
    ]
    return Thing(theme=Thing(title=title), questions=asked)


def found(*themes):
    return {one.what: (one.question, one.words) for one in stand_outs(themes)}


def test_strongest_weakest_and_most_divided():
    assert found(theme("Purpose", AGREE, MIDDLE), theme("Capacity", SPLIT, LOW), theme("Empty", NOBODY)) == {
        "Strongest": ("Purpose 0", "4.2 of 5 on average"),
        "Weakest": ("Capacity 1", "1.8 of 5 on average"),
        "Most divided": ("Capacity 0", "44% answered 1 or 2, 43% answered 4 or 5"),
        "Least known": ("Purpose 0", "20 to 40% had no view"),
    }


@pytest.mark.parametrize(
    "themes", [[], [theme("None", NOBODY)], [theme("Thirds", (0, 0, 0, 9, 0), (9, 0, 0, 0, 0))]]
)
def test_nothing_published_does_not_stand_out(themes):
    assert stand_outs(themes) == []


def test_what_is_much_alike_and_well_known_does_not_stand_out():
    assert found(theme("Purpose", AGREE, AGREE, answered=30)) == {}


def test_bands_have_a_mean_and_no_agreement():
    assert set(found(theme("Few", (0, 0, 0, 6, 6), (6, 6, 0, 0, 0), answered=12))) == {"Strongest", "Weakest"}


def test_where_few_answered_what_the_headline_calls_split_stands_out_too():
    few = theme("Few", (0, 0, 0, 6, 6), (6, 0, 0, 0, 6), (4, 0, 3, 0, 6), answered=13)
    assert found(few)["Most divided"] == ("Few 1", "40 to 60% answered 1 or 2, 40 to 60% answered 4 or 5")


@pytest.mark.parametrize(
    ("shares", "words"), [((0, 0, 100, 0, 0), "1.0"), ((50, 0, 0, 0, 50), "−1.0"), ((20,) * 5, "0.0")]
)
def test_agreement_in_words(shares, words):
    assert agreement_words(shares) == words


def test_page_and_csv_show_them(as_manager, at, closed_round):
    round_ = closed_round(by_theme(operations=SPLIT, capacity=LOW), answered=45)
    page = as_manager.get(at("results", pk=round_.pk)).content.decode()
    table = as_manager.get(at("results_csv", pk=round_.pk)).content.decode("utf-8-sig")
    for words in ("What stands out", "Strongest", "Weakest", "Most divided", "20 to 40% had no view"):
        assert words in page
    first = table.splitlines()[1].split(",")
    assert first[4:9] == ["4.2", "4", "0.6", "nearly all alike", "20 to 40"]


def test_open_link_below_11_has_neither(as_manager):
    assert no_view(publish((2, 2, 2, 2, 2), SCORECARD_OPEN_LINK), 40) is None


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ((0, 0, 4, 13, 13), "nearly all alike"),
        ((13, 12, 4, 1, 0), "nearly all alike"),  # with one another, on a low answer
        ((2, 6, 14, 6, 2), "mostly alike"),
        ((6, 6, 6, 6, 6), "we are split"),
        ((4, 4, 11, 7, 4), "views differ"),
        ((10, 2, 2, 2, 14), "we are split"),
        ((6, 0, 0, 0, 6), "we are split"),  # of bands only what is certain
        ((1, 1, 5, 4, 1), ""),
        ((0, 0, 0, 0, 9), ""),
        ((0, 0, 0, 0, 0), ""),
    ],
)
def test_how_far_we_agree_with_one_another(counts, words):
    assert how_far(publish(counts)) == words
