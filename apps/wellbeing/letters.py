"""“You said, we will”: the mail after a check-in, written and sent inside a job."""

from collections.abc import Callable

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from apps.accounts.models import User
from apps.core.moments import day
from apps.mail import sending

from .models import Response
from .outcomes import told_about


def tell(response_id: int, *, after: int, passed: Callable[[int], None]) -> None:
    """Mail a response to everybody who was invited, whether they answered or not, in the order of their ids from
    ``after`` on. An address that the server refuses is passed over. Raises MailUnavailable."""
    found = Response.objects.select_related("round__network", "round__series")
    response = found.filter(pk=response_id).first()
    if response is None:
        return
    sender = User.objects.filter(pk=response.sent_by_id).first()
    for person in told_about(response.round).filter(pk__gt=after).order_by("pk"):
        _send_if_taken(response, person, reply_to=sender.email if sender else "")
        passed(person.pk)


def _send_if_taken(response: Response, person, *, reply_to: str) -> None:
    subject = f"{response.round.network.name}: you said, we will"
    try:
        sending.send(
            to=person.email, subject=subject, text=text(response, name=person.name), reply_to=reply_to
        )
    except sending.AddressRefused:
        # An address that takes no mail shows on the page of links when a check-in invites it, and stops nobody else's.
        return


def text(response: Response, *, name: str = "") -> str:
    """The mail to ``name``; without one the words to pass on where nobody was invited by name."""
    context = {
        "name": name,
        "response": response,
        "round": response.round,
        "network": response.round.network,
        "by_when": day(response.by_when),
        "stored": settings.PORTAL_URL + reverse("surveys:stored", args=[response.round_id]),
    }
    return render_to_string("wellbeing/mail/response.txt", context).strip() + "\n"
