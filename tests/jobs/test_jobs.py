from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from apps.jobs import actions, registry, worker
from apps.jobs.models import Job

done = []


@registry.handles("test.note", attempts=3, words="The note could not be made.")
def note(claim):
    done.append(claim.subject)


@registry.handles("test.break", attempts=3, words="The note could not be made.")
def break_(claim):
    raise ValueError("marker-with-a-secret")


@registry.handles("test.refuse", attempts=3)
def refuse(claim):
    raise registry.JobFailed("The address was refused.", final=True)


@pytest.fixture(autouse=True)
def empty():
    done.clear()


@pytest.fixture
def job(db):
    return actions.enqueue("test.note", 7, key="note:7")


def test_enqueue_twice_is_one_job(job):
    assert actions.enqueue("test.note", 7, key="note:7") == job
    worker.drain()
    worker.drain()
    assert done == ["7"]


def test_enqueue_many_skips_known_keys(job):
    actions.enqueue_many("test.note", {"note:7": 7, "note:8": 8})
    worker.drain()
    assert sorted(done) == ["7", "8"]


def test_done_job_says_so(job):
    worker.drain()
    job.refresh_from_db()
    assert (job.state, job.attempts, job.lease) == ("done", 1, None)
    assert job.finished_at


def test_job_held_back_is_not_due(db):
    actions.enqueue("test.note", 1, key="later", not_before=timezone.now() + timedelta(hours=1))
    assert worker.drain() == 0


def test_claimed_job_is_not_claimed_again(job):
    assert worker.claim_next()
    assert worker.claim_next() is None


def test_expired_lease_is_claimed_by_another_and_the_first_may_not_finish(job):
    first = worker.claim_next()
    Job.objects.update(lease_expires_at=timezone.now() - timedelta(seconds=1))
    second = worker.claim_next()
    worker.perform(first)
    job.refresh_from_db()
    assert job.state == "running"
    worker.perform(second)
    job.refresh_from_db()
    assert job.state == "done"


def test_report_by_the_one_who_lost_the_lease_stops_it(job):
    first = worker.claim_next()
    Job.objects.update(lease_expires_at=timezone.now() - timedelta(seconds=1))
    worker.claim_next()
    with pytest.raises(worker.LeaseLost):
        first.report("1 of 2")


def test_progress_is_kept_and_prolongs_the_lease(job):
    claim = worker.claim_next()
    before = Job.objects.get().lease_expires_at
    claim.report("18 of 42 reports made", cursor="18")
    after = Job.objects.get()
    assert (after.progress, after.cursor) == ("18 of 42 reports made", "18")
    assert after.lease_expires_at > before


def test_failing_job_waits_longer_each_time_then_fails_in_words(db, caplog):
    job = actions.enqueue("test.break", key="break")
    waits = []
    for _ in range(3):
        Job.objects.update(not_before=timezone.now())
        worker.drain()
        job.refresh_from_db()
        waits.append(job.not_before - timezone.now())
    assert waits[0] < waits[1]
    assert (job.state, job.error) == ("failed", "The note could not be made.")
    assert "ValueError in break_" in caplog.text
    assert "marker-with-a-secret" not in caplog.text


def test_final_failure_is_not_tried_again(db):
    job = actions.enqueue("test.refuse", key="refuse")
    worker.drain()
    job.refresh_from_db()
    assert (job.state, job.attempts, job.error) == ("failed", 1, "The address was refused.")


def test_try_again_queues_a_failed_job_once(db):
    job = actions.enqueue("test.refuse", key="refuse")
    worker.drain()
    assert actions.try_again(job)
    assert not actions.try_again(job)
    job.refresh_from_db()
    assert (job.state, job.error) == ("queued", "")


def test_job_of_a_write_that_failed_does_not_exist(db):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        actions.enqueue("test.note", key="undone")
        1 / 0  # noqa: B018
    assert not Job.objects.exists()
