"""Opening files safely: plain CSV, a workbook, or a zip of either, as tables of text with line numbers.

Nothing is unpacked to disk and no CSV is held whole. Limits are several times the largest published file."""

import codecs
import contextlib
import csv
import hashlib
import io
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO

import openpyxl

from .problems import FormatProblem

MEGABYTE = 1024 * 1024
LARGEST_FILE = 400 * MEGABYTE
LARGEST_WORKBOOK = 150 * MEGABYTE
MOST_MEMBERS = 100
# Published CSV packs about 10 to 1, workbook XML up to 40 to 1; a bomb is a thousand to one.
MOST_PACKED = 150
PACKED_FROM = 5 * MEGABYTE
ZIP_MAGIC = b"PK\x03\x04"
BROKEN_ZIP = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError)
DATA_NAMES = (".csv", ".tsv", ".xlsx", ".xlsm", ".xls", ".zip")


@dataclass(frozen=True)
class Source:
    """One file, perhaps inside a zip. ``open`` gives a fresh binary stream each time."""

    name: str
    open: Callable[[], BinaryIO]

    @property
    def claims_data(self) -> bool:
        """Whether the name says that this is a table, so that not knowing it is worth a complaint."""
        return self.name.lower().endswith(DATA_NAMES)

    @contextlib.contextmanager
    def reading(self) -> Iterator[BinaryIO]:
        """The file as bytes. Raises FormatProblem where it, or the zip around it, is broken."""
        try:
            with self.open() as stream:
                yield stream
        except BROKEN_ZIP as problem:
            raise FormatProblem(self.name, "is a broken zip file; download it again.") from problem

    def sha256(self) -> str:
        with self.reading() as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()

    def starts_with(self, magic: bytes) -> bool:
        with self.reading() as stream:
            return stream.read(len(magic)) == magic


@dataclass(frozen=True)
class Table:
    """Rows of text: a CSV file or one sheet. ``rows`` gives ``(line number, cells)`` anew on each call."""

    name: str
    rows: Callable[[], Iterator[tuple[int, list[str]]]]
    source: Source


def sources(path: Path) -> Iterator[Source]:
    """The file itself, or what the zip at ``path`` holds. Raises FormatProblem for a bomb or a broken zip."""
    whole = Source(path.name, lambda: path.open("rb"))
    if path.stat().st_size > LARGEST_FILE:
        raise FormatProblem(path.name, "is larger than any published file.")
    if not whole.starts_with(ZIP_MAGIC):
        yield whole
        return
    with whole.reading() as stream, zipfile.ZipFile(stream) as archive:
        members = _safe_members(archive, path.name, LARGEST_FILE)
        workbook = is_workbook(archive)
    if workbook:
        yield whole
        return
    for member in members:
        yield Source(f"{path.name}: {member.filename}", _opener(path, member))


def _opener(path: Path, member: zipfile.ZipInfo) -> Callable[[], BinaryIO]:
    def opened():
        with zipfile.ZipFile(path) as archive:
            # The member keeps the archive's file open until it is closed itself.
            return open_member(archive, member)

    return opened


def is_workbook(archive: zipfile.ZipFile) -> bool:
    return "xl/workbook.xml" in archive.namelist()


def _safe_members(archive: zipfile.ZipFile, name: str, largest: int) -> list[zipfile.ZipInfo]:
    members = [m for m in archive.infolist() if not m.is_dir() and not m.filename.startswith("__MACOSX/")]
    if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > largest:
        raise FormatProblem(name, "would unpack to far more than any published file; it was not opened.")
    for member in members:
        if member.file_size > PACKED_FROM and member.file_size > MOST_PACKED * max(member.compress_size, 1):
            raise FormatProblem(
                name, f"{member.filename} is packed more tightly than real data can be; it was not opened."
            )
        if member.flag_bits & 1:
            raise FormatProblem(name, f"{member.filename} is protected by a password.")
    return members


def open_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> BinaryIO:
    """Raises BadZipFile also for a ``member`` that begins before the archive, which zipfile calls a ValueError."""
    try:
        return archive.open(member)
    except ValueError as problem:
        raise zipfile.BadZipFile(f"{member.filename} is not in the archive") from problem


def tables(source: Source) -> Iterator[Table]:
    """The tables in ``source``: one for CSV, one a visible sheet for a workbook."""
    if source.starts_with(ZIP_MAGIC):
        yield from _sheets(source)
    else:
        yield Table(source.name, lambda: csv_rows(source), source)


# --- CSV ------------------------------------------------------------------------


def csv_rows(source: Source) -> Iterator[tuple[int, list[str]]]:
    """Rows of a UTF-8 CSV file with or without byte order mark; wholly empty lines are left out."""
    with source.reading() as stream:
        reader = csv.reader(_lines(source, stream), strict=True)
        line = 1
        try:
            for cells in reader:
                if any(cells):
                    yield line, cells
                line = reader.line_num + 1
        except csv.Error as problem:
            raise FormatProblem(
                source.name, f"the quotation marks don't match up ({problem}).", line=line
            ) from problem


def _lines(source: Source, stream: BinaryIO) -> Iterator[str]:
    # readline with a limit: a file without line ends must not become one huge string.
    for number, raw in enumerate(iter(lambda: stream.readline(MEGABYTE), b""), start=1):
        if number == 1:
            if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
                raise FormatProblem(source.name, "is in UTF-16; save it as CSV UTF-8.", line=1)
            raw = raw.removeprefix(codecs.BOM_UTF8)
        if len(raw) == MEGABYTE or b"\0" in raw:
            raise FormatProblem(source.name, "is not a text file.", line=number)
        try:
            yield raw.decode()
        except UnicodeDecodeError as problem:
            before = raw[: problem.start].decode()
            raise FormatProblem(
                source.name,
                f"byte {raw[problem.start]:#04x} after {before[-20:]!r} is not UTF-8; save it as CSV UTF-8.",
                line=number,
                column=_column_at(before),
            ) from problem


def _column_at(before: str) -> str:
    """The number of the column in which ``before``, the beginning of a line, ends."""
    return str(len(next(csv.reader([before.rstrip("\r\n")]), [])) or 1)


# --- Workbooks --------------------------------------------------------------------


def _sheets(source: Source) -> Iterator[Table]:
    with source.reading() as stream:
        data = io.BytesIO(stream.read(LARGEST_WORKBOOK + 1))
        if data.getbuffer().nbytes > LARGEST_WORKBOOK:
            raise FormatProblem(source.name, "is larger than any published workbook.")
        with zipfile.ZipFile(data) as archive:
            if not is_workbook(archive):
                raise FormatProblem(source.name, "is a zip inside a zip; unpack it first.")
            for member in _safe_members(archive, source.name, LARGEST_WORKBOOK):
                _refuse_entities(archive, member, source.name)
    with warnings.catch_warnings():
        # openpyxl warns of styles and validations it leaves out; only values are read here.
        warnings.simplefilter("ignore")
        try:
            book = openpyxl.load_workbook(data, read_only=True, data_only=True)
            sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        except Exception as problem:  # whatever its parsers meet in a broken file
            raise FormatProblem(source.name, "can't be opened as a workbook; download it again.") from problem
        for sheet in sheets:
            yield Table(f"{source.name}, sheet {sheet.title}", _sheet_rows(source, sheet), source)
        book.close()


def _refuse_entities(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> None:
    """Workbooks have no document type; one that has may hide entities that grow without end."""
    if not member.filename.endswith((".xml", ".rels")):
        return
    with open_member(archive, member) as stream:
        if b"<!DOCTYPE" in stream.read(4096):
            raise FormatProblem(
                name, f"{member.filename} defines entities, which no published workbook does."
            )


def _sheet_rows(source: Source, sheet) -> Callable[[], Iterator[tuple[int, list[str]]]]:
    def rows():
        # The stated size of a sheet is often wrong and would cut rows off.
        sheet.reset_dimensions()
        width = 0
        values = sheet.iter_rows(values_only=True)
        line = 0
        while True:
            try:
                row = next(values, None)
            except Exception as problem:  # as in `_sheets`
                raise FormatProblem(source.name, "can't be read on from here.", line=line + 1) from problem
            if row is None:
                return
            line += 1
            cells = [_as_text(value) for value in row]
            if not any(cells):
                continue
            while not width and cells[-1] == "":
                cells.pop()
            width = width or len(cells)
            # Empty cells at the end are often not stored at all: that is no truncated row.
            while len(cells) > width and cells[-1] == "":
                cells.pop()
            yield line, cells + [""] * (width - len(cells))

    return rows


def _as_text(value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime | date):
        return value.strftime("%Y%m%d")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
