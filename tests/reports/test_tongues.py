"""Words in other alphabets, from right to left and with signs that no typeface has."""

import io
import logging
import unicodedata

import pikepdf
import pytest
from pypdf import PdfReader

from apps.reports import document

from .full import full_snapshot

HEBREW, ARABIC = "שלום לכולם", "مرحبا بكم"


def made(words: str):
    pdf = document.typeset(full_snapshot(f"{words}. " * 3, name=f"{words} PCN"))
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(pdf.content)).pages]
    # Of typefaces with signs beyond the first 65,536 the reader puts a nought between letters.
    return pdf, unicodedata.normalize("NFC", "".join(pages).replace("\x00", ""))


def embedded(content: bytes) -> list[bool]:
    """Of every typeface in the file, whether its own outlines are in it."""
    with pikepdf.open(io.BytesIO(content)) as opened:
        found = [one for one in opened.objects if isinstance(one, pikepdf.Dictionary)]
        fonts = [one for one in found if one.get("/Type") == "/FontDescriptor"]
        return [any(name in one for name in ("/FontFile", "/FontFile2", "/FontFile3")) for one in fonts]


@pytest.fixture
def missing(caplog):
    """What WeasyPrint says of signs that it prints as empty boxes."""
    with caplog.at_level(logging.WARNING, logger="weasyprint"):
        yield lambda: [one.getMessage() for one in caplog.records if "notdef" in one.getMessage()]


@pytest.mark.parametrize("words", [f"Llŷn Ŵyr Łódź żółw Здоровье Υγεία {HEBREW}", ARABIC])
def test_every_letter_is_in_the_pages_in_a_typeface_that_is_embedded(words):
    pdf, text = made(words)
    # Arabic letters come back in one of their shapes, and in the order in which they stand.
    shapes = unicodedata.normalize("NFKC", text)
    assert not [letter for letter in words if letter not in shapes]
    fonts = embedded(pdf.content)
    assert fonts
    assert all(fonts)


def test_emoji_and_scripts_of_many_languages_are_printed(missing):
    words = "Before 😀 🎉 🧑‍⚕️ 🫶 after 健康 한국 नमस्ते বাংলা ਪੰਜਾਬੀ ગુજરાતી தமிழ் ไทย and b\u200bc, so"
    pdf, text = made(words)
    flat = " ".join(text.split())
    assert "Before 😀" in flat
    assert "after 健康" in flat
    assert "so PCN" in flat
    assert all(embedded(pdf.content))
    assert not missing()
    assert 10 <= pdf.pages <= 20
    assert len(pdf.content) < 600_000


def test_a_sign_of_no_typeface_leaves_the_words_around_it(missing):
    _, text = made("Before \ue123 after, so")
    assert missing()
    assert "so PCN" in " ".join(text.split())


def test_a_mark_that_turns_the_direction_turns_nothing():
    _, text = made("Abc\u202edef")
    assert "Abcdef PCN" in " ".join(text.split())


def test_title_of_the_file_is_what_the_network_is_called():
    pdf, _ = made(HEBREW)
    assert HEBREW in PdfReader(io.BytesIO(pdf.content)).metadata.title
