"""Counts and medians: from eight networks on, and nothing of one network."""

import pytest

from apps.core import spreads
from apps.overview import words
from apps.overview.tallies import LEAST, Middle, Spread, middles
from apps.overview.tallies import spreads as tally

from .making import figures_of

NAMES = [one["component"] for one in figures_of(0)["maturity"]]


def test_it_takes_eight():
    assert LEAST == 8


def test_networks_are_counted_by_step():
    figures = [figures_of(0, said=None, shown=None) for _ in range(3)]
    figures += [figures_of(1, said=2, shown=0) for _ in range(5)]
    for one in figures[:3]:
        for rung in one["maturity"]:
            rung["said"] = rung["shown"] = None
    found = tally(figures, NAMES, 4)
    assert [one.component for one in found] == NAMES
    assert found[0] == Spread(NAMES[0], said=(3, 0, 0, 5, 0), shown=(3, 5, 0, 0, 0), ahead=5)
    assert (found[0].networks, found[0].showing, found[0].saying) == (8, 5, 5)


def test_component_of_seven_networks_is_not_shown():
    figures = [figures_of(number) for number in range(8)]
    figures[0]["maturity"] = figures[0]["maturity"][1:]
    assert [one.component for one in tally(figures, NAMES, 4)] == NAMES[1:]


def test_reports_of_earlier_versions_count_as_not_speaking_of_it():
    assert tally([{} for _ in range(20)], NAMES, 4) == []
    assert tally([{"maturity": []} for _ in range(20)], NAMES, 4) == []
    assert middles([{} for _ in range(20)]) == []


def test_median_and_middle_half_are_of_published_means():
    found = {one.theme: one for one in middles(figures_of(number) for number in range(10))}
    assert found["Purpose"] == Middle("Purpose", 10, (4.0, 4.1, 4.2))


def test_theme_with_seven_means_has_no_figure():
    figures = [figures_of(number) for number in range(8)]
    figures[3]["themes"][0]["mean"] = None
    found = middles(figures)
    assert found[0] == Middle("Purpose", 0, None)
    assert all(one.half for one in found[1:])


@pytest.mark.parametrize(
    ("showing", "said"),
    [
        ((8, 3), "8 of 9 networks can show Foundation or more in “A”, 3 of 9 in “B”"),
        ((4, 4), "In every component 4 of 9 networks can show Foundation or more"),
    ],
)
def test_headline_of_what_is_shown(showing, said):
    rows = [
        Spread(name, (0, 9, 0, 0, 0), (9 - count, count, 0, 0, 0), 0)
        for name, count in zip("AB", showing, strict=True)
    ]
    assert words.shown_headline(rows, "Foundation") == said


def test_headline_of_what_is_said():
    rows = [Spread("A", (0, 9), (0, 9), 0), Spread("B", (0, 9), (4, 5), 4)]
    assert words.said_headline(rows) == "In “B” 4 of 9 networks say more than they can show"
    assert words.said_headline(rows[:1]) == "Networks say nowhere more than they can show"


def test_headline_of_themes():
    rows = [
        Middle("Purpose", 9, (3.6, 3.9, 4.0)),
        Middle("Capacity", 9, (2.1, 2.6, 3.0)),
        Middle("X", 0, None),
    ]
    assert words.themes_headline(rows) == (
        "People agree most on purpose (median 3.9 of 5) and least on capacity (2.6)"
    )
    rows.insert(1, Middle("Operations", 9, (2.1, 2.6, 2.9)))
    assert words.themes_headline(rows).endswith("least on operations and capacity (2.6)")
    assert words.themes_headline(rows[:1]) == "The median of every theme is 3.9"
    assert words.themes_headline(rows[3:]) == "No theme has figures of enough networks"


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ((0, 0, 0), "No network sent an ask in this year"),
        ((1, 0, 0), "Networks sent 1 ask; none have a reply"),
        ((9, 6, 2), "Networks sent 9 asks; 6 have a reply, 2 of these are settled"),
    ],
)
def test_headline_of_asks(counts, said):
    assert words.asks_headline(*counts) == said


# --- As charts ------------------------------------------------------------------------------
def test_bar_of_counts_is_as_long_as_all_networks_and_says_each_number():
    chart = spreads.spread(
        [("A", (1, 0, 3, 4, 0)), ("B", (0, 0, 0, 0, 8))], steps=words.steps_of(("F", "1", "2", "3")),
        title="T", subtitle="S", last="F or more", cells=["7", "8"],
    )  # fmt: skip
    first = chart.rows[0].drawing
    assert [label.text for label in first.labels] == ["1", "3", "4"]
    assert sum(rect.width + 1 for rect in first.rects) == pytest.approx(320)
    assert first.title == "Networks by step. Not yet: 1, F: 0, 1: 3, 2: 4, 3: 0"
    assert chart.table.columns == ("Component", "Not yet", "F", "1", "2", "3")
    assert [cell.text for cell in chart.table.rows[0][1]] == ["1", "0", "3", "4", "0"]
    assert chart.rows[0].cells == ("7",)


def test_theme_without_a_figure_is_drawn_as_not_shown():
    chart = spreads.middles([("A", 9, (3.0, 3.4, 3.9)), ("B", 0, None)], title="T", subtitle="S")
    assert chart.rows[0].cells == ("3.4", "3.0 to 3.9", "9")
    assert chart.rows[1].cells == ("–", "Not shown", "–")
    assert not chart.rows[1].drawing.rects
