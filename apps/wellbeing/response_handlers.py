"""Telling people what will be done."""

from apps.jobs.registry import JobFailed, handles
from apps.mail.sending import MailUnavailable

from . import letters

PATIENCE_WITH_MAIL = 12


@handles(
    "wellbeing.tell", attempts=PATIENCE_WITH_MAIL, words="Not everybody could be told what will be done."
)
def tell(claim):
    def passed(person_id: int):
        claim.report("Telling everybody who was invited", cursor=str(person_id))

    try:
        letters.tell(int(claim.subject), after=int(claim.job.cursor or 0), passed=passed)
    except MailUnavailable as problem:
        raise JobFailed(str(problem)) from problem
