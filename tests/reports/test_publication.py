"""The whole publication: what a reader, a screen reader and a printer get. Every kind of part is in it."""

import hashlib
import io
import re
from dataclasses import dataclass

import pikepdf
import pytest
import weasyprint
from pypdf import PdfReader

from apps.documents import assets
from apps.documents.pdf import VARIANT
from apps.reports import contents, document, layout

from .examples import snapshot
from .full import full_snapshot
from .test_document import HOSTILE

MM = 96 / 25.4
HEADINGS = {"h2", "h3"}
CONTENT = {"p", "td", "th", "li", "caption", "svg", "{http://www.w3.org/2000/svg}svg"}
RELEASED = document.Standing("released", "Released to Westmarch on 1 May 2026")


@pytest.fixture(scope="module")
def made():
    return document.typeset(full_snapshot())


@pytest.fixture(scope="module")
def reader(made):
    return PdfReader(io.BytesIO(made.content))


@pytest.fixture(scope="module")
def texts(reader):
    return [re.sub(r"\s+", " ", page.extract_text()) for page in reader.pages]


@dataclass(frozen=True)
class Element:
    kind: str
    name: str
    words: str
    has_scope: bool


def elements(content) -> list[Element]:
    """Every structure element of a PDF, from its root down."""
    found = []
    with pikepdf.open(io.BytesIO(content)) as opened:
        waiting = [opened.Root.StructTreeRoot]
        while waiting:
            node = waiting.pop()
            if isinstance(node, pikepdf.Dictionary):
                if "/S" in node:
                    name, words = str(node.get("/ID", "")), str(node.get("/Alt", ""))
                    found.append(Element(str(node.S), name, words, "/Scope" in repr(node.get("/A", ""))))
                children = node.get("/K", [])
                waiting.extend(children if isinstance(children, pikepdf.Array) else [children])
    return found


def test_first_pages_hold_findings_figures_promises_and_asks(texts):
    assert "In brief" in texts[1]
    assert "Contents" in texts[1]
    assert "Then, now, next" in texts[2]
    for words in (
        "Figure 1",
        "We can show step 2 in leadership",
        "What we commit to next year",
        "What we ask of our area",
    ):
        assert words in texts[2]
    assert "Foreword" in texts[3]
    assert "So that nobody waits alone." in texts[0]


def test_contents_and_bookmarks_name_every_chapter_in_order(reader, texts):
    def names(outline):
        return [n for item in outline for n in (names(item) if isinstance(item, list) else [item.title])]

    laid = layout.laid_out(full_snapshot())
    titles = [chapter.title for chapter in laid.chapters]
    assert [chapter.code for chapter in laid.chapters] == [
        code for code in contents.TITLES if code in {chapter.code for chapter in laid.chapters}
    ]
    assert [name for name in names(reader.outline) if name in titles] == titles
    for title in [*titles, "Data tables"]:
        number = int(re.search(rf"{re.escape(title)}\s+(\d+)", texts[1]).group(1))
        assert title in texts[number - 1]


def test_figures_and_tables_are_numbered_as_they_are_read(made):
    page = document.html(full_snapshot())
    for kind in ("figure", "table"):
        numbers = [int(n) for n in re.findall(rf'id="{kind}-(\d+)"', page)]
        assert numbers == list(range(1, len(numbers) + 1))
    targets = set(re.findall(r'id="([^"]+)"', page))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= targets


def test_a_figure_of_the_first_pages_is_referred_to_where_its_chapter_is():
    page = document.html(full_snapshot())
    chapter = page.partition('id="maturity"')[2].partition("</section>")[0]
    assert "#figure-2" in chapter
    assert page.count("<h2") == page.count("</h2>")
    assert page.count('id="figure-2"') == 1


def test_what_stands_elsewhere_is_referred_to_by_number_and_page(texts):
    named = [
        (kind, int(number), int(page))
        for text in texts
        for kind, number, page in re.findall(r"(Figure|Table) (\d+), page (\d+)", text)
    ]

    for kind in ("Figure", "Table"):
        assert len([one for one in named if one[0] == kind]) > 8
    for kind, number, page in named:
        # What it is called there, and not again a reference to it.
        assert re.search(rf"{kind} {number}(?!\d|, page)", texts[page - 1])
    assert "Figure 1 " in texts[2]
    assert any("see Figure 1, page 3" in text for text in texts[3:])
    assert re.search(r"Source: [^.]+\. Table \d+", " ".join(texts))


def test_no_room_for_a_page_is_left_unwritten(texts):
    assert not any(re.search(r"(?:page|\xa0) ?00\b", text) for text in texts)


def test_findings_name_the_page_of_their_chapter(texts):
    named = [int(number) for number in re.findall(r"See page (\d+)", texts[1])]

    assert len(named) >= 3
    assert all(1 < number <= len(texts) for number in named)
    board = int(re.search(r"The board\s+(\d+)", texts[1]).group(1))
    assert "The board" in texts[board - 1]


def test_only_what_holds_nothing_else_is_an_address():
    """What has an address has a style of its own to WeasyPrint, and so has everything in it: layout takes longer."""
    page = re.sub(r"<meta[^>]*>", "", document.html(full_snapshot()))
    named = re.findall(r'<(\w+)[^>]* id="[^"]+"', page)

    assert len(named) > 20
    assert set(named) <= {"h2", "span"}


def test_footnotes_stand_on_the_page_of_their_sign_and_are_tagged(made, texts):
    notes = [one for one in elements(made.content) if one.kind == "/Note"]
    page = document.html(full_snapshot())
    assert len(notes) == page.count('class="footnote"') >= 4
    assert len({one.name for one in notes if one.name}) == len(notes)
    for words, near in (
        ("As we judge it.", "Of 4 objectives: 3 kept."),
        ("Published figures only.", "On purpose we lie in the middle half"),
    ):
        assert any(words in text and near in text for text in texts)


def test_tags_cover_headings_lists_quotes_tables_with_scope_and_alternatives(made):
    found = elements(made.content)
    kinds = [one.kind for one in found]
    wanted = {
        "/H1",
        "/H2",
        "/H3",
        "/L",
        "/LI",
        "/BlockQuote",
        "/Table",
        "/THead",
        "/TBody",
        "/Caption",
        "/TH",
        "/TD",
    }
    assert wanted <= set(kinds)
    assert kinds.count("/H1") == 1
    heads = [one for one in found if one.kind == "/TH"]
    assert heads
    assert all(one.has_scope for one in heads)
    alternatives = [one.words for one in found if one.kind == "/Figure"]
    assert len(alternatives) > 30
    assert all(alternatives)


def test_language_title_and_reading_order(made, reader):
    with pikepdf.open(io.BytesIO(made.content)) as opened:
        assert str(opened.Root.Lang) == "en-GB"
        assert opened.Root.MarkInfo.Marked
        assert opened.Root.ViewerPreferences.DisplayDocTitle
        assert b"pdfuaid" in opened.Root.Metadata.read_bytes()
        assert all(page.get("/Tabs") == "/S" for page in opened.pages)
    assert reader.metadata.title.startswith("One year on: Northern Vale PCN")


def test_paper_is_a4_fonts_are_embedded_subsets_and_the_file_is_small(made, reader):
    for page in reader.pages:
        assert [round(float(side) / 72 * 25.4) for side in page.mediabox[2:]] == [210, 297]
    with pikepdf.open(io.BytesIO(made.content)) as opened:
        fonts = [
            one
            for one in opened.objects
            if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/FontDescriptor"
        ]
        assert fonts
        for font in fonts:
            assert re.match(r"/[A-Z]{6}\+Source-?Sans-?3", str(font.FontName)), font.FontName
            assert {"/FontFile2", "/FontFile3"} & set(font.keys())
        assert not [
            one
            for one in opened.objects
            if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image"
        ]
    assert made.pages >= 12
    assert len(made.content) < 600_000 * made.pages / 16


def test_only_a_draft_has_a_watermark():
    def marked(pdf):
        return sum(
            "Draft" in page.extract_text().split() for page in PdfReader(io.BytesIO(pdf.content)).pages
        )

    draft, released = document.typeset(full_snapshot()), document.typeset(full_snapshot(), RELEASED)
    assert marked(draft) == draft.pages - 1  # all but the cover, which says it in words
    assert marked(released) == 0


def test_same_snapshot_makes_the_same_pages(made):
    again = document.typeset(full_snapshot())
    assert hashlib.sha256(again.content).digest() == hashlib.sha256(made.content).digest()


def test_a_snapshot_from_before_there_were_chapters_is_laid_out_as_it_was():
    old = snapshot()
    assert old["schema_version"] == 1
    page = document.html(old)
    assert [one for one in contents.TITLES if f'id="{one}"' in page] == ["network", "scorecard"]
    assert "Then, now, next" not in page
    assert "How we work together, and what we said about it." in page


# --- As an editor turns the pages -------------------------------------------------------------
def laid(content):
    fetcher = assets.PortalAssets()
    html = weasyprint.HTML(string=document.html(content), url_fetcher=fetcher, base_url="portal:")
    return html.render(stylesheets=[assets.REPORT], pdf_variant=VARIANT).pages


def walk(box):
    yield box
    for child in getattr(box, "children", ()):
        yield from walk(getattr(child, "_box", child))


def bottoms(page, tags):
    """Where each box of ``tags`` ends, from the top of the page in millimetres; footnotes and margins apart."""
    found = []
    for child in page._page_box.children:
        if type(child).__name__ == "BlockBox":  # the page's own text
            for box in walk(child):
                if getattr(box, "element_tag", None) in tags and getattr(box, "height", None) is not None:
                    found.append((box.position_y + box.height) / MM)
    return found


@pytest.mark.parametrize(
    "content",
    [full_snapshot, lambda: full_snapshot("Short."), lambda: full_snapshot(rounds=[]), snapshot],
    ids=["long", "short", "no round", "old"],
)
def test_no_heading_at_the_foot_of_a_page_and_no_page_nearly_empty(content):
    pages = laid(content())[1:]
    for number, page in enumerate(pages, 2):
        last = max(bottoms(page, CONTENT), default=0)
        assert all(heading < last for heading in bottoms(page, HEADINGS)), (
            f"heading stranded on page {number}"
        )
        if number <= len(pages):  # the last may be short
            assert last > 26 + 50, f"page {number} ends after {last:.0f} mm"


def test_nothing_stands_over_the_margin():
    for page in laid(full_snapshot())[1:]:
        for child in page._page_box.children:
            if type(child).__name__ == "BlockBox":
                for box in walk(child):
                    if getattr(box, "element_tag", None) in CONTENT:
                        assert box.position_x + box.width <= 191 * MM


def test_hostile_words_are_printed_as_words_and_fetch_nothing(monkeypatch):
    fetchers = []
    plain = assets.PortalAssets
    monkeypatch.setattr("apps.documents.pdf.PortalAssets", lambda: fetchers.append(plain()) or fetchers[-1])
    pdf = document.typeset(full_snapshot(HOSTILE, name=HOSTILE))
    assert fetchers[0].refused == []
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf.content)).pages)
    assert "<img src=file:///etc/passwd>" in re.sub(r"\s+", " ", text)


@pytest.mark.parametrize(("brief", "opens"), [({}, False), ({"asks": ["One phone system"]}, True)])
def test_chapters_follow_a_second_figure_that_has_neither_promises_nor_asks_below_it(brief, opens):
    """On a page of its own it would leave most of that empty."""
    made = full_snapshot() | {"brief": brief}
    made["chapters"] = {
        code: one for code, one in made["chapters"].items() if code in ("purpose", "maturity")
    }
    laid = layout.laid_out(made)

    assert len(laid.brief) == 2
    assert laid.chapters[0].code == "network"
    assert laid.chapters[0].opens is opens
