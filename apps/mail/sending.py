"""Handing a message to the mail server. For jobs: never call it while a page is made."""

import smtplib

from django.core.mail import EmailMessage


class AddressRefused(Exception):
    """The mail server will not take mail for this address, now or later."""


class MailUnavailable(Exception):
    """The mail server can't be reached or won't take mail at the moment: worth another try."""


def send(*, to: str, subject: str, text: str, reply_to: str = "") -> None:
    """Send a plain-text message to one address. Raises AddressRefused or MailUnavailable; neither repeats the
    address or the text."""
    message = EmailMessage(
        subject=" ".join(subject.split()),
        body=text,
        to=[to],
        reply_to=[reply_to] if reply_to else None,
        # Asks out-of-office programs not to answer.
        headers={"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"},
    )
    try:
        message.send()
    except smtplib.SMTPRecipientsRefused as problem:
        codes = [code for code, _ in problem.recipients.values()]
        if all(500 <= code < 600 for code in codes):
            raise AddressRefused("The mail server refused this address.") from None
        raise MailUnavailable("The mail server is not taking mail for this address at the moment.") from None
    except (smtplib.SMTPNotSupportedError, UnicodeError):
        raise AddressRefused("This address can’t be written to.") from None
    except (smtplib.SMTPException, OSError):
        raise MailUnavailable("The mail server can’t be reached at the moment.") from None
