"""memory: what a worker's process holds after 300 reports beside what it held after 30."""

import multiprocessing
import os
from pathlib import Path

from django.conf import settings
from django.db import connections
from django.utils import timezone

from apps.jobs.worker import claim_next, perform
from apps.reports import actions, years
from pcnportal.local.places import LocalError

from . import portal
from .figures import Figure

EARLY, LATE = 30, 300
RATIO = 1.2


def figures():
    """Each document leaves about a quarter of a megabyte behind for ever, outside Python. So a worker here does as in
    earnest: its process is replaced by a new one after as many tasks as the settings say."""
    portal.fresh_database()
    network = portal.invented_network()
    manager = portal.manager_of(network)
    each, held, made = settings.CELERY_WORKER_MAX_TASKS_PER_CHILD, {}, 0
    while made < LATE:
        held |= _in_a_process_of_its_own(network, manager, range(made + 1, min(made + each, LATE) + 1))
        made += each
    yield Figure(f"worker's memory after {LATE} reports", held[LATE], "MB", floor=held[EARLY], target=RATIO)
    yield Figure("most memory after any report", max(held.values()), "MB")


def _in_a_process_of_its_own(network, manager, counts: range) -> dict[int, float]:
    connections.close_all()
    fork = multiprocessing.get_context("fork")
    reader, writer = fork.Pipe(duplex=False)
    child = fork.Process(target=_make, args=(network, manager, counts, writer))
    child.start()
    writer.close()
    try:
        return reader.recv()
    except EOFError:
        raise LocalError("The worker ended before its reports were made.") from None
    finally:
        child.join()


def _make(network, manager, counts: range, writer) -> None:
    today, held = timezone.localdate(), {}
    year_end = years.ending(today.year, today.month).end
    for count in counts:
        actions.request_report(network=network, by=manager, year_end=year_end)
        perform(claim_next("reports"))
        report = network.reports.select_related("file", "job").get()
        if report.file is None:
            raise LocalError(f"Report {count} was not made: {report.job.error}")
        held[count] = resident()
    writer.send(held)
    connections.close_all()


def resident() -> float:
    """Megabytes of this process in memory."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
