from apps.jobs.registry import JobFailed, handles
from apps.mail.sending import AddressRefused, MailUnavailable

from . import minutes_letters


@handles("meetings.circulate", attempts=12, words="The mail about the minutes could not be sent.")
def circulate(claim):
    """``subject`` is minutes and a person."""
    minutes, person = claim.subject.split(":")
    try:
        minutes_letters.ask_for_comments(minutes_id=int(minutes), person_id=int(person))
    except AddressRefused as problem:
        raise JobFailed(str(problem), final=True) from problem
    except MailUnavailable as problem:
        raise JobFailed(str(problem)) from problem
