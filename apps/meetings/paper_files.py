"""What a paper for a meeting may be, found from its content: never from its name."""

import logging
import zipfile
from dataclasses import dataclass
from io import BytesIO

from pypdf import PdfReader
from pypdf.errors import PyPdfError

MOST_BYTES = 20 * 1024 * 1024
MOST_PAGES = 500
PDF = "application/pdf"
_OFFICE = "application/vnd.openxmlformats-officedocument."
# By the folder that such a file holds.
_OPEN_XML = {
    "word/": (f"{_OFFICE}wordprocessingml.document", "docx"),
    "ppt/": (f"{_OFFICE}presentationml.presentation", "pptx"),
    "xl/": (f"{_OFFICE}spreadsheetml.sheet", "xlsx"),
}
_OPEN_DOCUMENT = {
    f"application/vnd.oasis.opendocument.{name}": ending
    for name, ending in (("text", "odt"), ("presentation", "odp"), ("spreadsheet", "ods"))
}
ENDINGS = {PDF: "pdf", **dict(_OPEN_XML.values()), **_OPEN_DOCUMENT}
# What a PDF that is damaged makes the reader raise.
DAMAGE = (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OSError)

# It tells of every flaw that it can read past; what it can't is raised.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


class BadPaper(ValueError):
    """It can't be a paper; the message says why and what to do, in words."""


@dataclass(frozen=True)
class Kind:
    """``pages`` of a PDF, else None."""

    content_type: str
    pages: int | None = None


def examine(content: bytes) -> Kind:
    """What ``content`` is. Raises BadPaper."""
    if not content:
        raise BadPaper("The file is empty")
    if len(content) > MOST_BYTES:
        raise BadPaper("The file must be smaller than 20 MB")
    if content.startswith(b"%PDF-"):
        return Kind(PDF, _pages(content))
    if content.startswith(b"PK\x03\x04"):
        return Kind(_office(content))
    raise BadPaper("The file must be a PDF, or a Word, PowerPoint, Excel or OpenDocument file")


def _pages(content: bytes) -> int:
    try:
        reader = PdfReader(BytesIO(content))
        if reader.is_encrypted:
            raise BadPaper("The PDF is protected by a password. Save it without one")
        pages = len(reader.pages)
        for page in reader.pages:
            page.mediabox  # noqa: B018 - read, so that a page that is not there is found here and not by the job
    except BadPaper:
        raise
    except DAMAGE as problem:
        raise BadPaper("The PDF is damaged. Save or print it to PDF again") from problem
    if not 1 <= pages <= MOST_PAGES:
        raise BadPaper(f"The PDF must have between 1 and {MOST_PAGES} pages")
    return pages


def _office(content: bytes) -> str:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = archive.namelist()
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 100:
                declared = archive.read("mimetype").decode("ascii", "replace")
                if declared in _OPEN_DOCUMENT:
                    return declared
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, RuntimeError) as problem:
        raise BadPaper("The file is damaged. Save it again") from problem
    if any(name.endswith("vbaProject.bin") for name in names):
        raise BadPaper("The file contains macros. Save it without them, or as a PDF")
    if "[Content_Types].xml" in names:
        for folder, (content_type, _) in _OPEN_XML.items():
            if any(name.startswith(folder) for name in names):
                return content_type
    raise BadPaper("The file must be a PDF, or a Word, PowerPoint, Excel or OpenDocument file")
