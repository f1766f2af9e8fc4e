"""Handing a message to the mail server. For jobs: never call it while a page is made."""

import smtplib

from django.core.mail import EmailMultiAlternatives


class AddressRefused(Exception):
    """The mail server will not take mail for this address, now or later."""


class MailUnavailable(Exception):
    """The mail server can't be reached or won't take mail at the moment: worth another try."""


def send(
    *, to: str, subject: str, text: str, reply_to: str = "", calendar: str = "", method: str = ""
) -> None:
    """Send a plain-text message to one address; with it an iCalendar ``calendar`` of a ``method``, as the part that
    mail programs offer to put in a calendar (RFC 6047). Raises AddressRefused or MailUnavailable; neither repeats the
    address or the text."""
    message = EmailMultiAlternatives(
        subject=" ".join(subject.split()),
        body=text,
        to=[to],
        reply_to=[reply_to] if reply_to else None,
        # Asks out-of-office programs not to answer.
        headers={"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"},
    )
    if calendar:
        message.attach_alternative(calendar, f"text/calendar; method={method}")
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
