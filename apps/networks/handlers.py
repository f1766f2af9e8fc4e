import uuid

from apps.jobs.registry import JobFailed, handles
from apps.mail.sending import AddressRefused, MailUnavailable

from . import letters


@handles("networks.invite", attempts=12, words="The invitation could not be sent.")
def invite(claim):
    try:
        letters.send_invitation(uuid.UUID(claim.subject))
    except AddressRefused as problem:
        raise JobFailed(str(problem), final=True) from problem
    except MailUnavailable as problem:
        raise JobFailed(str(problem)) from problem
