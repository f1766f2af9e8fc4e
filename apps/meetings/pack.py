"""A meeting's pack as one PDF: the agenda's pages, then the papers in its order, with bookmarks."""

import gc
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from pypdf import PdfReader, PdfWriter

from apps.core import files
from apps.core.moments import day, moment
from apps.documents.pdf import render

from .agenda_queries import Agenda, agenda_of
from .models import Meeting, PaperVersion
from .paper_files import DAMAGE, ENDINGS, PDF

SECONDS = 60
# Of all papers together; those beyond it are listed. A worker holds them twice, in less than 300 MB (`bin/bench pack`).
MOST_BYTES = 55 * 1024 * 1024


@dataclass(frozen=True)
class Pack:
    """``left_out``: names of papers that could not go in."""

    content: bytes
    pages: int
    left_out: tuple[str, ...]


def put_together(meeting: Meeting, confidential: bool, say: Callable[[str], None]) -> Pack:
    """Raises DocumentFailed (see documents.pdf) where the agenda's pages can't be laid out."""
    agenda = agenda_of(meeting, confidential)
    with tempfile.TemporaryDirectory() as folder:
        papers, left_out, size = [], [], 0
        for line in agenda.lines:
            for paper in line.item.papers.all():
                say(f"Reading “{paper.title}”")
                content = _as_pdf(paper.versions.all()[0])
                if content is None or size + len(content) > MOST_BYTES:
                    left_out.append(paper.title)
                else:
                    # On disk until its turn comes: all of them at once fill a small worker's memory.
                    size += len(content)
                    papers.append((line.number, paper.title, Path(folder) / f"{len(papers)}.pdf"))
                    papers[-1][-1].write_bytes(content)
        say("Laying out the agenda")
        front = typeset(meeting, agenda, confidential=confidential, left_out=left_out)
        say("Putting the papers behind it")
        return _merge(meeting, front, papers, left_out, Path(folder) / "pack.pdf")


def typeset(meeting: Meeting, agenda: Agenda, *, confidential: bool, left_out) -> bytes:
    context = {
        "meeting": meeting,
        "network": meeting.network,
        "agenda": agenda,
        "confidential": confidential and any(line.item.confidential for line in agenda.lines),
        "left_out": left_out,
        "agenda_url": settings.PORTAL_URL
        + reverse("meetings:agenda", args=[meeting.network.code, meeting.pk]),
        "when": moment(meeting.starts_at),
        "day": day(meeting.starts_at),
    }
    html = render_to_string("meetings/document/agenda.html", context)
    return render(html).content


def _merge(meeting: Meeting, front: bytes, papers, left_out, made: Path) -> Pack:
    with PdfWriter() as writer:
        writer.append(BytesIO(front), import_outline=False)
        writer.add_outline_item(title="Agenda", page_number=0)
        for number, title, path in papers:
            begins = len(writer.pages)
            try:
                with path.open("rb") as paper:
                    writer.append(paper, import_outline=False)
            except DAMAGE:
                left_out.append(title)
            else:
                writer.add_outline_item(title=f"{number}. {title}", page_number=begins)
            gc.collect()  # readers point at themselves: each would stay with its whole file
        writer.add_metadata({"/Title": f"{meeting.title}, {day(meeting.starts_at)}"})
        writer.write(made)
        pages = len(writer.pages)
    del writer
    gc.collect()  # the writer too, with everything that was just written
    return Pack(made.read_bytes(), pages, tuple(left_out))


def _as_pdf(version: PaperVersion) -> bytes | None:
    """None where it can't be one: LibreOffice is not installed, or can't read it."""
    with files.open_stored(version.file) as stored:
        content = stored.read()
    if version.file.content_type == PDF:
        return content
    return convert(content, ENDINGS[version.file.content_type])


def convert(content: bytes, ending: str) -> bytes | None:
    """An office file as PDF, by LibreOffice in a folder and with a profile of its own; None where it fails."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        paper = Path(folder) / f"paper.{ending}"
        paper.write_bytes(content)
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", folder, str(paper)]
        try:
            subprocess.run(command, timeout=SECONDS, check=True, capture_output=True, cwd=folder)  # noqa: S603
            made = paper.with_suffix(".pdf").read_bytes()
            return made if len(PdfReader(BytesIO(made)).pages) else None
        except (subprocess.SubprocessError, *DAMAGE):
            return None
