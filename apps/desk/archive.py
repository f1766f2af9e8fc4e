"""What an area takes home of a batch in one file, written as it is sent: a ZIP of any size takes the memory of one
report."""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence

from django.template.loader import render_to_string
from django.utils import timezone

from apps.core import files
from apps.core.exports import guarded
from apps.core.moments import day
from apps.maturity.statements import matrix

from .batch_queries import Line
from .models import Batch

CHUNK = 64 * 1024
FIGURES = "key-figures.csv"
INDEX = "index.html"


class _Outlet(io.RawIOBase):
    """A file that can only be written to; `taken` empties it. ZIP needs no more, it tells sizes afterwards."""

    def __init__(self):
        self._parts: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data) -> int:
        self._parts.append(bytes(data))
        return len(data)

    def taken(self) -> bytes:
        parts, self._parts = self._parts, []
        return b"".join(parts)


def file_name(batch: Batch) -> str:
    return f"one-year-on-{batch.icb.code}-{batch.year_end:%Y-%m}-{timezone.localdate():%Y-%m-%d}.zip"


def name_in_archive(line: Line) -> str:
    """ "reports/Northern Vale PCN (U12345) to 2026-03.pdf", of letters that every system takes."""
    network, report = line.item.network, line.report
    name = " ".join(re.sub(r"[^\w’' .,&()-]", " ", network.name).split())[:80].strip(" .")
    version = f" version {report.version}" if report.version > 1 else ""
    return f"reports/{name} ({network.code}) to {report.year_end:%Y-%m}{version}.pdf"


def stream(batch: Batch, collected: Sequence[Line], others: Sequence[Line], finished) -> Iterator[bytes]:
    """The bytes of the archive: reports, then figures and the index, which say what could not be read.
    ``finished(lines)`` is called once all of it was taken, with those that are in it."""
    outlet = _Outlet()
    there, lost = [], []
    with zipfile.ZipFile(outlet, "w") as archive:
        for line in collected:
            try:
                # Only opening the file tells whether it is there; a PDF is packed already.
                with (
                    files.open_stored(line.report.file) as stored,
                    archive.open(zipfile.ZipInfo(name_in_archive(line), _stamp()), "w") as entry,
                ):
                    while piece := stored.read(CHUNK):
                        entry.write(piece)
                        yield outlet.taken()
            except FileNotFoundError:
                lost.append(line)
            else:
                there.append(line)
        _add(archive, FIGURES, key_figures_csv(there))
        _add(archive, INDEX, index(batch, there, others, lost))
        yield outlet.taken()
    yield outlet.taken()
    finished(there)


def _stamp() -> tuple[int, ...]:
    return timezone.localtime().timetuple()[:6]


def _add(archive: zipfile.ZipFile, name: str, text: str) -> None:
    entry = zipfile.ZipInfo(name, _stamp())
    entry.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(entry, text.encode())


def index(batch: Batch, there: Sequence[Line], others: Sequence[Line], lost: Sequence[Line]) -> str:
    """A page that needs nothing beside it but the reports."""
    context = {
        "batch": batch,
        "today": timezone.localdate(),
        "reports": [(line, name_in_archive(line)) for line in there],
        "others": others,
        "lost": lost,
        "fictional": any(line.item.network.is_fictional for line in there),
    }
    return render_to_string("desk/archive/index.html", context)


def key_figures_csv(lines: Iterable[Line]) -> str:
    """A line a network, by name: figures that its report says, none worked out from several."""
    rows = [_figures(line) for line in lines]
    # Components and themes as the reports have them, in their order: a report of an earlier version may have fewer.
    columns = list(dict.fromkeys(name for row in rows for name in row)) or ["Code", "Network"]
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([guarded(name) for name in columns])
    writer.writerows([guarded(row.get(name, "")) for name in columns] for row in rows)
    return "\ufeff" + out.getvalue()


def _figures(line: Line) -> dict[str, object]:
    network, report, figures = line.item.network, line.report, line.report.figures
    row = {
        "Code": network.code,
        "Network": network.name,
        "Place": line.item.place or "",
        "Year": report.year.title,
        "Version": report.version,
        "Released on": day(report.released_at),
        "Pages": report.pages,
        "Registered patients": _or_empty(figures.get("patients")),
        "Practices": _or_empty(figures.get("practices")),
        "Scorecard rounds": _or_empty(figures.get("rounds")),
        "Latest round": figures.get("turnout", ""),
    }
    for theme in figures.get("themes", ()):
        mean = theme["mean"]
        row[f"{theme['title']} (mean, 1 to 5)"] = "not shown" if mean is None else mean
    for one in figures.get("maturity", ()):
        row[f"{one['component']}: we say"] = matrix().step_name(one["said"])
        row[f"{one['component']}: we can show"] = matrix().step_name(one["shown"])
    return row | {"File": name_in_archive(line)}


def _or_empty(value):
    return "" if value is None else value
