"""Telling people by mail."""

from apps.jobs.registry import JobFailed, handles
from apps.mail.sending import AddressRefused, MailUnavailable

from . import letters


@handles(
    "roles.tell_answer", attempts=12, words="Somebody who offered to lead could not be told of the answer."
)
def tell_answer(claim):
    """``subject`` is an offer."""
    try:
        letters.tell_answer(offer_id=int(claim.subject))
    except AddressRefused as problem:
        raise JobFailed(str(problem), final=True) from problem
    except MailUnavailable as problem:
        raise JobFailed(str(problem)) from problem
