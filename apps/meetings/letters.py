"""Mails about meetings: written and sent inside a job, with the meeting for people's calendars. None says anything of
an agenda, so that no mailbox gets to know what is confidential."""

from django.conf import settings
from django.template.loader import render_to_string

from apps.mail import sending
from apps.people.models import Person

from . import calendars
from .models import Invitee, Meeting


def invite(*, invitee_id: int, sequence: int) -> None:
    """Send the meeting as it is now; nothing where they have this version or a later one, or it is cancelled. Raises
    AddressRefused, MailUnavailable."""
    invitee = _invitee(invitee_id)
    if invitee is None or not invitee.meeting.is_planned:
        return
    meeting, sent = invitee.meeting, invitee.sent_sequence
    if sent is not None and sent >= sequence:
        return
    _send(
        meeting,
        invitee.person,
        "moved" if sent is not None else "invite",
        calendars.REQUEST,
        role=invitee.role,
    )
    Invitee.objects.filter(pk=invitee.pk).update(sent_sequence=meeting.sequence)


def uninvite(*, meeting_id: int, person_id: int, sequence: int) -> None:
    """Send the cancellation, of the meeting or of one person's part in it; nothing where they were asked again."""
    meeting = Meeting.objects.select_related("network").filter(pk=meeting_id).first()
    person = Person.objects.filter(pk=person_id).first()
    if meeting is None or person is None or not person.can_be_written_to:
        return
    if not meeting.is_cancelled and meeting.invitees.filter(person=person).exists():
        return
    _send(meeting, person, "cancelled", calendars.CANCEL, sequence=sequence)


def remind(*, invitee_id: int, stamp: int) -> None:
    """Remind them of a meeting that is still on at the time (``stamp``, seconds since 1970) it was then."""
    invitee = _invitee(invitee_id)
    if invitee is None or not invitee.meeting.is_planned:
        return
    if int(invitee.meeting.starts_at.timestamp()) == stamp:
        _send(invitee.meeting, invitee.person, "remind", role=invitee.role)


def _invitee(pk: int) -> Invitee | None:
    """Somebody who is still asked, here, and can be written to."""
    found = Invitee.objects.select_related("meeting__network", "meeting__chair", "person")
    invitee = found.filter(pk=pk).exclude(person=None).first()
    return invitee if invitee and invitee.person.can_be_written_to else None


SUBJECTS = {
    "invite": "Invitation: {}",
    "moved": "Changed: {}",
    "cancelled": "Cancelled: {}",
    "remind": "Reminder: {}",
}


def _send(
    meeting: Meeting, person: Person, what: str, method: str = "", *, role: str = "", sequence=None
) -> None:
    url = settings.PORTAL_URL + meeting.get_absolute_url()
    context = {"meeting": meeting, "person": person, "role": role, "url": url}
    text = render_to_string(f"meetings/mail/{what}.txt", context).strip() + "\n"
    subject = SUBJECTS[what].format(f"{meeting.title}, {meeting.network.name}")
    calendar = b""
    if method:
        calendar = calendars.calendar_of([meeting], method=method, to=person, sequence=sequence)
    sending.send(to=person.email, subject=subject, text=text, calendar=calendar.decode(), method=method)
