"""Mails about events: what was agreed, and to networks that a roundtable invited. Written and sent inside a job."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from apps.core.moments import moment
from apps.jobs.registry import JobFailed, handles
from apps.mail import sending
from apps.mail.sending import AddressRefused, MailUnavailable

from .models import GuestNetwork, SignUp


@handles("meetings.follow_up", attempts=12, words="The mail after the event could not be sent.")
def send_follow_up(claim):
    """``subject`` is a sign-up; nothing where it was removed meanwhile."""
    row = SignUp.objects.select_related("event__meeting__network").filter(pk=claim.subject).first()
    if row is None or not row.email:
        return
    meeting = row.event.meeting
    context = {"row": row, "event": row.event, "meeting": meeting, "network": meeting.network}
    _send(row.email, f"{meeting.title}: what was agreed", "follow_up", context)


@handles("meetings.invite_network", attempts=12, words="The invitation to a roundtable could not be sent.")
def send_invitation(claim):
    """``subject`` is an invited network and somebody who keeps its meetings; nothing where it was answered meanwhile,
    the roundtable has begun or was cancelled, or their access ended."""
    guest_id, user_id = claim.subject.split(":")
    waiting = GuestNetwork.objects.filter(pk=guest_id, accepted_at=None, declined_at=None)
    guest = waiting.select_related("network", "event__meeting__network").first()
    if guest is None or guest.network.is_read_only:
        return
    meeting = guest.event.meeting
    member = guest.network.memberships.current().filter(user=user_id).select_related("user").first()
    if member is None or not meeting.is_planned or meeting.starts_at <= timezone.now():
        return
    page = reverse("meetings:invitation", args=[guest.network.code, guest.pk])
    context = {
        "name": member.user.name,
        "network": guest.network,
        "meeting": meeting,
        "when": moment(meeting.starts_at),
        "about": guest.event.about,
        "url": settings.PORTAL_URL + page,
    }
    subject = f"{meeting.network.name} invites you to a roundtable"
    _send(member.user.email, subject, "invite_network", context)


def _send(to: str, subject: str, template: str, context: dict) -> None:
    text = render_to_string(f"meetings/mail/{template}.txt", context).strip() + "\n"
    try:
        sending.send(to=to, subject=subject, text=text)
    except AddressRefused as problem:
        raise JobFailed(str(problem), final=True) from problem
    except MailUnavailable as problem:
        raise JobFailed(str(problem)) from problem
