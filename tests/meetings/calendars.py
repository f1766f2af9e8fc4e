"""Calendars in mails as two independent libraries read them: what one reads, the other must too."""

import datetime as dt
from dataclasses import dataclass

import ical.calendar_stream
import vobject
from django.core import mail


@dataclass(frozen=True)
class Read:
    method: str
    uid: str
    sequence: int
    starts_at: dt.datetime
    ends_at: dt.datetime
    summary: str
    status: str
    to: str


def read(text: str) -> Read:
    """The only event in ``text``."""
    [event] = ical.calendar_stream.IcsCalendarStream.calendar_from_ics(text).events
    other = vobject.readOne(text)
    there = other.vevent
    to = there.attendee.value if hasattr(there, "attendee") else ""
    assert (event.uid, event.sequence, event.summary) == (
        there.uid.value,
        int(there.sequence.value),
        there.summary.value,
    )
    assert event.dtstart.timestamp() == there.dtstart.value.timestamp()
    return Read(
        other.method.value, event.uid, event.sequence, event.dtstart, event.dtend, event.summary,
        str(there.status.value), to.lower().removeprefix("mailto:"),
    )  # fmt: skip


def part_of(message) -> str:
    [part] = [one for one in message.message().walk() if one.get_content_type() == "text/calendar"]
    text = part.get_payload(decode=True).decode()
    assert f"METHOD:{part.get_param('method')}" in text
    return text


def sent() -> list[Read]:
    return [read(part_of(one)) for one in mail.outbox]
