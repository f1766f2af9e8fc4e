"""Background steps of a round, and what happens by the clock."""

import uuid

from django.utils import timezone

from apps.jobs.actions import enqueue
from apps.jobs.clock import at_every_sweep
from apps.jobs.registry import JobFailed, handles
from apps.mail.sending import AddressRefused, MailUnavailable

from . import actions, ballot_box, closing, keyring, letters
from .models import Round

# With the pause between attempts growing to an hour, this is over a week.
PATIENT = 200


@handles(
    "surveys.prepare", attempts=PATIENT, words="The round could not be opened yet. It will be tried again."
)
def prepare(claim):
    try:
        actions.prepare(uuid.UUID(claim.subject))
    except keyring.NoKeyring as problem:
        raise JobFailed(f"The round can’t be opened yet: {problem}") from problem


@handles("surveys.invite", attempts=12, words="The invitation could not be sent.")
def invite(claim):
    try:
        letters.send_invitation(uuid.UUID(claim.subject))
    except AddressRefused as problem:
        raise JobFailed(str(problem), final=True) from problem
    except MailUnavailable as problem:
        raise JobFailed(str(problem)) from problem


@handles("surveys.remind", attempts=12, words="The reminders could not all be sent.")
def remind(claim):
    def passed(invitation_id):
        claim.report("Sending reminders", cursor=str(invitation_id))

    try:
        letters.send_reminders(uuid.UUID(claim.subject), after=claim.job.cursor, passed=passed)
    except MailUnavailable as problem:
        raise JobFailed("The mail server can’t be reached at the moment.") from problem


@handles(
    "surveys.close", attempts=PATIENT, words="The round could not be counted yet. Everything is still sealed."
)
def close(claim):
    try:
        closing.close_round(uuid.UUID(claim.subject))
    except keyring.NoKeyring as problem:
        raise JobFailed(f"The round can’t be counted yet, everything is still sealed: {problem}") from problem
    except (ballot_box.EnvelopeDamaged, closing.CountMismatch) as problem:
        raise JobFailed(
            f"The round was not counted and nothing was published: {problem} Everything is still sealed. "
            "The portal’s administrator must look at this.",
            final=True,
        ) from problem


@handles(
    "surveys.farewell", attempts=PATIENT, words="Not everybody could be told yet that the round has ended."
)
def farewell(claim):
    try:
        letters.say_farewell(uuid.UUID(claim.subject))
    except (keyring.NoKeyring, MailUnavailable) as problem:
        raise JobFailed(str(problem)) from problem


@handles("surveys.sweep_keys", words="Keys of rounds that ended could not all be destroyed.")
def sweep_keys(claim):
    closing.destroy_spent_keys()


@at_every_sweep
def close_what_is_due():
    for round_ in Round.objects.to_close(timezone.now()):
        actions.enqueue_closing(round_)


@at_every_sweep
def sweep_keys_daily():
    enqueue("surveys.sweep_keys", key=f"sweep-keys:{timezone.localdate()}")
