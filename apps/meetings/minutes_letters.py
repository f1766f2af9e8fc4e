"""The mail that asks for comments on minutes: written and sent inside a job. It says nothing of what they say."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from apps.mail import sending
from apps.people.models import Person

from .models import Minutes


def ask_for_comments(*, minutes_id: int, person_id: int) -> None:
    """Nothing where they are out for comment no more, or the person has left.

    Raises AddressRefused, MailUnavailable."""
    minutes = Minutes.objects.select_related("meeting__network").filter(pk=minutes_id).first()
    if minutes is None or minutes.state != Minutes.State.CIRCULATED:
        return
    meeting, network = minutes.meeting, minutes.meeting.network
    person = Person.objects.active().filter(pk=person_id, network=network).exclude(email="").first()
    if person is None:
        return
    url = settings.PORTAL_URL + reverse("meetings:minutes", args=[network.code, meeting.pk])
    context = {"person": person, "network": network, "meeting": meeting, "minutes": minutes, "url": url}
    text = render_to_string("meetings/mail/minutes.txt", context).strip() + "\n"
    subject = f"{network.name}: minutes of {meeting.title}, for your comments"
    sending.send(to=person.email, subject=subject, text=text)
