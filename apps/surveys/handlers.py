"""Background steps of a round, and what happens by the clock."""

import uuid

from django.utils import timezone

from apps.jobs.actions import enqueue
from apps.jobs.clock import at_every_sweep
from apps.jobs.registry import JobFailed, handles
from apps.mail.sending import AddressRefused, MailUnavailable

from . import (
    actions,
    alarms,
    ballot_box,
    closing,
    keyring,
    letters,
    opening,
    opting_out,
    releasing,
    reminders,
    trials,
)
from .models import Alarm, Round

# With the pause between attempts growing to an hour, this is over a week.
PATIENT = 200
PATIENCE_WITH_MAIL = 12
# For what may mend itself, such as a volume that is mounted late: some twenty minutes.
TRIES_BEFORE_ALARM = 5


@handles("surveys.enlist", words="The invitations could not be made yet. It will be tried again.")
def enlist(claim):
    opening.enlist(uuid.UUID(claim.subject))


@handles(
    "surveys.prepare", attempts=PATIENT, words="The round could not be opened yet. It will be tried again."
)
def prepare(claim):
    try:
        opening.prepare(uuid.UUID(claim.subject))
    except keyring.NoKeyring as problem:
        raise JobFailed(f"The round can’t be opened yet: {problem}") from problem


@handles("surveys.invite", attempts=PATIENCE_WITH_MAIL, words="The invitation could not be sent.")
def invite(claim):
    try:
        letters.send_invitation(uuid.UUID(claim.subject))
    except AddressRefused as problem:
        raise JobFailed(str(problem), final=True) from problem
    except MailUnavailable as problem:
        raise JobFailed(str(problem)) from problem


@handles("surveys.trial", attempts=5, words="The test could not be sent.")
def trial(claim):
    try:
        trials.send(uuid.UUID(claim.subject))
    except AddressRefused as problem:
        raise JobFailed(str(problem), final=True) from problem
    except MailUnavailable as problem:
        raise JobFailed(str(problem)) from problem


@handles("surveys.remind", attempts=PATIENCE_WITH_MAIL, words="The reminders could not all be sent.")
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
    round_id, lasting = uuid.UUID(claim.subject), claim.job.attempts >= TRIES_BEFORE_ALARM
    try:
        closing.close_round(round_id)
    except keyring.NoKeyring as problem:
        if lasting:
            alarms.sound(round_id, Alarm.STUCK)
        raise JobFailed(f"The round can’t be counted yet, everything is still sealed: {problem}") from problem
    except (ballot_box.EnvelopeDamaged, closing.CountMismatch) as problem:
        damaged = isinstance(problem, ballot_box.EnvelopeDamaged)
        alarms.sound(round_id, Alarm.DAMAGED if damaged else Alarm.MISMATCH)
        raise JobFailed(
            f"The round was not counted and nothing was published: {problem} Everything is still sealed."
        ) from problem
    except Exception:
        if lasting:
            alarms.sound(round_id, Alarm.STUCK)
        raise


@handles("surveys.alarm", attempts=PATIENCE_WITH_MAIL, words="Not every administrator could be told.")
def alarm(claim):
    def told(administrator_id):
        claim.report("Telling the administrators", cursor=str(administrator_id))

    try:
        alarms.tell_administrators(uuid.UUID(claim.subject), after=int(claim.job.cursor or 0), told=told)
    except MailUnavailable as problem:
        raise JobFailed(str(problem)) from problem


@handles("surveys.mail_no_more", attempts=PATIENCE_WITH_MAIL, words="A mail could not be sent yet.")
def mail_no_more(claim):
    try:
        opting_out.mail_page(int(claim.subject))
    except MailUnavailable as problem:
        raise JobFailed(str(problem)) from problem


@handles(
    "surveys.farewell", attempts=PATIENT, words="Not everybody could be told yet that the round has ended."
)
def farewell(claim):
    try:
        letters.say_farewell(uuid.UUID(claim.subject))
    except (keyring.NoKeyring, MailUnavailable) as problem:
        raise JobFailed(str(problem)) from problem


@handles(
    "surveys.release", words="The results could not be shown yet. It will be tried again.", attempts=PATIENT
)
def release(claim):
    releasing.release_by_itself(uuid.UUID(claim.subject))


@handles("surveys.sweep_keys", words="Keys of rounds that ended could not all be destroyed.")
def sweep_keys(claim):
    closing.destroy_spent_keys()


@handles("surveys.forget_links", words="What is left of old links could not be deleted.")
def forget_links(claim):
    closing.forget_links()
    trials.forget_old()


@at_every_sweep
def close_what_is_due():
    for round_ in Round.objects.to_close(timezone.now()):
        actions.enqueue_closing(round_)


@at_every_sweep
def send_reminders_that_are_due():
    reminders.send_due()


@at_every_sweep
def release_what_is_due():
    for pk in Round.objects.to_release(timezone.now()).values_list("pk", flat=True):
        enqueue("surveys.release", pk, key=f"release:{pk}")


@at_every_sweep
def sweep_keys_daily():
    enqueue("surveys.sweep_keys", key=f"sweep-keys:{timezone.localdate()}")


@at_every_sweep
def forget_links_daily():
    enqueue("surveys.forget_links", key=f"forget-links:{timezone.localdate()}")
