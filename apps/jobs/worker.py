"""Doing the work: claim a job by a lease, do it, record how it ended under that lease."""

import logging
import uuid
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from apps.core.logs import where

from .models import Job
from .registry import JobFailed, handler_of

logger = logging.getLogger(__name__)


@dataclass
class Claim:
    """A job somebody holds the lease of. Everything it writes is conditional on that lease."""

    job: Job
    lease: uuid.UUID

    @property
    def subject(self) -> str:
        return self.job.subject

    def _update(self, **fields) -> bool:
        return bool(
            Job.objects.filter(pk=self.job.pk, lease=self.lease, state=Job.State.RUNNING).update(**fields)
        )

    def report(self, progress: str, *, cursor: str | None = None) -> None:
        """Say how far the work is, and hold the lease longer. Raises LeaseLost where another worker has it."""
        fields = {"progress": progress, "lease_expires_at": self._expiry()}
        if cursor is not None:
            fields["cursor"] = cursor
        if not self._update(**fields):
            raise LeaseLost

    def _expiry(self):
        return timezone.now() + timedelta(seconds=handler_of(self.job.kind).lease_seconds)


class LeaseLost(Exception):
    """Another worker took the job over: stop quietly."""


def claim_next(queue: str | None = None) -> Claim | None:
    """Take the job that has waited longest; None where there is none to take."""
    with transaction.atomic():
        due = Job.objects.due()
        if queue:
            due = due.filter(queue=queue)
        job = due.select_for_update(skip_locked=True).order_by("not_before", "pk").first()
        if job is None:
            return None
        claim = Claim(job, uuid.uuid4())
        job.attempts += 1
        Job.objects.filter(pk=job.pk).update(
            state=Job.State.RUNNING,
            lease=claim.lease,
            lease_expires_at=claim._expiry(),
            attempts=job.attempts,
        )
    return claim


def perform(claim: Claim) -> None:
    """Do the job and record how it ended. What went wrong is recorded in words, never with anybody's data."""
    handler = handler_of(claim.job.kind)
    try:
        handler.function(claim)
    except LeaseLost:
        return
    except JobFailed as problem:
        _put_back(claim, str(problem), final=problem.final or claim.job.attempts >= handler.attempts)
    except Exception as problem:  # noqa: BLE001 - a job must end in a state that says so
        # The traceback could hold answers or addresses: only where and what kind goes to the log.
        logger.error("Job %s (%s) failed: %s", claim.job.pk, claim.job.kind, where(problem))
        _put_back(claim, handler.words, final=claim.job.attempts >= handler.attempts)
    else:
        claim._update(state=Job.State.DONE, finished_at=timezone.now(), error="", lease=None, progress="")


def _put_back(claim: Claim, words: str, *, final: bool) -> None:
    wait = timedelta(seconds=min(15 * 4 ** (claim.job.attempts - 1), 3600))
    claim._update(
        state=Job.State.FAILED if final else Job.State.QUEUED,
        error=words[:500],
        lease=None,
        not_before=timezone.now() + wait,
        finished_at=timezone.now() if final else None,
    )


def drain(queue: str | None = None) -> int:
    """Do every job that is due; returns how many were taken."""
    done = 0
    while claim := claim_next(queue):
        perform(claim)
        done += 1
    return done
