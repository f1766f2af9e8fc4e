"""HTML to tagged PDF."""

import contextlib
import gc
import logging
import re
from dataclasses import dataclass

import pydyf
import weasyprint
from weasyprint.formatting_structure.boxes import TextBox
from weasyprint.urls import FatalURLFetchingError

from .assets import REPORT, SCHEME, PortalAssets

logger = logging.getLogger(__name__)

VARIANT = "pdf/ua-1"
# As `core.chart_html` writes it; every text in it is escaped.
_DRAWING = re.compile(r'<svg class="portal-drawing".*?<title>(.*?)</title>.*?</svg>', re.DOTALL)
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


def render(html: str, *, stylesheet: str = REPORT, assets: PortalAssets | None = None) -> Pdf:
    """Lay out ``html`` (a whole page with ``lang`` and ``title``) as a PDF/UA document.

    ``stylesheet`` is one of those in `assets`. The same page makes the same file: it has no identifier of its own, for
    which everything would be written twice. Text comes escaped from templates; an address that slipped through is not
    fetched. Raises DocumentFailed where the front end has not been built."""
    with garbage_at_the_end():
        return _rendered(html, stylesheet, assets or PortalAssets())


@contextlib.contextmanager
def garbage_at_the_end():
    """Look for garbage once, after the pages and among what was made for them alone. Python would look a dozen times
    while they are laid out, at all that a process holds, and find nothing: a fifth of the time a report takes."""
    gc.freeze()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.collect()
        gc.unfreeze()


def _rendered(html: str, stylesheet: str, assets: PortalAssets) -> Pdf:
    html = _drawings_apart(_TURNS.sub("", html), assets.drawings)
    try:
        document = weasyprint.HTML(string=html, url_fetcher=assets, base_url="portal:").render(
            stylesheets=[stylesheet], pdf_variant=VARIANT
        )
        _say_pages(document)
        content = document.write_pdf(pdf_variant=VARIANT, finisher=_finish)
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
    """Write into each element with ``data-page-of`` the number of the page where that address is. CSS has
    `target-counter` for it, which has every page that names a later one laid out anew; here nothing moves: the element
    holds room for two digits and stands last in its line."""
    pages = list(enumerate(document.pages, 1))
    number_of = {name: number for number, page in reversed(pages) for name in page.anchors}
    for page in document.pages:
        for box in page._page_box.descendants():
            name = box.element.get("data-page-of") if box.element is not None else None
            if name and isinstance(box, TextBox):
                if name not in number_of:
                    logger.error("A document refers to an address that it doesn't have: %s", name)
                box.text = box.pango_layout.text = str(number_of.get(name, "–"))


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
    (whole,) = (one for one in parts.values() if one["S"] == "/Document")
    areas = {reference for reference in whole["K"] if parts[reference]["S"] == "/NonStruct"}
    notes = [one for one in parts.values() if one["S"] == "/Span" and one["P"] in areas]
    for number, note in enumerate(notes, 1):
        note["S"], note["ID"] = "/Note", pydyf.String(f"note-{number}")
