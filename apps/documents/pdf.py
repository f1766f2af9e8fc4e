"""HTML to tagged PDF."""

import re
from dataclasses import dataclass

import pydyf
import weasyprint
from weasyprint.formatting_structure.boxes import TextBox
from weasyprint.urls import FatalURLFetchingError

from .assets import REPORT, SCHEME, PortalAssets

VARIANT = "pdf/ua-1"
# As `core.chart_html` writes it; every text in it is escaped.
_DRAWING = re.compile(r'<svg class="portal-drawing".*?<title>(.*?)</title>.*?</svg>', re.DOTALL)
# What a style sheet's ``::after`` of a link ends with where the number of the page it leads to belongs.
_ROOM_FOR_PAGE = "00"
# Marks that turn the direction of whatever follows them in a line; words in Hebrew or Arabic stand right without.
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
# HTML lets these pass, XML does not.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class DocumentFailed(Exception):
    """The document can't be made; the message says why in words."""


@dataclass(frozen=True)
class Pdf:
    content: bytes
    pages: int


def render(
    html: str, *, identifier: bytes, stylesheet: str = REPORT, assets: PortalAssets | None = None
) -> Pdf:
    """Lay out ``html`` (a whole page with ``lang`` and ``title``) as a PDF/UA document.

    ``stylesheet`` is one of those in `assets`. ``identifier`` takes the place of a random one, so that the same page
    makes the same file. Text comes escaped from templates; an address that slipped through is not fetched. Raises
    DocumentFailed where the front end has not been built."""
    assets = assets or PortalAssets()
    html = _drawings_apart(_TURNS.sub("", html), assets.drawings)
    try:
        document = weasyprint.HTML(string=html, url_fetcher=assets, base_url="portal:").render(
            stylesheets=[stylesheet], pdf_variant=VARIANT
        )
        _say_pages(document)
        content = document.write_pdf(pdf_variant=VARIANT, pdf_identifier=identifier, finisher=_finish)
    except FatalURLFetchingError as problem:
        raise DocumentFailed(str(problem)) from problem
    return Pdf(content, len(document.pages))


def _drawings_apart(html: str, drawings: dict[str, bytes]) -> str:
    """The page with its small drawings as pictures, which go to ``drawings``: of each shape in the page itself,
    WeasyPrint works out the style and those of six parts that it doesn't have."""
    addresses: dict[bytes, str] = {}

    def picture(found: re.Match) -> str:
        content = _NOT_XML.sub("", found[0]).encode()
        address = addresses.setdefault(content, f"{SCHEME}drawing-{len(addresses)}.svg")
        drawings[address] = content
        return f'<img class="portal-drawing" src="{address}" alt="{found[1]}">'

    return _DRAWING.sub(picture, html)


def _say_pages(document: weasyprint.Document) -> None:
    """Write the numbers of pages into the room that links end with. CSS has `target-counter` for it, which has every
    page that names a later one laid out anew; here nothing moves, since nothing stands behind the room."""
    pages = list(enumerate(document.pages, 1))
    number_of = {f"#{name}": number for number, page in reversed(pages) for name in page.anchors}
    for page in document.pages:
        for box in page._page_box.descendants():
            if (
                isinstance(box, TextBox)
                and box.element_tag == "a::after"
                and box.text.endswith(_ROOM_FOR_PAGE)
            ):
                number = number_of[box.element.get("href")]
                box.text = f"{box.text.removesuffix(_ROOM_FOR_PAGE)}{number}"
                box.pango_layout.text = box.text


def _finish(_document, pdf: pydyf.PDF) -> None:
    _number_pages(pdf)
    parts = {
        one.reference: one
        for one in pdf.objects
        if isinstance(one, pydyf.Dictionary) and one.get("Type") == "/StructElem"
    }
    _scope_heads(parts)
    _name_footnotes(parts)


def _number_pages(pdf: pydyf.PDF) -> None:
    """Have viewers call pages what the pages themselves say: 1, 2, 3 …"""
    decimal = pydyf.Dictionary({"S": "/D", "St": 1})
    pdf.catalog["PageLabels"] = pydyf.Dictionary({"Nums": pydyf.Array([0, decimal])})


def _scope_heads(parts: dict) -> None:
    """Say of each head of a table whether it heads a column or a row; WeasyPrint only names them in the cells."""
    for one in parts.values():
        if one["S"] == "/TH":
            row = parts[one["P"]]
            one["A"]["Scope"] = "/Column" if parts[row["P"]]["S"] == "/THead" else "/Row"


def _name_footnotes(parts: dict) -> None:
    """Tag footnotes as such, each with an identifier of its own, as PDF/UA asks: WeasyPrint leaves them as spans in the
    page's footnote area, which stands directly below the document."""
    areas = {
        reference
        for reference, one in parts.items()
        if one["S"] == "/NonStruct" and parts.get(one["P"], {}).get("S") == "/Document"
    }
    notes = [one for one in parts.values() if one["S"] == "/Span" and one["P"] in areas]
    for number, note in enumerate(notes, 1):
        note["S"], note["ID"] = "/Note", pydyf.String(f"note-{number}")
