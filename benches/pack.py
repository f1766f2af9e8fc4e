"""pack: a meeting's pack of 200 pages, agenda and papers, from asking to the kept file."""

import os
import resource
import time
from datetime import time as clock
from datetime import timedelta
from io import BytesIO

from django.utils import timezone
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject, NumberObject

from apps.jobs.worker import claim_next, perform
from apps.meetings import pack_actions, paper_actions, paper_files, planning
from apps.meetings.models import MadeFile
from pcnportal.local.places import LocalError

from . import portal
from .figures import Figure

PAPERS, PAGES = 20, 10
SECONDS, MEGABYTES = 20, 300
# As heavy as a page scanned at 150 dots an inch and kept as JPEG, half a megabyte.
WIDE, HIGH = 620, 877
LINES = 45


def figures():
    portal.fresh_database()
    network = portal.invented_network(practices=12)
    manager = portal.manager_of(network)
    portal.people_of(network, 45)
    meeting = met_about(network, manager)
    began = time.perf_counter()
    pack_actions.request_pack(meeting=meeting, by=manager)
    while job := claim_next("reports"):
        perform(job)
    took = time.perf_counter() - began
    made = MadeFile.objects.select_related("file", "job").get(meeting=meeting, confidential=True)
    if made.file is None or made.left_out:
        raise LocalError(f"The pack was not made whole: {made.job.error} {made.left_out}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    yield Figure("pack, asked to kept", took, "s", target=SECONDS)
    yield Figure("pack, peak memory of the process", peak, "MB", target=MEGABYTES)
    yield Figure("pack, pages", made.pages, "")
    yield Figure("pack, file", made.file.size / 1e6, "MB")


def met_about(network, manager):
    """A board in a week with papers to its items, half of their pages scanned."""
    meeting = planning.plan_meeting(
        network=network, by=manager, kind="board", on=timezone.localdate() + timedelta(days=7),
        at=clock(13), title="Board", length=90,
    )  # fmt: skip
    items = list(meeting.items.all())
    for number in range(PAPERS):
        content = paper(number)
        name = f"paper-{number}.pdf"
        paper_actions.add_paper(
            item=items[number % len(items)], by=manager, title=f"Paper {number}", name=name,
            content=content, kind=paper_files.examine(content),
        )  # fmt: skip
    return meeting


def paper(number: int) -> bytes:
    writer = PdfWriter()
    for page in range(PAGES):
        sheet = writer.add_blank_page(595, 842)
        drawn = writer._add_object(_scan() if page % 2 else DecodedStreamObject())
        fonts = {NameObject("/F"): _font()}
        resources = {NameObject("/Font"): DictionaryObject(fonts)}
        words = "".join(
            f"BT /F 10 Tf 50 {800 - 16 * line} Td (Paper {number}, page {page}, line {line}) Tj ET\n"
            for line in range(LINES)
        )
        if page % 2:
            resources[NameObject("/XObject")] = DictionaryObject({NameObject("/Scan"): drawn})
            words = "q 595 0 0 842 0 0 cm /Scan Do Q\n"
        stream = DecodedStreamObject()
        stream.set_data(words.encode())
        sheet[NameObject("/Resources")] = DictionaryObject(resources)
        sheet[NameObject("/Contents")] = writer._add_object(stream)
    written = BytesIO()
    writer.write(written)
    return written.getvalue()


def _font() -> DictionaryObject:
    names = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
    return DictionaryObject({NameObject(key): NameObject(value) for key, value in names.items()})


def _scan() -> DecodedStreamObject:
    image = DecodedStreamObject()
    image.set_data(os.urandom(WIDE * HIGH))
    fields = {"/Type": NameObject("/XObject"), "/Subtype": NameObject("/Image")}
    fields |= {"/Width": NumberObject(WIDE), "/Height": NumberObject(HIGH)}
    fields |= {"/ColorSpace": NameObject("/DeviceGray"), "/BitsPerComponent": NumberObject(8)}
    image.update({NameObject(key): value for key, value in fields.items()})
    return image
