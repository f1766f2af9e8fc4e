"""Lanes: a spot where the third is published, a hatch where it is withheld, nothing where nothing was asked."""

import pytest

from apps.core import chart_html
from apps.core.drawing import TEAL, WIDTH
from apps.core.exports import figures_csv
from apps.core.lanes import Spot, lanes

WITHHELD = "Not shown, to protect people."
WORDS = {"title": "Workload eases", "subtitle": "Three check-ins"}


def chart(*thirds):
    spots = [
        Spot(
            f"Month {n}", None if third == "not asked" else third, "not asked" if third == "not asked" else ""
        )
        for n, third in enumerate(thirds)
    ]
    return lanes([("Workload", spots)], **WORDS)


def spots(drawing):
    return [rect for rect in drawing.rects if rect.fill == TEAL]


def test_each_third_has_its_lane():
    found = spots(chart("over", "between", "under").rows[0].drawing)
    assert [one.y for one in found] == sorted({one.y for one in found})
    assert [one.x for one in found] == sorted({one.x for one in found})


def test_withheld_is_hatched_and_said():
    made = chart("over", None, "under")
    assert len(spots(made.rows[0].drawing)) == 2
    assert len(made.rows[0].drawing.lines) == 1
    assert f"Month 1: {WITHHELD}" in made.rows[0].drawing.title
    assert f"Hatched: {WITHHELD}" in made.notes
    assert made.table.rows[1][1][0].text == WITHHELD


def test_not_asked_is_blank():
    made = chart("not asked", "over")
    assert made.rows[0].drawing.lines == ()
    assert made.notes == chart("over").notes
    assert made.table.rows[0][1][0].text == "not asked"


def test_latest_stands_beside_the_row_in_words():
    assert chart("over", "under").rows[0].words == "under a third"


@pytest.mark.parametrize("count", [1, 2, 5, 36, 100])
def test_everything_stays_inside(count):
    made = chart(*(["over", None, "under"] * count)[:count])
    for one in made.rows[0].drawing.rects:
        assert 0 <= one.x < one.x + one.width <= WIDTH
        assert one.width > 0


def test_texts_are_escaped_and_csv_is_the_table():
    made = lanes([("<b>", [Spot("<i>", "over")])], **WORDS)
    html = str(chart_html.figure(made))
    assert "<b>" not in html
    assert "<i>" not in html
    assert "over two thirds" in figures_csv("x.csv", made.table).content.decode()


def test_nothing_at_all_is_an_empty_chart():
    assert lanes([], **WORDS).rows == ()
