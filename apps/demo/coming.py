"""The next board of Northern Vale, planned: an agenda with papers, two of them to print and one to open, a pack made of
them, and what waits for another meeting. Made by the actions users use."""

from datetime import datetime, timedelta
from io import BytesIO

import docx
from django.utils.html import format_html, format_html_join

from apps.core.contributions import Reader
from apps.core.topics import topics
from apps.documents import pdf
from apps.jobs.worker import drain
from apps.meetings import agenda_actions, pack_actions, paper_actions
from apps.meetings.models import Risk
from apps.meetings.paper_files import examine
from apps.networks.models import Network

from .clock import at
from .held import READS
from .meetings import WRITES, next_board
from .personas import persona_user

# What became of the template's items: title, minutes, the plain line.
WRITTEN = {
    "How we are doing": ("How we are doing", 15, "What the check-in said, and what we do about breaks."),
    "Decisions for today": (
        "Saturday clinics: the turns for the new year", 25,
        "Which practice opens on which Saturday, so that nobody carries more than their share.",
    ),
    "Risks": ("Rooms for the pharmacist", 10, "Where patients meet her, and who tells them."),
}  # fmt: skip
# Title, purpose, minutes, the plain line. About the first risk of the register.
ABOUT_A_RISK = (
    "Who could stand in for the manager", "discuss", 15,
    "One person knows how the network’s money is claimed. What if she is away?",
)  # fmt: skip
PAPERS = {
    "Saturday clinics: the turns for the new year": (
        "Saturday turns, January to March",
        ("Each practice takes Saturdays in proportion to its registered patients. Nobody has two in a row.",
         "Swaps are agreed between two practices and written on this page by the Thursday before.",
         "The board is asked to agree the turns for three months and to look at them again in April."),
    ),
    "Rooms for the pharmacist": (
        "Where the pharmacist could see patients",
        ("Eleven rooms are free on two afternoons a week. Four have a sink, a computer and a chair with arms.",
         "The board is asked which two of the four to keep free from now on."),
    ),
}  # fmt: skip
PROPOSED = ("A page for patients about who works here", "discuss", 10, "Photos and what each of us does.")


def make_coming_board(now: datetime) -> None:
    """Call it once boards are planned and risks are kept."""
    network, manager = Network.objects.get(code=WRITES), persona_user("manager")
    board = next_board(network)
    with at(now - timedelta(days=6)):
        for item in board.items.filter(title__in=WRITTEN):
            _write(item, manager, *WRITTEN[item.title])
        title, purpose, minutes, plain = ABOUT_A_RISK
        last = agenda_actions.propose(
            network=network, by=manager, meeting=board, title=title, purpose=purpose, minutes=minutes, plain=plain,
            about=_risk(network),
        )  # fmt: skip
        agenda_actions.move(meeting=board, item=last, by=manager, places=-2)
    with at(now - timedelta(days=3)):
        title, purpose, minutes, plain = PROPOSED
        agenda_actions.propose(
            network=network,
            by=persona_user("board"),
            title=title,
            purpose=purpose,
            minutes=minutes,
            plain=plain,
        )
    with at(now - timedelta(days=1)):
        pack_actions.request_pack(meeting=board, by=manager)
        drain("reports")


def _write(item, by, title: str, minutes: int, plain: str) -> None:
    told = {name: getattr(item, name) for name in agenda_actions.FIELDS}
    told |= {"title": title, "minutes": minutes, "plain": plain}
    agenda_actions.change_item(item=item, by=by, version=item.version, **told)
    if title in PAPERS:
        _paper(item, by, *PAPERS[title])
    if title == "Rooms for the pharmacist":
        _form(item, by)


def _risk(network):
    risk = Risk.objects.filter(network=network).order_by("pk").first()
    return topics.one(Reader(network, READS), f"risk:{risk.pk}")


def _paper(item, by, title: str, paragraphs) -> None:
    lines = format_html_join("", "<p>{}</p>", ((text,) for text in paragraphs))
    page = format_html(
        '<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>{0}</title></head><body>'
        '<main><section class="minutes"><h1 class="minutes-title">{0}</h1>'
        '<p class="minutes-standing">Northern Vale PCN. Fictional, for the demo</p>{1}</section></main></body></html>',
        title, lines,
    )  # fmt: skip
    made = pdf.render(page).content
    _add(item, by, title, "paper.pdf", made)


def _form(item, by) -> None:
    """One as offices write them: where no converter is installed the pack lists it with a link."""
    document, kept = docx.Document(), BytesIO()
    document.add_heading("Booking a room", 0)
    document.add_paragraph("Which room, which afternoon, who opens up. Fictional, for the demo.")
    document.save(kept)
    _add(item, by, "Form to book a room", "booking.docx", kept.getvalue())


def _add(item, by, title: str, name: str, content: bytes) -> None:
    paper_actions.add_paper(item=item, by=by, title=title, name=name, content=content, kind=examine(content))
