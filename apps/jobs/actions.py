"""Putting work into the queue; `worker.py` does it."""

import logging
import time
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache

from django.db import transaction
from django.utils import timezone
from kombu import Producer
from kombu.exceptions import OperationalError

from . import tasks
from .models import Job
from .registry import handler_of

logger = logging.getLogger(__name__)
# One thread that talks to the broker, started by the first word; ``_untold`` are the queues it has yet to name.
_messenger = ThreadPoolExecutor(1, thread_name_prefix="wake")
_untold: set[str] = set()
# Seconds until it speaks: the page that queued something is sent first, and what it queues next is told in one word.
PAGE_FIRST = 0.1


def enqueue(kind: str, subject="", *, key: str, not_before=None) -> Job:
    """Have a job of ``kind`` done about ``subject`` (a primary key), once for each ``key``.

    Call it inside the transaction of the write that wants it: both happen or neither does."""
    enqueue_many(kind, {key: subject}, not_before=not_before)
    return Job.objects.get(key=key)


def enqueue_many(kind: str, subjects_by_key: dict[str, object], *, not_before=None) -> None:
    """`enqueue` for many subjects in one statement."""
    queue, not_before = handler_of(kind).queue, not_before or timezone.now()
    Job.objects.bulk_create(
        [
            Job(kind=kind, subject=str(subject), key=key, queue=queue, not_before=not_before)
            for key, subject in subjects_by_key.items()
        ],
        batch_size=1000,
        ignore_conflicts=True,
    )
    if not_before <= timezone.now():
        transaction.on_commit(lambda: _wake(queue))


def try_again(job: Job) -> bool:
    """Queue a failed job anew. False where it was no longer failed."""
    changed = Job.objects.filter(pk=job.pk, state=Job.State.FAILED).update(
        state=Job.State.QUEUED, attempts=0, error="", not_before=timezone.now(), finished_at=None
    )
    transaction.on_commit(lambda: _wake(job.queue))
    return bool(changed)


def _wake(queue: str) -> None:
    """Have a worker of ``queue`` told that there is something to do. No page waits for the broker, alive or not; what
    is not told is found by the sweep."""
    if queue not in _untold:
        _untold.add(queue)
        _messenger.submit(_tell, queue)


def _tell(queue: str) -> None:
    time.sleep(PAGE_FIRST)
    _untold.discard(queue)  # first: whatever is queued from here on has to be told again
    try:
        producer = _line_to(tasks.wake.app.conf.broker_write_url)
        tasks.wake.apply_async(queue=queue, producer=producer, retry=False)
    except (OSError, OperationalError) as problem:
        _line_to.cache_clear()
        logger.warning("No broker to wake the workers (%s); the sweep will", type(problem).__name__)


@lru_cache(maxsize=1)
def _line_to(address: str) -> Producer:
    """The connection that the thread keeps, and nobody else may use: opening one takes five times as long as a word."""
    impatient = {"socket_timeout": 1, "socket_connect_timeout": 1, "max_retries": 0}
    app = tasks.wake.app
    connection = app.connection_for_write(address, connect_timeout=1, transport_options=impatient)
    return Producer(connection, auto_declare=False)
