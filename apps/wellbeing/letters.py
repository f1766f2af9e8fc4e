"""“You said, we will”: the mail after a check-in, written and sent inside a job."""

from collections.abc import Callable

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from apps.accounts.models import User
from apps.core.moments import day
from apps.mail import sending
from apps.surveys import opting_out
from apps.surveys.models import Kind

from .models import Response
from .outcomes import told_about


def tell(response_id: int, *, after: int, passed: Callable[[int], None]) -> None:
    """Mail a response to everybody who was invited, whether they answered or not, in the order of their ids from
    ``after`` on. Those who want no such mails and addresses that the server refuses are passed over. Raises
    MailUnavailable."""
    found = Response.objects.select_related("round__network", "round__series")
    response = found.filter(pk=response_id).first()
    if response is None:
        return
    sender = User.objects.filter(pk=response.sent_by_id).first()
    for person in told_about(response.round).filter(pk__gt=after).order_by("pk"):
        if not opting_out.wants_none(person, Kind.CHECK_IN):
            _send_if_taken(response, person, reply_to=sender.email if sender else "")
        passed(person.pk)


def _send_if_taken(response: Response, person, *, reply_to: str) -> None:
    subject = f"{response.round.network.name}: you said, we will"
    words = text(response, name=person.name, no_more=opting_out.address(person))
    try:
        sending.send(to=person.email, subject=subject, text=words, reply_to=reply_to)
    except sending.AddressRefused:
        # An address that takes no mail shows on the page of links when a check-in invites it, and stops nobody else's.
        return


def text(response: Response, *, name: str = "", no_more: str = "") -> str:
    """The mail to ``name``; without one the words to pass on where nobody was invited by name."""
    context = {
        "name": name,
        "no_more": no_more,
        "response": response,
        "round": response.round,
        "network": response.round.network,
        "by_when": day(response.by_when),
        "stored": settings.PORTAL_URL + reverse("surveys:stored", args=[response.round_id]),
    }
    return render_to_string("wellbeing/mail/response.txt", context).strip() + "\n"
