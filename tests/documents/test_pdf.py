import io
from pathlib import Path

import pikepdf
import pytest
from pypdf import PdfReader

from apps.core import chart_html
from apps.core.drawing import Drawing, Label, Rect
from apps.documents import assets, pdf

PAGE = """<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>A title</title></head>
<body><h1>Heading</h1>{}</body></html>"""


def render(body, fetcher=None):
    return pdf.render(PAGE.format(body), assets=fetcher)


HOSTILE = [
    '<img src="file:///etc/passwd" alt="x">',
    '<img src="http://127.0.0.1:9/x.png" alt="x">',
    '<img src="//127.0.0.1:9/x.png" alt="x">',
    '<img src="data:image/svg+xml,%3Csvg%20xmlns=%22http://www.w3.org/2000/svg%22/%3E" alt="x">',
    '<img src="portal:../../manage.py" alt="x">',
    '<img src="portal:fonts/../print.css" alt="x">',
    '<link rel="stylesheet" href="file:///etc/passwd">',
    '<link rel="attachment" href="file:///etc/passwd">',
    "<style>@import url(file:///etc/passwd);</style>",
    "<style>@font-face { font-family: x; src: url(file:///etc/passwd) } p { font-family: x }</style><p>x</p>",
    '<p style="background: url(file:///etc/passwd)">x</p>',
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><title>x</title>'
    '<image href="file:///etc/passwd" width="9" height="9"/></svg>',
    '<object data="file:///etc/passwd">x</object>',
    '<embed src="file:///etc/passwd">',
]


@pytest.mark.parametrize("body", HOSTILE)
def test_nothing_but_own_assets_is_fetched(body, monkeypatch):
    opened = []
    read = assets._read
    monkeypatch.setattr(assets, "_read", lambda name: opened.append(name) or read(name))
    fetcher = assets.PortalAssets()
    made = render(body, fetcher)
    assert fetcher.refused
    assert set(opened) <= set(assets._TYPES)
    with pikepdf.open(io.BytesIO(made.content)) as document:
        assert "/EmbeddedFiles" not in document.Root.get("/Names", {})
    assert b"root:" not in made.content


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "PORTAL:print.css", "portal:/print.css", "print.css", ""]
)
def test_fetcher_refuses_anything_not_named(url):
    with pytest.raises(assets.Refused):
        assets.PortalAssets().fetch(url)


def test_missing_asset_stops_the_rendering_in_words(settings, tmp_path):
    settings.STATICFILES_DIRS = [tmp_path]
    with pytest.raises(pdf.DocumentFailed, match="print.css is missing"):
        render("<p>x</p>")


def test_document_is_tagged_titled_and_in_its_language():
    with pikepdf.open(io.BytesIO(render("<p>x</p>").content)) as document:
        assert str(document.Root.Lang) == "en-GB"
        assert str(document.docinfo["/Title"]) == "A title"
        assert document.Root.MarkInfo.Marked
        assert document.Root.ViewerPreferences.DisplayDocTitle
        assert document.Root.StructTreeRoot.K
        assert "pdfuaid" in bytes(document.Root.Metadata.read_bytes()).decode()
        assert document.Root.PageLabels.Nums[0] == 0


def test_fonts_are_embedded_as_subsets_and_extended_letters_keep_theirs():
    made = render("<p>Plain, Łódź, Llŷn</p>")
    with pikepdf.open(io.BytesIO(made.content)) as document:
        fonts = [font for page in document.pages for font in page.Resources.Font.values()]
        names = {str(font.BaseFont) for font in fonts if "/BaseFont" in font}
    assert all("Source-Sans-3" in name and "+" in name for name in names)
    assert len(names) >= 2
    assert len(made.content) < 60_000


def test_same_page_makes_the_same_bytes():
    assert render("<p>x</p>").content == render("<p>x</p>").content


def test_licence_of_the_typeface_lies_beside_it(settings):
    assert "SIL" in (Path(settings.STATICFILES_DIRS[0]) / "fonts" / "LICENSE").read_text()


def test_a_small_drawing_is_a_picture_with_its_words_and_letters_xml_does_not_know():
    drawn = chart_html.drawing(
        Drawing(
            "4 of 5 & \x0b“more”", labels=(Label(20, 15, "seven <7>"),), rects=(Rect(0, 0, 9, 9, "#4a2c6b"),)
        )
    )
    fetcher = assets.PortalAssets()
    made = render(f"<p>{drawn}{drawn}</p>", fetcher)
    with pikepdf.open(io.BytesIO(made.content)) as document:
        said = [
            str(one.Alt) for one in document.objects if isinstance(one, pikepdf.Dictionary) and "/Alt" in one
        ]

    assert len(fetcher.drawings) == 1
    assert not fetcher.refused
    assert [text.replace("\x0b", "") for text in said] == ["4 of 5 & “more”"] * 2
    assert "<7>" in PdfReader(io.BytesIO(made.content)).pages[0].extract_text()


def test_numbers_of_pages_are_written_and_a_lost_address_is_told(caplog):
    there = '<p>See page <span data-page-of="end">00</span></p>'
    lost = '<p>Or page <span data-page-of="nowhere">00</span></p>'
    made = render(f'{there}{lost}<h2 id="end" style="break-before: page">End</h2>')
    first = PdfReader(io.BytesIO(made.content)).pages[0].extract_text()
    assert "See page 2" in first
    assert "Or page –" in first
    assert "nowhere" in caplog.text
