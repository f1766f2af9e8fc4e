"""batch: reports of the largest area (--all: of all England) by two workers, killed and restarted around them."""

import contextlib
import os
import random
import signal
import subprocess
import sys
import threading
import time
import tracemalloc
from io import StringIO

from django.core.management import call_command
from django.db import OperationalError, connections
from django.db.models import Count
from django.utils import timezone

from apps.core.models import AuditEvent, StoredFile
from apps.desk import actions, archive, batch_queries
from apps.jobs.models import Job
from apps.networks.models import Icb, Network
from apps.reports import actions as reports
from apps.reports import years
from apps.reports.models import Report
from pcnportal.local.places import LocalError
from pcnportal.local.services import Postgres, Valkey

from . import portal
from .figures import Figure
from .organisations import import_measured
from .pages import largest_icb

SAMPLE = 24
KILL_EVERY, RESTART_BROKER, RESTART_DATABASE = 20, 13, 27
FASTER, STEADY = 1.6, 1.2
# Longer than the lease of a job whose worker was killed.
PATIENCE = 900


def figures(everything: bool = False):
    portal.fresh_database()
    import_measured()
    area = largest_icb()
    call_command("seed_england", years=1, stdout=StringIO(), **({} if everything else {"area": area.code}))
    portal.analyzed()
    year_end = years.on_offer(timezone.localdate())[0][0].end
    yield from speed(area, year_end)
    areas = [icb for icb in Icb.objects.order_by("code") if icb.networks.exists()] if everything else [area]
    yield from through_faults(areas, year_end)
    yield from taking_home(area)


# --- One worker and two --------------------------------------------------------------------------
def speed(area, year_end):
    one, two = (a_report(area, year_end, workers) for workers in (1, 2))
    yield Figure("a report, one worker", one * 1000, "ms")
    yield Figure("a report, two workers", two * 1000, "ms")
    yield Figure("two workers over one", one / two, "x", target=FASTER, at_least=True)


def a_report(area, year_end, workers: int) -> float:
    """Seconds from one finished report to the next, of `SAMPLE`; starting workers is left out."""
    for network in area.networks.order_by("code")[:SAMPLE]:
        manager = network.memberships.get(role="manager").user
        reports.request_report(network=network, by=manager, year_end=year_end)
    with working(workers):
        wait(lambda: not Report.objects.filter(file=None).exists())
    ends = sorted(Job.objects.filter(kind="reports.make", state="done").values_list("finished_at", flat=True))
    # The first of each worker are as slow as a start is.
    steady = ends[2 * workers :]
    took = (steady[-1] - steady[0]).total_seconds() / (len(steady) - 1)
    Report.objects.all().delete()
    Job.objects.all().delete()
    return took


# --- Through faults ------------------------------------------------------------------------------
def through_faults(areas, year_end):
    networks = Network.objects.filter(pk__in=[one.pk for icb in areas for one in icb.networks])
    expected = networks.count()
    asked_before = AuditEvent.objects.filter(event="report.requested").count()
    began = time.perf_counter()
    with working(2) as crew, faults(crew) as happened:
        batches = [
            actions.ask(icb=icb, by=None, year_end=year_end, networks=list(icb.networks), whom="All networks")
            for icb in areas
        ]
        wait(lambda: Report.objects.exclude(file=None).count() >= expected, PATIENCE + 3 * expected)
        wait(lambda: not Job.objects.filter(state__in=["queued", "running"]).exists(), PATIENCE)
    took = time.perf_counter() - began
    found = Report.objects.values("network").annotate(n=Count("pk"))
    once = sum(row["n"] == 1 for row in found)
    asked = AuditEvent.objects.filter(event="report.requested").count() - asked_before
    in_preparation = sum(
        line.state == batch_queries.PREPARING for batch in batches for line in batch_queries.lines(batch)
    )
    yield Figure("batch, networks", expected, "")
    yield Figure("batch, total time", took, "s")
    for what, count in happened.items():
        yield Figure(f"batch, {what}", count, "")
    yield Figure("batch, networks with one report", once, "", target=expected, at_least=True)
    yield Figure("batch, askings on record", asked, "", target=expected)
    yield Figure("batch, askings on record, least", asked, "", target=expected, at_least=True)
    yield Figure("batch, in preparation at its end", in_preparation, "", target=expected, at_least=True)
    yield Figure("batch, jobs that failed", Job.objects.exclude(state="done").count(), "", target=0)
    yield Figure("batch, jobs taken more than once", Job.objects.filter(attempts__gt=1).count(), "")


@contextlib.contextmanager
def faults(crew):
    """A worker killed every `KILL_EVERY` seconds and another started, the broker and the database restarted once."""
    happened = {"workers killed": 0, "broker restarts": 0, "database restarts": 0}
    over, choose = threading.Event(), random.Random(1)  # noqa: S311
    broker, database = Valkey("bench-valkey"), Postgres("scratch-postgres", scratch=True)

    def restart(server):
        server.stop()
        server.start()

    def misfortune():
        began, restarted = time.monotonic(), set()
        while not over.wait(1):
            past = time.monotonic() - began
            if past > KILL_EVERY * (happened["workers killed"] + 1):
                crew.kill(choose.randrange(2))
                happened["workers killed"] += 1
            for what, server, at in (
                ("broker restarts", broker, RESTART_BROKER),
                ("database restarts", database, RESTART_DATABASE),
            ):
                if past > at and what not in restarted:
                    restarted.add(what)
                    restart(server)
                    happened[what] += 1

    thread = threading.Thread(target=misfortune, daemon=True)
    thread.start()
    try:
        yield happened
    finally:
        over.set()
        thread.join()


class Crew:
    """Workers of one process each, and what sweeps for them every 30 seconds."""

    def __init__(self, workers: int):
        self._beat = _celery("beat", "--schedule", str(portal.ROOT / "var" / "bench" / "beat"))
        self._workers = [_worker() for _ in range(workers)]

    def kill(self, number: int) -> None:
        """As a machine that runs out of memory does, and another is started as a service manager does."""
        _end(self._workers[number], signal.SIGKILL)
        self._workers[number] = _worker()

    def stop(self) -> None:
        for process in (self._beat, *self._workers):
            _end(process, signal.SIGKILL)


def _worker() -> subprocess.Popen:
    return _celery(
        "worker", "--queues", "default,reports", "--concurrency", "1", "--without-gossip", "--without-mingle"
    )


def _celery(*arguments: str) -> subprocess.Popen:
    log = (portal.ROOT / "var" / "bench" / "workers.log").open("a")
    command = [sys.executable, "-m", "celery", "-A", "pcnportal", *arguments, "--loglevel", "error"]
    return subprocess.Popen(  # noqa: S603
        command, cwd=portal.ROOT, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT,
        start_new_session=True,
    )  # fmt: skip


def _end(process: subprocess.Popen, how: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, how)
    process.wait()


@contextlib.contextmanager
def working(workers: int):
    crew = Crew(workers)
    try:
        yield crew
    finally:
        crew.stop()


def wait(condition, seconds: float = PATIENCE) -> None:
    """Until it holds; a database that is away for a moment is asked again."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            if condition():
                return
        except OperationalError:
            connections.close_all()
        time.sleep(0.25)
    raise LocalError("The batch did not come to its end; var/bench/workers.log may say why.")


# --- Taking it home ------------------------------------------------------------------------------
def taking_home(area):
    """What streaming the ZIP takes, of a quarter of the reports and of all."""
    now = timezone.now()
    Report.objects.update(state="released", file_state="released", released_at=now)
    batch = area.batches.get()
    lines = batch_queries.lines(batch)
    few, _ = streamed(batch, lines[: len(lines) // 4])
    all_of_them, size = streamed(batch, lines)
    yield Figure("ZIP, reports", len(lines), "")
    yield Figure("ZIP, size", size / 1e6, "MB")
    yield Figure("ZIP, peak of memory", all_of_them / 1e6, "MB", floor=few / 1e6, target=STEADY)
    yield Figure("files kept", StoredFile.objects.count(), "")


def streamed(batch, lines) -> tuple[int, int]:
    """The peak of what Python allocated, and the bytes that went out."""
    tracemalloc.start()
    size = sum(len(piece) for piece in archive.stream(batch, lines, [], finished=actions.mark_taken))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak, size
