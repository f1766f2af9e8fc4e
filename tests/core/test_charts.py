import re
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest
from django.test import override_settings
from django.utils.safestring import mark_safe
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from apps.core import chart_html, charts
from apps.core.drawing import BAR, WIDTH, Cell, DataTable, Drawing, Rect, hatch
from apps.surveys.disclosure import publish

SVG = "{http://www.w3.org/2000/svg}"
FULL = {"detail": "full", "n": 40, "shares": [10, 20, 30, 25, 15], "mean": 3.2}
BANDS = {"detail": "bands", "n": 14, "low": [20, 40], "middle": [20, 40], "high": [40, 60], "mean": 3.4}
THIRDS = {"detail": "thirds", "n": 9, "agreeing": "over"}
WITHHELD = {"detail": "withheld"}


def chart_of(*figures, **options):
    rows = [charts.LikertRow.of(f"Question {i}", figure) for i, figure in enumerate(figures)]
    return charts.likert(rows, title="We agree", subtitle="Purpose, 40 answers", **options)


def draw(chart):
    return chart_html.figure(chart)


def test_full_bar_is_as_long_as_its_shares():
    bar = chart_of(FULL).rows[0].drawing
    assert [round(100 * (rect.width + 1) / WIDTH) for rect in bar.rects] == FULL["shares"]
    assert [label.text for label in bar.labels] == ["10", "20", "30", "25", "15"]


def test_full_bar_leaves_out_shares_of_nought_and_labels_without_room():
    bar = chart_of({**FULL, "shares": [0, 2, 18, 40, 40]}).rows[0].drawing
    assert len(bar.rects) == 4
    assert [label.text for label in bar.labels] == ["18", "40", "40"]


def test_bands_draw_solid_only_what_is_certain():
    zones = charts.band_zones((20, 40), (20, 40), (40, 60))
    assert zones == [("low", 0, 20), ("low?", 20, 40), ("high?", 40, 60), ("high", 60, 100)]


def test_bands_that_overlap_are_drawn_as_open():
    assert ("?", 40, 60) in charts.band_zones((40, 60), (0, 20), (40, 60))


@given(st.lists(st.integers(1, 5), min_size=11, max_size=21))
def test_band_zones_never_contradict_the_answers(answers):
    counts = [answers.count(answer) for answer in (1, 2, 3, 4, 5)]
    figure = publish(counts)
    zones = charts.band_zones(figure.low, figure.middle, figure.high)
    assert zones[0][1] == 0
    assert zones[-1][2] == 100
    assert all(before[2] == after[1] for before, after in zip(zones, zones[1:], strict=False))
    n = sum(counts)
    low, high = 100 * sum(counts[:2]) / n, 100 * sum(counts[3:]) / n
    for part, start, end in zones:
        if part == "low":
            assert end <= low
        if part == "high":
            assert start >= 100 - high
        if part == "middle":
            assert low <= start
            assert end <= 100 - high


def test_thirds_say_the_share_in_words_and_hatch_what_is_open():
    bar = chart_of(THIRDS).rows[0].drawing
    assert bar.labels[0].text == "Over two thirds agree (4 or 5)"
    solid = bar.rects[0]
    assert round(100 * (solid.width + 1) / WIDTH) == 67
    assert bar.lines


def test_withheld_shows_a_hatch_and_the_sentence_and_no_figure():
    row = chart_of(WITHHELD).rows[0]
    assert row.drawing.rects == ()
    assert row.drawing.labels[0].text == row.drawing.title == "Not shown, to protect people."
    assert set(row.cells) == {"–"}


@pytest.mark.parametrize("figure", [FULL, BANDS, THIRDS, WITHHELD])
def test_every_drawing_says_its_figures_in_words_and_the_table_holds_them(figure):
    chart = chart_of(figure)
    assert chart.rows[0].drawing.title
    label, cells = chart.table.rows[0]
    assert label == "Question 0"
    assert 1 + sum(cell.span for cell in cells) == len(chart.table.columns)


def test_year_ago_has_three_answers_and_no_mean():
    figure = {"detail": "full", "n": 30, "shares": [20, 30, 50]}
    chart = chart_of(figure, scale=charts.YEAR_AGO)
    assert chart.columns == ("Answers",)
    assert chart.table.columns == ("Question", "Answers", "Worse (%)", "The same (%)", "Better (%)")
    assert "Better: 50%" in chart.rows[0].drawing.title


@pytest.mark.parametrize("mean", [(3.4, "", "3.4"), (4.5, "or more", "4.5 or more"), (None, "", "–")])
def test_means_are_worded_with_their_ends(mean):
    assert charts.mean_words(*mean[:2]) == mean[2]


def test_bars_share_one_scale_and_say_what_is_missing():
    chart = charts.bars(
        [("A", 10000, "21.0"), ("B", 5000, "–"), ("C", None, "–")],
        title="t",
        subtitle="s",
        value="Patients",
        label="Practice",
        columns=("Deprivation",),
    )
    first, second, third = (row.drawing for row in chart.rows)
    assert first.rects[0].width == 2 * second.rects[0].width
    assert first.labels[0].text == "10,000"
    assert third.rects == ()
    assert third.labels[0].text == "Nothing published"


def test_dumbbell_puts_then_left_of_a_higher_now():
    chart = charts.dumbbell([("Purpose", 3.0, 4.0)], title="t", subtitle="s", then="2025", now="2026")
    then, now = chart.rows[0].drawing.dots
    assert then.x == WIDTH / 2
    assert now.x > then.x
    assert then.fill != now.fill


def test_dumbbell_without_either_mean_shows_nothing():
    chart = charts.dumbbell([("Purpose", None, None)], title="t", subtitle="s", then="2025", now="2026")
    assert chart.rows[0].drawing.title == charts.WITHHELD
    assert chart.rows[0].drawing.dots == ()


def test_hatch_stays_inside_its_box():
    numbers = [float(text) for text in re.findall(r"[\d.]+", hatch(40, 90))]
    xs, ys = numbers[::2], numbers[1::2]
    assert min(xs) >= 40
    assert max(xs) <= 90
    assert min(ys) >= 0
    assert max(ys) <= BAR


def test_figure_is_well_formed_without_style_and_with_titles():
    page = draw(chart_of(FULL, BANDS, THIRDS, WITHHELD))
    assert "style" not in page
    drawings = re.findall(r"<svg.*?</svg>", page)
    assert len(drawings) == 5
    assert all(ET.fromstring(svg).find(f"{SVG}title").text for svg in drawings)


def test_names_are_escaped_everywhere():
    rows = [("<script>alert(1)</script>", 10)]
    page = draw(charts.bars(rows, title="<b>", subtitle="</svg>", value="Patients", label="Practice"))
    assert "<script" not in page
    assert "<b>" not in page
    assert page.count("</svg>") == 2


NASTY = """<b onclick='x'>"&amp;</svg></td>"""


def texts_and_attributes(markup):
    return [
        text
        for element in ET.fromstring(markup).iter()
        for text in (element.text, element.tail, *element.attrib.values())
        if text and NASTY in text
    ]


@pytest.mark.parametrize("figure", [FULL, BANDS, THIRDS, WITHHELD])
def test_every_text_of_a_chart_comes_out_as_it_was_written(figure):
    scale = replace(charts.AGREEMENT, points=(NASTY,) * 5, ends=(NASTY,) * 2, bands=(NASTY,) * 3, agree=NASTY)
    row = charts.LikertRow.of(NASTY, figure)
    chart = charts.likert([row], title=NASTY, subtitle=NASTY, scale=scale, label=NASTY, withheld=NASTY)
    chart = replace(chart, columns=(NASTY,), notes=(NASTY,))
    # Caption (title, subtitle), notes, the region's name; key, head of the labels, column, row and its bar; the
    # table with its caption, first column and row.
    assert len(texts_and_attributes(draw(chart))) >= 12


def test_texts_already_marked_as_safe_are_escaped_all_the_same():
    page = draw(charts.bars([(mark_safe("<i>A</i>"), 1)], title="t", subtitle="s", value="v", label="l"))
    assert "<i>" not in page


def test_numbers_in_drawings_have_a_point_in_every_language():
    bar = Drawing("Half", rects=(Rect(0.5, 0, 1234.5, BAR, "#fff"),))
    with override("de"), override_settings(USE_THOUSAND_SEPARATOR=True):
        assert '<rect x="0.5" y="0" width="1234.5"' in chart_html.drawing(bar)


def test_cells_over_several_columns_and_in_words_say_so():
    table = DataTable(
        "c", ("A", "B", "C"), (("a", (Cell("many", 2, words=True),)), ("b", (Cell("1"), Cell("2"))))
    )
    lines = ET.fromstring(chart_html.table(table)).findall("tbody/tr")
    assert [cell.attrib for cell in lines[0].findall("td")] == [
        {"class": "nhsuk-table__cell", "colspan": "2"}
    ]
    assert [cell.text for cell in lines[1].findall("td")] == ["1", "2"]
    assert "nhsuk-table__cell--numeric" in lines[1].find("td").get("class")
