"""A real Celery worker and a real broker: what is done, and what happens when either is gone."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, transaction

from apps.jobs import actions
from apps.jobs.models import Job

pytestmark = [pytest.mark.worker, pytest.mark.django_db(transaction=True)]

ROOT = Path(__file__).resolve().parents[2]


def start_worker(*, broker=None, **more):
    environment = os.environ | {"DATABASE_URL": _url_of_test_database(), "PYTHONUNBUFFERED": "1"} | more
    if broker:
        environment["REDIS_URL"] = broker
    return subprocess.Popen(
        [
            sys.executable, "-m", "celery", "-A", "pcnportal", "worker", "--queues", "default,reports",
            "--concurrency", "1", "--loglevel", "error", "--without-gossip", "--without-mingle", "--without-heartbeat",
        ],
        env=environment, cwd=ROOT, start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def _url_of_test_database():
    d = connection.settings_dict
    return (
        f"postgresql://{d['USER']}:{d['PASSWORD']}@/{d['NAME']}?host={d['OPTIONS'].get('host') or d['HOST']}"
    )


def wait_for(condition, seconds=60):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.1)
    return False


@pytest.fixture
def worker():
    process = start_worker()
    yield process
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def test_worker_is_woken_and_does_the_job(worker):
    with transaction.atomic():
        job = actions.enqueue("jobs.probe", key="probe:1")
    assert wait_for(lambda: Job.objects.get(pk=job.pk).state == "done")


def test_job_of_the_reports_queue_is_done_too(worker):
    with transaction.atomic():
        job = actions.enqueue("jobs.probe_reports", key="probe:2")
    assert wait_for(lambda: Job.objects.get(pk=job.pk).state == "done")


def test_job_enqueued_without_any_worker_is_done_when_one_returns():
    with transaction.atomic():
        job = actions.enqueue("jobs.probe", key="probe:3")
    assert Job.objects.get(pk=job.pk).state == "queued"
    process = start_worker()
    try:
        assert wait_for(lambda: Job.objects.get(pk=job.pk).state == "done")
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def test_dead_broker_costs_no_job_and_little_time(monkeypatch):
    monkeypatch.setattr(
        actions.tasks.wake.app.conf, "broker_write_url", "redis+socket:///nowhere/valkey.sock"
    )
    before = time.monotonic()
    with transaction.atomic():
        job = actions.enqueue("jobs.probe", key="probe:4")
    assert time.monotonic() - before < 3
    assert Job.objects.get(pk=job.pk).state == "queued"


def test_frozen_broker_costs_no_job_and_little_time(monkeypatch, tmp_path):
    """A broker that accepts and then says nothing."""
    path = str(tmp_path / "frozen.sock")
    with socket.socket(socket.AF_UNIX) as frozen:
        frozen.bind(path)
        frozen.listen(8)
        monkeypatch.setattr(actions.tasks.wake.app.conf, "broker_write_url", f"redis+socket://{path}")
        before = time.monotonic()
        with transaction.atomic():
            job = actions.enqueue("jobs.probe", key="probe:5")
        assert time.monotonic() - before < 5
    assert Job.objects.get(pk=job.pk).state == "queued"


def test_the_tests_use_a_broker_of_their_own():
    assert "scratch" in settings.REDIS_URL or "REDIS_URL" in os.environ
