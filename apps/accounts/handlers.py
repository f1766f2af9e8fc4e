from django.utils import timezone

from apps.jobs.actions import enqueue
from apps.jobs.clock import at_every_sweep
from apps.jobs.registry import JobFailed, handles
from apps.mail.sending import AddressRefused, MailUnavailable

from . import letters, sessions


def _send(letter, subject: str) -> None:
    try:
        letter(int(subject))
    except AddressRefused as problem:
        raise JobFailed(str(problem), final=True) from problem
    except MailUnavailable as problem:
        raise JobFailed(str(problem)) from problem


@handles("accounts.reset", words="The mail with the link could not be sent.")
def reset(claim):
    if claim.subject:  # empty where the address that was typed belongs to nobody
        _send(letters.send_reset, claim.subject)


@handles("accounts.notice", attempts=12, words="The mail about the account could not be sent.")
def notice(claim):
    _send(letters.send_notice, claim.subject)


@handles("accounts.tidy")
def tidy(claim):
    sessions.tidy()


@at_every_sweep
def tidy_daily():
    enqueue("accounts.tidy", key=f"accounts.tidy:{timezone.localdate()}")
