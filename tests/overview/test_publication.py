"""The whole publication: what a reader, a screen reader and a printer get, also of hostile words."""

import hashlib
import io
import re
from datetime import date

import pikepdf
import pytest
import weasyprint
from pypdf import PdfReader

from apps.documents import assets
from apps.documents.pdf import VARIANT
from apps.overview import document, queries, snapshot
from apps.reports.years import Year
from tests import factories
from tests.reports.test_document import HOSTILE
from tests.reports.test_publication import CONTENT, HEADINGS, MM, bottoms, elements, walk

from .making import YEAR_END, area_of

ASKED = date(2025, 9, 1)


def frozen(icb, count=14, **options) -> dict:
    """Of an area with ``count`` reports and asks in every state."""
    reports = area_of(icb, count, **options)
    words = options.get("text", "The data team sends the figures by practice each month since June.")
    for number, state in enumerate(("sent", "replied", "settled", "replied", "settled", "sent")):
        network = reports[number].network
        shown = ("named", "unnamed", "")[number % 3]
        fields = {"shown": shown, "what": f"{words} {number}"[:300], "sent_on": ASKED}
        if state != "sent":
            fields |= {"reply_words": words * 3, "outcome": words}
        ask = factories.ask_of(network, state=state, **fields)
        ask.supports.create(network=reports[-1].network, since=ASKED)
    for number in range(3):
        factories.network_in(icb, name=f"Without {number}")
    year = Year(YEAR_END)
    return snapshot.build(icb, queries.gathered(icb, year, queries.released(icb)))


@pytest.fixture
def content(icb):
    return frozen(icb)


def laid(content):
    fetcher = assets.PortalAssets()
    html = weasyprint.HTML(string=document.html(content), url_fetcher=fetcher, base_url="portal:")
    return html.render(stylesheets=[assets.REPORT], pdf_variant=VARIANT).pages


def texts_of(made) -> list[str]:
    reader = PdfReader(io.BytesIO(made.content))
    return [re.sub(r"\s+", " ", page.extract_text()) for page in reader.pages]


def test_publication_tells_findings_spread_themes_asks_and_how_it_was_made(content, icb):
    made = document.typeset(content)
    texts = texts_of(made)
    assert icb.name in texts[0]
    assert "One year on in this area" in texts[0]
    assert "April 2025 to March 2026" in texts[0]
    for words in ("In brief", "Contents", "14 of 17", "networks released a report", "Nothing here is a rank"):
        assert words in texts[1], words
    said = " ".join(texts)
    for title in (
        "How far networks have come", "What people say about their networks", "What networks asked of the area",
        "What the reports ask", "Which networks are in it", "How this overview was made", "Reading these figures",
        "Data tables", "Without 2", "Network 13", "It was put together on",
    ):  # fmt: skip
        assert title in said, title
    assert document.digest(content)[:12] in said


def test_contents_and_bookmarks_lead_to_every_chapter(content):
    made = document.typeset(content)
    reader, texts = PdfReader(io.BytesIO(made.content)), texts_of(made)

    def names(outline):
        return [n for item in outline for n in (names(item) if isinstance(item, list) else [item.title])]

    titles = [one["title"] for one in content["chapters"]]
    assert [name for name in names(reader.outline) if name in titles] == titles
    for title in [*titles, "How this overview was made", "Data tables"]:
        number = int(re.search(rf"{re.escape(title)} (\d+)", texts[1]).group(1))
        assert title in texts[number - 1]
    page = document.html(content)
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(re.findall(r'id="([^"]+)"', page))


def test_tags_language_alternatives_and_paper(content):
    made = document.typeset(content)
    found = elements(made.content)
    kinds = [one.kind for one in found]
    assert {"/H1", "/H2", "/H3", "/L", "/LI", "/Table", "/THead", "/TH", "/TD", "/Caption", "/Figure"} <= set(
        kinds
    )
    assert kinds.count("/H1") == 1
    assert all(one.has_scope for one in found if one.kind == "/TH")
    alternatives = [one.words for one in found if one.kind == "/Figure"]
    assert len(alternatives) > 12
    assert all(alternatives)
    with pikepdf.open(io.BytesIO(made.content)) as opened:
        assert str(opened.Root.Lang) == "en-GB"
        assert opened.Root.MarkInfo.Marked
        assert opened.Root.ViewerPreferences.DisplayDocTitle
        assert b"pdfuaid" in opened.Root.Metadata.read_bytes()
        assert all(page.get("/Tabs") == "/S" for page in opened.pages)
        for page in opened.pages:
            assert [round(float(side) / 72 * 25.4) for side in page.MediaBox[2:]] == [210, 297]
    assert PdfReader(io.BytesIO(made.content)).metadata.title.startswith("One year on in this area")


def test_same_snapshot_makes_the_same_pages(content):
    pages = [hashlib.sha256(document.typeset(content).content).digest() for _ in range(2)]
    assert pages[0] == pages[1]


@pytest.mark.parametrize(
    "options",
    [{}, {"count": 8, "counting": False}, {"count": 45, "name": "A primary care network with a name"}],
)
def test_no_heading_at_the_foot_of_a_page_and_nothing_over_the_margin(icb, options):
    pages = laid(frozen(icb, **options))[1:]
    for number, page in enumerate(pages, 2):
        last = max(bottoms(page, CONTENT), default=0)
        assert all(heading < last for heading in bottoms(page, HEADINGS)), f"stranded on page {number}"
        if number <= len(pages):
            assert last > 26 + 50, f"page {number} ends after {last:.0f} mm"
        for child in page._page_box.children:
            if type(child).__name__ == "BlockBox":
                for box in walk(child):
                    if getattr(box, "element_tag", None) in CONTENT:
                        assert box.position_x + box.width <= 191 * MM


def test_no_network_stands_beside_a_figure(content):
    for chapter in content["chapters"]:
        if chapter["code"] in ("steps", "themes", "lines"):
            assert not re.search(r"Network \d", str(chapter["parts"]))


def test_hostile_words_are_printed_as_words_and_fetch_nothing(icb, monkeypatch):
    type(icb).objects.update(name=HOSTILE[:160])
    icb.refresh_from_db()
    fetchers = []
    plain = assets.PortalAssets
    monkeypatch.setattr("apps.documents.pdf.PortalAssets", lambda: fetchers.append(plain()) or fetchers[-1])
    made = document.typeset(frozen(icb, 8, name=HOSTILE[:150], text=HOSTILE))
    assert fetchers[0].refused == []
    assert "<img src=file:///etc/passwd>" in " ".join(texts_of(made))
