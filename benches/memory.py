"""memory: what a worker holds after 300 reports beside what it held after 30."""

import gc
import os
from pathlib import Path

from django.utils import timezone

from apps.jobs.worker import claim_next, perform
from apps.reports import actions, years
from pcnportal.local.places import LocalError

from . import portal
from .figures import Figure

EARLY, LATE = 30, 300
RATIO = 1.2


def figures():
    """Everything is made in this one process, as by a worker that is never replaced."""
    portal.fresh_database()
    network = portal.invented_network()
    manager = portal.manager_of(network)
    today = timezone.localdate()
    year_end = years.ending(today.year, today.month).end
    held = {}
    for count in range(1, LATE + 1):
        actions.request_report(network=network, by=manager, year_end=year_end)
        perform(claim_next("reports"))
        report = network.reports.select_related("file", "job").get()
        if report.file is None:
            raise LocalError(f"Report {count} was not made: {report.job.error}")
        if count in (EARLY, LATE):
            gc.collect()
            held[count] = resident()
    yield Figure(f"worker's memory after {LATE} reports", held[LATE], "MB", floor=held[EARLY], target=RATIO)
    yield Figure("pages of each report", report.pages, "")


def resident() -> float:
    """Megabytes of this process in memory."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
