"""Storage that is full or lost something: the job says so in words and goes on later; no half file stays."""

import errno

import pytest
from django.core.files.storage import FileSystemStorage, default_storage
from django.utils import timezone

from apps.core.models import StoredFile
from apps.jobs.models import Job
from apps.reports import actions
from tests import factories

from .making import YEAR_END

pytestmark = pytest.mark.usefixtures("covers_only")


@pytest.fixture
def full(monkeypatch):
    """A disk without room: half of a file is written, then it fails as an operating system does."""
    plain = FileSystemStorage._save

    def save(self, name, content):
        content.seek(0)
        half = type(content)(content.read(20))
        plain(self, name, half)
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(FileSystemStorage, "_save", save)


def test_full_storage_fails_in_words_keeps_no_half_file_and_is_done_once_there_is_room(
    network, manager, practice, do_jobs, full, monkeypatch
):
    report = actions.request_report(network=network, by=manager, year_end=YEAR_END)
    for _ in range(3):
        do_jobs(expect_failures=True)
        Job.objects.update(not_before=timezone.now())
    report.refresh_from_db()
    assert report.has_failed
    assert report.file is None
    assert "Nothing was lost" in report.job.error
    assert "No space" not in report.job.error
    assert not StoredFile.objects.exists()

    monkeypatch.undo()
    actions.try_again(report=report, by=manager)
    do_jobs()
    report.refresh_from_db()
    with default_storage.open(report.file.path) as kept:
        content = kept.read()
    assert content.startswith(b"%PDF")
    assert len(content) == report.file.size
    assert content.rstrip().endswith(b"%%EOF")


def test_evidence_that_storage_lost_leaves_the_report_as_it_is(network, manager, practice, do_jobs):
    evidence = factories.evidence_of(network, content=factories.pdf(), days_ago=1)
    default_storage.delete(evidence.file.path)
    report = actions.request_report(network=network, by=manager, year_end=YEAR_END)
    do_jobs()
    report.refresh_from_db()
    assert report.file is not None
