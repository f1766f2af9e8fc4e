"""Background steps of notes, and what happens by the clock."""

import uuid

from django.utils import timezone

from apps.jobs.actions import enqueue
from apps.jobs.clock import at_every_sweep
from apps.jobs.registry import JobFailed, handles
from apps.surveys import keyring

from . import delivery, rules

PATIENT = 200  # with a pause of at most an hour: over a week


@handles("notes.prepare", attempts=PATIENT, words="Notes can’t be taken yet. It will be tried again.")
def prepare(claim):
    try:
        delivery.prepare(uuid.UUID(claim.subject))
    except keyring.NoKeyring as problem:
        raise JobFailed(f"Notes can’t be taken yet: {problem}") from problem


@handles("notes.deliver", attempts=12, words="Notes were not delivered today. They stay sealed.")
def deliver(claim):
    try:
        delivery.deliver(uuid.UUID(claim.subject))
    except keyring.NoKeyring as problem:
        raise JobFailed(f"Notes were not delivered, they stay sealed: {problem}") from problem


@handles("notes.daily", words="Notes could not be looked at today.")
def daily(claim):
    delivery.enqueue_deliveries()
    delivery.tidy()


@at_every_sweep
def deliver_daily():
    now = timezone.localtime()
    if now.hour >= rules.HOUR:
        enqueue("notes.daily", key=f"notes-daily:{now.date()}")
