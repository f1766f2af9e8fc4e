"""Everything in a folder that the portal can read."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from .containers import Source, sources, tables
from .layouts import recognise
from .problems import FormatProblem
from .readers import read
from .records import Edition


@dataclass
class Reading:
    """What a folder holds: editions in the order of their days, and (name, reason) of what was left out."""

    editions: list[Edition] = field(default_factory=list)
    left_out: list[tuple[str, str]] = field(default_factory=list)


def read_folder(folder: Path, today: date) -> Reading:
    """Read and check every file directly in ``folder``. ``today`` tells what in a register is still to come.

    A file that is no table by its name and not recognised either (a README) is left out; a table that nobody
    recognises raises FormatProblem, as does anything wrong in one that is."""
    reading = Reading()
    seen: dict[str, str] = {}
    for source in _files(folder):
        digest = source.sha256()
        if digest in seen:
            reading.left_out.append((source.name, f"the same file as {seen[digest]}"))
        else:
            seen[digest] = source.name
            _read_source(source, today, reading)
    if not reading.editions:
        raise FormatProblem(
            folder.name or str(folder), "there is no published file that the portal can read here."
        )
    reading.editions.sort(key=lambda edition: (edition.day, edition.kind, edition.name))
    return reading


def _files(folder: Path) -> Iterator[Source]:
    for path in sorted(folder.iterdir()):
        if path.is_file() and not path.name.startswith("."):
            yield from sources(path)


def _read_source(source: Source, today: date, reading: Reading) -> None:
    if not source.claims_data and _is_no_table(source):
        reading.left_out.append((source.name, "not a table"))
        return
    found, known = False, False
    for table in tables(source):
        recognised = recognise(table)
        if isinstance(recognised, str):
            reading.left_out.append((table.name, recognised))
            known = True
        elif recognised is not None:
            reading.editions.append(read(recognised, today))
            found = True
        else:
            reading.left_out.append((table.name, "not recognised"))
    if not (found or known) and source.claims_data:
        raise FormatProblem(source.name, "is none of the published files that the portal knows.", line=1)


def _is_no_table(source: Source) -> bool:
    """Whether something without a table's name is no readable table either: then it is nobody's mistake."""
    try:
        return all(recognise(table) is None for table in tables(source))
    except FormatProblem:
        return True
