"""An agenda as a Word file."""

from io import BytesIO

from docx import Document

from apps.core.moments import clock, moment

from .agenda_queries import Agenda
from .models import Meeting

TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def agenda_word(meeting: Meeting, agenda: Agenda) -> bytes:
    document = Document()
    document.core_properties.title = _plain(meeting.title)
    document.core_properties.author = _plain(meeting.network.name)
    document.add_heading(_plain(f"Agenda of {meeting.title}"), 0)
    where = ", ".join(filter(None, [moment(meeting.starts_at), meeting.place]))
    document.add_paragraph(_plain(f"{meeting.network.name} · {where}"))
    leads = [("Chair", meeting.chair), ("Notes", meeting.note_taker)]
    if said := " · ".join(f"{word}: {one.name}" for word, one in leads if one):
        document.add_paragraph(_plain(said))
    for line in agenda.lines:
        item = line.item
        document.add_heading(_plain(f"{line.number}. {item.title}"), 1)
        said = [clock(line.at), f"{item.minutes} minutes", item.get_purpose_display()]
        said += [str(item.lead)] if item.lead else []
        said += ["Confidential"] if item.confidential else []
        document.add_paragraph(_plain(" · ".join(said)))
        for text in filter(None, [item.plain, item.detail]):
            document.add_paragraph(_plain(text))
        for paper in item.papers.all():
            document.add_paragraph(_plain(paper.title), style="List Bullet")
    made = BytesIO()
    document.save(made)
    return made.getvalue()


def _plain(text: str) -> str:
    """Without the control characters that XML has no place for."""
    return "".join(sign for sign in text if sign in "\n\t" or sign >= " ")
