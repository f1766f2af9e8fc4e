import io
import re
import xml.etree.ElementTree as ET

import pikepdf
import pytest
from pypdf import PdfReader

from apps.documents import assets
from apps.reports import document, pattern

from .examples import PRACTICES, round_, snapshot

HOSTILE = "<img src=file:///etc/passwd><style>@import url(http://127.0.0.1:9/)</style>'\"&{{ 7|add:7 }}</svg>"


@pytest.fixture(scope="module")
def made():
    return document.typeset(snapshot())


@pytest.fixture(scope="module")
def reader(made):
    return PdfReader(io.BytesIO(made.content))


def text_of(pdf):
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf.content)).pages)


def flat(text):
    return re.sub(r"\s+", " ", text)


def tags_of(content):
    """Every structure element's kind, with the whole tree walked."""
    kinds, alternatives = [], []
    with pikepdf.open(io.BytesIO(content)) as opened:
        waiting = [opened.Root.StructTreeRoot]
        while waiting:
            node = waiting.pop()
            if not isinstance(node, pikepdf.Dictionary):
                continue
            if "/S" in node:
                kinds.append(str(node.S))
                if node.S == "/Figure":
                    alternatives.append(str(node.get("/Alt", "")))
            children = node.get("/K", [])
            waiting.extend(children if isinstance(children, pikepdf.Array) else [children])
    return kinds, alternatives


def test_tags_headings_tables_lists_and_figures_with_words(made):
    kinds, alternatives = tags_of(made.content)
    assert {
        "/H1",
        "/H2",
        "/H3",
        "/P",
        "/L",
        "/LI",
        "/Table",
        "/TR",
        "/TH",
        "/TD",
        "/Caption",
        "/Link",
    } <= set(kinds)
    assert kinds.count("/H1") == 1
    assert len(alternatives) > 30
    assert all(alternatives)


def test_title_language_and_page_labels(reader):
    assert reader.metadata.title == "One year on: Northern Vale PCN, April 2025 to March 2026"
    assert reader.trailer["/Root"]["/Lang"] == "en-GB"
    assert reader.page_labels == [str(n + 1) for n in range(len(reader.pages))]


def test_bookmarks_lead_through_the_chapters(reader):
    def names(outline):
        return [
            name for item in outline for name in (names(item) if isinstance(item, list) else [item.title])
        ]

    chapters = ["In brief", "The network and its practices", "The scorecard", "How this report was made"]
    found = [name for name in names(reader.outline) if name in chapters]
    assert found == chapters


def test_contents_name_the_pages_where_chapters_begin(reader):
    pages = [flat(page.extract_text()) for page in reader.pages]
    for chapter in ("How this report was made", "The scorecard", "Words we use", "Data tables"):
        named = int(re.search(rf"{chapter} (\d+)", pages[1]).group(1))
        assert chapter in pages[named - 1]


def test_every_page_after_the_cover_says_whose_report_it_is_and_how_far_it_is(reader):
    for number, page in enumerate(reader.pages[1:], start=2):
        text = flat(page.extract_text())
        assert "Northern Vale PCN" in text
        assert "One year on, April 2025 to March 2026" in text
        assert "Draft: the clinical director has not approved it yet" in text
        assert "Fictional: invented names and figures" in text
        assert re.search(rf"\b{number}\b", text)


def test_cover_says_network_year_area_state_and_that_it_is_invented(reader):
    text = flat(reader.pages[0].extract_text())
    for words in ("Northern Vale PCN", "April 2025 to March 2026", "Westmarch", "Draft:", "Fictional:"):
        assert words in text


def test_report_of_a_real_network_is_not_called_fictional():
    assert "ictional" not in document.html(snapshot(fictional=False))


def test_every_figure_has_its_table_and_its_finding_as_title():
    page = document.html(snapshot())
    figures = re.findall(r'id="figure-(\d+)"', page)
    assert figures == [str(n + 1) for n in range(7)]
    tables = re.findall(r'id="table-(\d+)"', page)
    assert tables == [str(n + 1) for n in range(len(tables))]
    of_figures = re.findall(r'Source: [^<]* <a href="#table-(\d+)"', page)
    assert sorted(of_figures, key=int) == tables[-len(figures) :]
    assert "Most people agree with all five statements on purpose" in page


def test_same_snapshot_renders_the_same_bytes(made):
    assert document.typeset(snapshot()).content == made.content


def test_digest_does_not_depend_on_the_order_of_keys():
    made = snapshot()
    assert document.digest(dict(reversed(made.items()))) == document.digest(made)
    assert document.digest({**made, "made_on": "2026-04-13"}) != document.digest(made)


def test_state_is_on_the_cover_and_in_every_foot():
    pdf = document.typeset(snapshot(), document.Standing("released", "Released to Westmarch on 1 May 2026"))
    for page in PdfReader(io.BytesIO(pdf.content)).pages:
        text = flat(page.extract_text())
        assert "Released to Westmarch on 1 May 2026" in text
        assert "Draft" not in text


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (
            {"rounds": [], "practice_rows": ()},
            "There is little to say about this year yet: no member practice is recorded on its last day",
        ),
        pytest.param({"rounds": []}, "No scorecard round closed in this year", marks=pytest.mark.full),
        ({"rounds": [], "practice_rows": [("Y1", "No list yet", None, None)]}, "one member practice"),
        (
            {"rounds": [], "practice_rows": [("Y1", "No list yet", None, None)]},
            "nothing has been published about the network’s practices, and no scorecard",
        ),
        pytest.param(
            {"practice_rows": PRACTICES[:1]},
            "One practice looks after 12,034 patients.",
            marks=pytest.mark.full,
        ),
        ({"practice_rows": PRACTICES * 5}, "30 practices together"),
        pytest.param(
            {"rounds": [round_("Autumn round", "2025-10", 17, 0, 3)]},
            "Solid parts are certain",
            marks=pytest.mark.full,
        ),
        pytest.param(
            {"rounds": [round_("Autumn round", "2025-10", 9, 0, 3)]},
            "Over two thirds agree",
            marks=pytest.mark.full,
        ),
        ({"rounds": [round_("Autumn round", "2025-10", 5, 0, 3)]}, "Too few people answered"),
        ({"name": "Llŷn, Łódź and Ørsted " * 7}, "Łódź"),
    ],
)
def test_other_networks_make_a_document_too(options, words):
    pdf = document.typeset(snapshot(**options))
    assert words in flat(text_of(pdf))
    assert 3 <= pdf.pages <= 12
    assert len(pdf.content) < 250_000


def test_hostile_text_is_shown_and_fetches_nothing(monkeypatch):
    fetchers = []
    plain = assets.PortalAssets
    monkeypatch.setattr("apps.documents.pdf.PortalAssets", lambda: fetchers.append(plain()) or fetchers[-1])
    hostile = [("Y1", HOSTILE, 4000, 20.0), ("Y2", "Plain", 3000, 10.0)]
    rounds = [round_(HOSTILE, "2025-10", 30, 0, 3)]
    pdf = document.typeset(snapshot(name=HOSTILE, practice_rows=hostile, rounds=rounds))
    assert fetchers[0].refused == []
    assert "<img src=file:///etc/passwd>" in flat(text_of(pdf))


def test_withheld_questions_are_drawn_without_any_number():
    page = document.html(snapshot(rounds=[round_("Autumn round", "2025-10", 30, 0, 3)]))
    assert "Not shown, to protect people." not in page
    few = snapshot(rounds=[round_("Autumn round", "2025-10", 30, 0, 3)])
    few["rounds"][0]["themes"][0]["questions"][0]["figure"] = {"detail": "withheld"}
    assert document.html(few).count("Not shown, to protect people.") == 3


def test_pattern_is_the_codes_own_and_well_formed():
    assert pattern.field("U99001") == pattern.field("U99001")
    assert pattern.field("U99001") != pattern.field("U99002")
    for _, path in pattern.field("U99003"):
        ET.fromstring(f'<path d="{path}"/>')
        assert re.fullmatch(r"[MLhvAaz\d. -]+", path)
