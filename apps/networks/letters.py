"""The mail of an invitation to the portal: written and sent inside a job, so that no link is ever stored."""

import uuid

from django.template.loader import render_to_string
from django.utils import timezone

from apps.mail import sending

from . import invitations


def send_invitation(invitation_id: uuid.UUID) -> None:
    """Mail an invitation's present link; nothing where it can't be accepted any more.

    Raises AddressRefused, MailUnavailable."""
    invitation = invitations.load(invitation_id)
    if invitation is None or invitations.state_of(invitation) is not invitations.State.READY:
        return
    context = {
        "invitation": invitation,
        "link": invitations.address(invitation),
        "until": timezone.localtime(invitation.expires_at),
    }
    where = "" if invitation.portal_id else " in the PCN portal"
    subject = f"Your access to {invitation.place.name}{where}"
    text = render_to_string("networks/mail/invitation.txt", context)
    sending.send(to=invitation.email, subject=subject, text=text)
