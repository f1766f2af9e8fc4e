"""Minutes as PDF and as Word: for one kind of reader, made of what the page says."""

from dataclasses import dataclass
from io import BytesIO

import docx
from django.template.loader import render_to_string

from apps.core.moments import day
from apps.documents.pdf import Pdf, render

from . import minutes_content
from .models import Minutes

PDF = "application/pdf"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True)
class Addition:
    """An addendum as files say it."""

    title: str
    text: str


def standing(minutes: Minutes) -> str:
    if not minutes.is_locked:
        return "Draft: not approved yet"
    short = ", without enough votes to decide" if minutes.approved_quorate is False else ""
    return f"Approved on {day(minutes.approved_at)}{short}. Fingerprint {minutes.sha256[:16]}"


def additions(minutes: Minutes, *, confidential: bool) -> list[Addition]:
    found = minutes.addenda.select_related("by", "item")
    if not confidential:
        found = found.exclude(item__confidential=True)
    return [
        Addition(
            f"Addendum of {day(one.created_at)}" + (f" about “{one.item.title}”" if one.item else ""),
            one.text,
        )
        for one in found
    ]


def as_pdf(minutes: Minutes, *, confidential: bool) -> Pdf:
    """Raises DocumentFailed (see documents.pdf)."""
    context = {
        "content": minutes_content.of(minutes, confidential=confidential),
        "standing": standing(minutes),
        "additions": additions(minutes, confidential=confidential),
        "network": minutes.meeting.network,
    }
    html = render_to_string("meetings/document/minutes.html", context)
    return render(html)


def as_word(minutes: Minutes, *, confidential: bool) -> bytes:
    content = minutes_content.of(minutes, confidential=confidential)
    document = docx.Document()
    document.core_properties.title = f"Minutes of {content['title']}"
    document.core_properties.author = content["network"]
    document.core_properties.language = "en-GB"
    document.add_heading(f"Minutes of {content['title']}", 0)
    document.add_paragraph(f"{content['network']} · {content['held']}")
    document.add_paragraph(standing(minutes)).runs[0].italic = True
    for one in additions(minutes, confidential=confidential):
        document.add_heading(one.title, 2)
        _text(document, one.text)
    for label, words in facts(content):
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{label}: ").bold = True
        paragraph.add_run(words)
    _text(document, content["start"])
    for item in content["items"]:
        document.add_heading(item["heading"] + (" (confidential)" if item["confidential"] else ""), 1)
        for line in lines(item):
            _text(document, line)
    kept = BytesIO()
    document.save(kept)
    return kept.getvalue()


def _text(document, text: str) -> None:
    for part in text.split("\n"):
        if part.strip():
            document.add_paragraph(_plain(part))


def _plain(text: str) -> str:
    """Without the control characters that XML does not know."""
    return "".join(one for one in text if one >= " " or one == "\t")


def facts(content: dict) -> list[tuple[str, str]]:
    """Who was there, in rows: label and words."""
    came = content["attendance"]

    def named(rows):
        return ", ".join(one["name"] for one in rows)

    rows = [
        ("Chair", content["chair"]),
        ("Notes", content["note_taker"]),
        ("Present", named(came["present"])),
        ("Apologies", named(came["apologies"])),
        ("Absent", named(came["absent"])),
        ("Quorum", content["quorum"]),
    ]
    return [(label, _plain(words)) for label, words in rows if words]


def lines(item: dict) -> list[str]:
    """What a file says about an item, a line or more each."""
    found = [
        f"{one['name']} declared an interest ({one['interest']}) and "
        f"{'stepped out' if one['stepped_out'] else 'stayed'}."
        for one in item["interests"]
    ]
    found.append(item["text"])
    for one in item["decisions"]:
        short = "; not enough votes were there to decide" if one["quorate"] is False else ""
        found.append(f"Decision {one['number']}. {one['text']} ({one['how']}{short})")
    for one in item["actions"]:
        due = f", by {one['due']}" if one["due"] else ""
        found.append(f"Action {one['number']}. {one['text']} ({one['owner']}{due})")
    return found
