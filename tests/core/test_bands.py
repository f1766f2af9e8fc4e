"""One's own mean beside others': what is drawn, said and put in the table."""

from xml.etree import ElementTree

from apps.core import chart_html
from apps.core.bands import Band, Beside, beside

ROWS = [
    Beside("Purpose", 3.9, "about 3.9", (Band(3.1, 3.4, 3.7), None)),
    Beside("Capacity", None, "Not shown, to protect people.", (Band(3.0, 3.0, 3.0), None)),
]


def chart(rows=ROWS, sets=("England", "Our area")):
    return beside(rows, sets=sets, title="Purpose lies above", subtitle="Who & when")


def test_drawing_holds_band_stroke_and_dot():
    purpose, capacity = (row.drawing for row in chart().rows)
    (band,), (dot,) = purpose.rects, purpose.dots
    assert band.x < 10 + 300 * 2.4 / 4 < band.x + band.width < dot.x
    assert (len(capacity.rects), len(capacity.dots)) == (1, 0)
    assert capacity.rects[0].width > 0
    assert (
        purpose.title == "Ours: about 3.9; England: median 3.4, middle half 3.1 to 3.7; Our area: not shown"
    )


def test_table_says_what_the_drawing_says():
    table = chart().table
    assert table.columns == (
        "Theme", "Ours", "England: median", "England: middle half", "Our area: median", "Our area: middle half",
    )  # fmt: skip
    rows = [(name, [cell.text for cell in cells]) for name, cells in table.rows]
    assert rows == [
        ("Purpose", ["about 3.9", "3.4", "3.1 to 3.7", "Not shown"]),
        ("Capacity", ["Not shown, to protect people.", "3.0", "3.0 to 3.0", "Not shown"]),
    ]


def test_one_set_has_its_figures_beside_the_drawing():
    rows = [row._replace(bands=row.bands[:1]) for row in ROWS]
    assert [row.cells for row in chart(rows, ("England",)).rows] == [
        ("about 3.9", "3.4", "3.1 to 3.7"),
        ("Not shown, to protect people.", "3.0", "3.0 to 3.0"),
    ]


def test_no_colour_says_good_or_bad():
    """A dot above and one below the band are drawn alike."""
    low, high = (
        chart([Beside("x", mean, str(mean), (Band(3, 3, 3),))], ("England",)).rows[0].drawing
        for mean in (1.2, 4.8)
    )
    assert (low.dots[0].fill, low.rects) == (high.dots[0].fill, high.rects)


def test_markup_is_well_formed_and_escaped():
    html = chart_html.figure(chart([ROWS[0]._replace(label="<b>")], ("England", "R&D")))
    assert "<b>" not in html
    ElementTree.fromstring(f"<x>{html}</x>".replace('download=""', ""))  # noqa: S314 - ours
