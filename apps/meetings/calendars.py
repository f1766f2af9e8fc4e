"""Meetings as iCalendar (RFC 5545, RFC 5546): what calendars of all makers read. Nothing of an agenda is in it.

A meeting keeps its ``UID``; each version that anybody was sent has a higher ``SEQUENCE``, its cancellation too. Times
are London's wall clock with the rules of its zone, so that no calendar moves a meeting when clocks change."""

from collections.abc import Iterable
from email.utils import parseaddr

import icalendar
from django.conf import settings
from django.utils import timezone

from apps.core.moments import LONDON

from .models import Meeting

# The rule since 1996. A list of all changes, as libraries make it, is long and some calendars misread it.
ZONE = """BEGIN:VTIMEZONE
TZID:Europe/London
BEGIN:STANDARD
DTSTART:19961027T020000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:GMT
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:19960331T010000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:BST
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
END:DAYLIGHT
END:VTIMEZONE
""".replace("\n", "\r\n")
REQUEST, CANCEL, PUBLISH = "REQUEST", "CANCEL", "PUBLISH"


def calendar_of(meetings: Iterable[Meeting], *, method: str = PUBLISH, to=None, sequence=None) -> bytes:
    """``meetings``, each with its network. ``to`` is the one person an invitation or cancellation is for: it names
    nobody else's address; ``sequence`` the version it is, where that is not the meeting's."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//PCN portal//Meetings//EN")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add_component(icalendar.Timezone.from_ical(ZONE))
    for meeting in meetings:
        calendar.add_component(_event(meeting, method=method, to=to, sequence=sequence))
    return calendar.to_ical()


def _event(meeting: Meeting, *, method, to, sequence) -> icalendar.Event:
    event = icalendar.Event()
    event.add("uid", f"{meeting.uid}@{_host()}")
    event.add("sequence", meeting.sequence if sequence is None else sequence)
    event.add("dtstamp", timezone.now())
    event.add("dtstart", meeting.starts_at.astimezone(LONDON))
    event.add("dtend", meeting.ends_at.astimezone(LONDON))
    event.add("summary", f"{meeting.title}, {meeting.network.name}")
    if where := ", ".join(filter(None, (meeting.place, meeting.online))):
        event.add("location", where)
    event.add("url", settings.PORTAL_URL + meeting.get_absolute_url())
    event.add("organizer", _organiser(meeting))
    gone = method == CANCEL or meeting.is_cancelled
    event.add("status", "CANCELLED" if gone else "CONFIRMED")
    if gone and meeting.why_cancelled:
        event.add("description", meeting.why_cancelled)
    elif meeting.online:
        event.add("description", f"Online: {meeting.online}")
    if to is not None:
        event.add("attendee", _attendee(to), encode=False)
    return event


def _host() -> str:
    return settings.PORTAL_URL.split("//", 1)[-1].split("/")[0].split(":")[0]


def _organiser(meeting: Meeting) -> icalendar.vCalAddress:
    """The portal itself: most calendars want whoever sent the mail."""
    organiser = icalendar.vCalAddress(f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}")
    organiser.params["cn"] = meeting.network.name
    return organiser


def _attendee(person) -> icalendar.vCalAddress:
    attendee = icalendar.vCalAddress(f"mailto:{person.email}")
    attendee.params["cn"] = person.name
    attendee.params["role"] = "REQ-PARTICIPANT"
    attendee.params["partstat"] = "NEEDS-ACTION"
    # The portal keeps no answers, so nobody's calendar is to send one.
    attendee.params["rsvp"] = "FALSE"
    return attendee
