"""Ladders and lines: nothing outside its box, no label over another, nothing shown that is withheld."""

import io
import re
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from apps.core import chart_html, ladders, trends
from apps.core.drawing import TEAL, text_width
from apps.core.exports import figures_csv
from apps.core.ladders import Rung, ladder
from apps.core.trends import Point, line, multiples
from apps.documents import pdf

STEPS = ("Foundation", "Step 1", "Step 2", "Step 3")
WITHHELD = "Not shown, to protect people."
WORDS = {"title": "Workload eases", "subtitle": "Mean of 22 questions"}
SVG = "{http://www.w3.org/2000/svg}"


def trend(*values, label="Round {}", **options):
    points = [Point(label.format(place), value) for place, value in enumerate(values)]
    return line(points, value="Mean", **WORDS | options)


def stairs(*rungs, then="2025"):
    return ladder(rungs, steps=STEPS, then=then, now="2026", **WORDS)


def drawings(chart):
    return (
        [panel.drawing for panel in chart.panels]
        + [row.drawing for row in chart.rows]
        + [chart.head] * bool(chart.head)
    )


def boxes(drawing):
    """Every label's box: left, top, right, bottom."""
    for one in drawing.labels:
        wide = text_width(one.text, one.size)
        left = {"start": one.x, "middle": one.x - wide / 2, "end": one.x - wide}[one.anchor]
        yield left, one.y - one.size * 0.8, left + wide, one.y + one.size * 0.2


def coordinates(d):
    """The points a path of M, L, H, V and Z comes by, as (x, y) with None for what a step leaves as it is."""
    for letter, numbers in re.findall(r"([MLHV])([^MLHVZ]*)", d):
        values = [float(text) for text in numbers.split()]
        yield {"H": lambda v: (v[0], None), "V": lambda v: (None, v[0])}.get(letter, lambda v: (v[0], v[1]))(
            values
        )


def assert_inside(drawing):
    def inside(x, y, slack=0.6):
        assert x is None or -slack <= x <= drawing.width + slack
        assert y is None or -slack <= y <= drawing.height + slack

    for rect in drawing.rects:
        inside(rect.x, rect.y)
        inside(rect.x + rect.width, rect.y + rect.height)
    for path in (*drawing.lines, *drawing.areas):
        for x, y in coordinates(path.d):
            inside(x, y)
    for dot in drawing.dots:
        inside(dot.x - dot.r, dot.y - dot.r)
        inside(dot.x + dot.r, dot.y + dot.r)
    for left, top, right, bottom in boxes(drawing):
        inside(left, top)
        inside(right, bottom)


def assert_apart(drawing):
    found = list(boxes(drawing))
    for place, (left, top, right, bottom) in enumerate(found):
        for other in found[:place]:
            assert (
                right <= other[0] + 0.2
                or other[2] <= left + 0.2
                or bottom <= other[1] + 0.2
                or other[3] <= top + 0.2
            )


def banded(value, spread):
    if value is None:
        return None, None, None
    return value, max(1.0, value - spread), min(5.0, value + spread)


LABELS = st.sampled_from(
    ["May 2025", "Autumn 2026", "1 May", "The round of the long and wet winter of 2025/26, again"]
)
MEANS = st.none() | st.floats(1, 5).map(lambda number: round(number, 1))
POINTS = st.lists(
    st.builds(
        lambda label, value, spread: Point(label, *banded(value, spread)), LABELS, MEANS, st.floats(0, 2)
    ),
    min_size=1,
    max_size=14,
)


@settings(max_examples=150, deadline=None)
@given(POINTS)
def test_a_line_stays_in_its_box_and_its_labels_apart(points):
    for chart in (
        line(points, value="Mean", **WORDS),
        multiples([("Purpose", points)], value="Mean", **WORDS),
    ):
        for drawing in drawings(chart):
            assert_inside(drawing)
            assert_apart(drawing)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.none() | st.integers(0, 60_000), min_size=1, max_size=12))
def test_a_line_of_large_amounts_stays_in_its_box(amounts):
    points = [Point(f"{2015 + place}", amount) for place, amount in enumerate(amounts)]
    chart = line(points, value="Patients", scale=(0, 60_000), say=lambda number: f"{number:,.0f}", **WORDS)
    assert_inside(chart.panels[0].drawing)
    assert_apart(chart.panels[0].drawing)


STEP = st.none() | st.integers(0, 3)


@given(st.lists(st.builds(Rung, st.text(min_size=1), STEP, STEP, STEP, st.booleans()), max_size=6))
def test_a_ladder_stays_in_its_box(rungs):
    for drawing in drawings(stairs(*rungs)):
        assert_inside(drawing)
        assert_apart(drawing)


# --- What a line shows -----------------------------------------------------------------
def test_a_withheld_point_is_a_gap_with_a_hatch_and_the_sentence():
    chart = trend(3.0, 3.2, None, 3.6, 3.8)
    drawing = chart.panels[0].drawing
    assert len([one for one in drawing.lines if one.stroke == TEAL]) == 2
    assert len(drawing.dots) == 4
    assert chart.notes == (f"Hatched, where the line stops: {WITHHELD}",)
    assert f"Round 2: {WITHHELD}" in drawing.title
    assert chart.table.rows[2][1][0].text == WITHHELD


def test_a_single_point_is_a_dot_and_one_between_gaps_as_well():
    assert len(trend(3.4).panels[0].drawing.dots) == 1
    drawing = trend(None, 3.4, None).panels[0].drawing
    assert len(drawing.dots) == 1
    assert not [one for one in drawing.lines if one.stroke == TEAL]


def test_where_all_is_withheld_no_figure_is_drawn():
    drawing = trend(None, None).panels[0].drawing
    assert drawing.dots == drawing.areas == ()
    assert [label.text for label in drawing.labels] == [WITHHELD]


def test_the_last_and_first_values_are_said_and_the_band_explained():
    chart = line(
        [Point("May", 3.0, 2.5, 3.5), Point("Nov", 3.4, 3.0, 3.8)],
        value="Mean",
        band="half of all answers",
        **WORDS,
    )
    assert {"3.0", "3.4", "May", "Nov"} <= {label.text for label in chart.panels[0].drawing.labels}
    assert len(chart.panels[0].drawing.areas) == 1
    assert chart.notes == ("Shaded: half of all answers.",)
    assert chart.table.columns == ("When", "Mean", "From", "To")


def test_a_higher_value_stands_higher_and_nought_on_the_ground():
    chart = line([Point("a", 0), Point("b", 10)], value="Actions", scale=(0, 10), **WORDS)
    low, high = chart.panels[0].drawing.dots
    assert high.y < low.y
    assert low.y == trends.TALL - 24


def test_multiples_share_one_scale_and_one_table():
    series = [
        ("Purpose", [Point("May", 3.0), Point("Nov", 4.0)]),
        ("Capacity", [Point("May", None), Point("Nov", 4.0)]),
    ]
    chart = multiples(series, value="Mean", **WORDS)
    first, second = (panel.drawing for panel in chart.panels)
    assert first.dots[-1].y == second.dots[-1].y
    assert chart.notes[0] == "All on one scale, from 1.0 to 5.0."
    assert chart.table.columns == ("Theme", "May", "Nov")
    assert [cell.text for cell in chart.table.rows[1][1]] == [WITHHELD, "4.0"]


# --- What a ladder shows ---------------------------------------------------------------
def test_solid_is_shown_hatched_is_only_said_and_the_dot_is_last_year():
    chart = stairs(Rung("Leadership", say=3, show=1, before=0))
    drawing = chart.rows[0].drawing
    assert len(drawing.rects) == 2
    assert len([one for one in drawing.lines if one.stroke == TEAL and one.width == 1.5]) == 2
    assert drawing.dots[0].x < ladders.WIDTH / 4
    assert chart.rows[0].cells == ("Foundation", "Step 1", "Step 3")
    assert drawing.title == "Shown, 2025: Foundation. Shown, 2026: Step 1. Said, 2026: Step 3"


def test_a_first_year_has_no_dot_and_no_column_for_the_year_before():
    chart = stairs(Rung("Leadership", 1, 1, 0), then=None)
    assert chart.columns == ("Shown, 2026", "Said, 2026")
    assert chart.rows[0].drawing.dots == ()


def test_a_withheld_step_is_the_sentence_alone():
    chart = stairs(Rung("Leadership", 3, 2, 1, withheld=True))
    assert chart.rows[0].drawing.title == WITHHELD
    assert chart.rows[0].drawing.rects == ()
    assert set(chart.rows[0].cells) == {"–"}
    assert chart.table.rows[0][1][0].span == 3


# --- On page, paper and as a file ----------------------------------------------------------
NASTY = """<b onclick='x'>"&amp;</svg></td>"""
MOMENTS = [
    Point("May 2025", 3.0, 2.6, 3.3),
    Point("Nov 2025", None),
    Point("May 2026", 3.6, 3.2, 3.9),
]
SERIES = [
    (NASTY, [Point("May", 3.0), Point("Nov", 3.4)]),
    ("Capacity", [Point("May", None), Point("Nov", 2.8)]),
]
CHARTS = [
    stairs(Rung("Leadership", 3, 1, 0), Rung("Digital", 1, 2, None), Rung(NASTY, None, None, withheld=True)),
    line(MOMENTS, value="Mean", **WORDS),
    multiples(SERIES, value="Mean", **WORDS),
]


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.kind)
def test_the_page_has_title_table_download_and_no_style(chart):
    page = chart_html.figure(chart, "/figures.csv?a=1&b=2")
    assert "style" not in page
    assert "<b " not in page
    ET.fromstring(page)
    assert all(ET.fromstring(svg).find(f"{SVG}title").text for svg in re.findall(r"<svg.*?</svg>", page))
    assert "<details" in page
    assert 'href="/figures.csv?a=1&amp;b=2" download=' in page


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.kind)
def test_the_file_has_the_figures_of_the_table(chart):
    lines = figures_csv("x.csv", chart.table).content.decode("utf-8-sig").splitlines()
    assert len(lines) == 1 + len(chart.table.rows)
    assert lines[0].startswith(chart.table.columns[0])


def test_the_same_charts_are_set_on_paper_with_words_for_each_drawing():
    body = "".join(
        f"<figure><figcaption>{one.title}</figcaption>{chart_html.rows(one)}</figure>" for one in CHARTS
    )
    page = (
        f'<!doctype html><html lang="en-GB"><head><title>t</title></head><body><h1>x</h1>{body}</body></html>'
    )
    made = pdf.render(page)
    text = PdfReader(io.BytesIO(made.content)).pages[-1].extract_text()
    assert "Leadership" in text
    assert "May 2026" in text
    assert WITHHELD in text


def luminance(colour):
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    return sum(
        w * (v / 12.92 if v <= 0.03928 else ((v + 0.055) / 1.055) ** 2.4)
        for w, v in zip((0.2126, 0.7152, 0.0722), parts, strict=True)
    )


def test_line_and_band_differ_in_grey():
    dark, light = luminance(TEAL), luminance(trends.BAND)
    assert (light + 0.05) / (dark + 0.05) > 4.5
