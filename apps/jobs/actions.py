"""Putting work into the queue; `worker.py` does it."""

import logging

from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from . import tasks
from .models import Job
from .registry import handler_of

logger = logging.getLogger(__name__)


def enqueue(kind: str, subject="", *, key: str, not_before=None) -> Job:
    """Have a job of ``kind`` done about ``subject`` (a primary key), once for each ``key``.

    Call it inside the transaction of the write that wants it: both happen or neither does."""
    job, created = Job.objects.get_or_create(
        key=key,
        defaults={
            "kind": kind,
            "subject": str(subject),
            "queue": handler_of(kind).queue,
            "not_before": not_before or timezone.now(),
        },
    )
    if created:
        transaction.on_commit(lambda: _wake(job.queue))
    return job


def enqueue_many(kind: str, subjects_by_key: dict[str, object]) -> None:
    """`enqueue` for many subjects in one statement."""
    queue = handler_of(kind).queue
    Job.objects.bulk_create(
        [
            Job(kind=kind, subject=str(subject), key=key, queue=queue, not_before=timezone.now())
            for key, subject in subjects_by_key.items()
        ],
        batch_size=1000,
        ignore_conflicts=True,
    )
    transaction.on_commit(lambda: _wake(queue))


def try_again(job: Job) -> bool:
    """Queue a failed job anew. False where it was no longer failed."""
    changed = Job.objects.filter(pk=job.pk, state=Job.State.FAILED).update(
        state=Job.State.QUEUED, attempts=0, error="", not_before=timezone.now(), finished_at=None
    )
    transaction.on_commit(lambda: _wake(job.queue))
    return bool(changed)


def _wake(queue: str) -> None:
    """Tell a worker of ``queue`` that there is something to do. A dead or frozen broker costs a page a second."""
    app = tasks.wake.app
    impatient = {"socket_timeout": 1, "socket_connect_timeout": 1, "max_retries": 0}
    try:
        with app.connection_for_write(connect_timeout=1, transport_options=impatient) as connection:
            tasks.wake.apply_async(queue=queue, connection=connection, retry=False)
    except (OSError, OperationalError) as problem:
        logger.warning("No broker to wake the workers (%s); the sweep will", type(problem).__name__)
