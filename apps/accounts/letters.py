"""Mails about accounts: written and sent inside a job, so that no link is ever stored."""

from allauth.account.app_settings import PASSWORD_RESET_TOKEN_GENERATOR
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from apps.core.audit import Event
from apps.core.models import AuditEvent
from apps.mail import sending

from . import organisation
from .models import User

SUBJECTS = {
    Event.PASSWORD_CHANGED: "Your password was changed",
    Event.PASSWORD_RESET: "Your password was changed",
    Event.SECOND_FACTOR_ADDED: "A second factor was added to your account",
    Event.SECOND_FACTOR_REMOVED: "A second factor was removed from your account",
    Event.SECOND_FACTOR_RESET: "Your second factors were removed",
    Event.RECOVERY_CODES_MADE: "You have new recovery codes",
    Event.RECOVERY_CODE_USED: "A recovery code was used",
    Event.ORGANISATION_BOUND: "You can log in by your organisation",
    Event.ORGANISATION_UNBOUND: "You no longer log in by your organisation",
}


def send_reset(user_id: int) -> None:
    """Mail a link for a new password, good for an hour and until the password changes."""
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user is None:
        return
    if organisation.is_only_way_in(user):
        # A mailbox must not open what its owner protects by the organisation's second factor.
        text = render_to_string(
            "account/mail/no_password.txt", {"user": user, "organisation": settings.ORGANISATION}
        )
        sending.send(to=user.email, subject="How to log in to the PCN portal", text=text)
        return
    key = PASSWORD_RESET_TOKEN_GENERATOR().make_token(user)
    path = reverse("account_reset_password_from_key", args=[user_pk_to_url_str(user), key])
    text = render_to_string("account/mail/reset.txt", {"user": user, "link": settings.PORTAL_URL + path})
    sending.send(to=user.email, subject="Choose a new password for the PCN portal", text=text)


def send_notice(event_id: int) -> None:
    """Tell somebody of a change of how they log in, as it stands on record."""
    line = AuditEvent.objects.get(pk=event_id)
    user = User.objects.filter(pk=line.object_code).first()
    if user is None:
        return
    event = Event(line.event)
    context = {
        "user": user,
        "event": event,
        "kind": line.detail.get("kind", ""),
        "at": line.at,
        "by_owner": line.actor_id == user.pk,
        "forgotten": settings.PORTAL_URL + reverse("account_reset_password"),
    }
    sending.send(
        to=user.email,
        subject=f"{SUBJECTS[event]} – PCN portal",
        text=render_to_string("account/mail/notice.txt", context),
    )
