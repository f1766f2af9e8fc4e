import io
from datetime import date, timedelta

import pytest
from django.utils import timezone
from pypdf import PdfReader

from apps.core import files
from apps.core.models import AuditEvent
from apps.jobs.models import Job
from apps.jobs.worker import claim_next, perform
from apps.reports import actions, document, queries
from apps.reports.actions import ReportRefused

from .making import YEAR_END, report_of

pytestmark = pytest.mark.usefixtures("covers_only")


def events():
    return list(AuditEvent.objects.order_by("pk").values_list("event", flat=True))


def cover(report):
    with files.open_stored(report.file) as content:
        return PdfReader(io.BytesIO(content.read())).pages[0].extract_text()


def test_request_makes_a_draft_through_a_job(draft):
    assert draft.state == draft.file_state == "draft"
    assert draft.snapshot_sha256 == document.digest(draft.snapshot)
    assert draft.pages == 1
    assert draft.job.state == Job.State.DONE
    assert draft.job.queue == "reports"
    assert "Draft" in cover(draft)
    assert events() == ["report.requested"]


def test_request_waits_without_a_worker(network, manager):
    report = actions.request_report(network=network, by=manager, year_end=YEAR_END)
    assert report.is_being_made
    assert report.file is None


def test_second_request_while_it_is_made_is_refused(network, manager):
    actions.request_report(network=network, by=manager, year_end=YEAR_END)
    with pytest.raises(ReportRefused, match="being made"):
        actions.request_report(network=network, by=manager, year_end=YEAR_END)
    assert network.reports.count() == Job.objects.count() == 1


@pytest.mark.parametrize("year_end", [date(2026, 3, 30), date(2019, 3, 31), date(2030, 3, 31)])
def test_impossible_year_is_refused(network, manager, year_end):
    with pytest.raises(ReportRefused):
        actions.request_report(network=network, by=manager, year_end=year_end)
    assert not network.reports.exists()


def test_draft_is_made_again_from_todays_data(draft, network, manager, closed_round, do_jobs):
    closed_round(date(2026, 2, 15))
    again = actions.request_report(network=network, by=manager, year_end=YEAR_END)
    assert again.pk == draft.pk
    assert again.snapshot is None
    do_jobs()
    again.refresh_from_db()
    assert len(again.snapshot["rounds"]) == 1
    assert again.snapshot_sha256 != draft.snapshot_sha256


def test_approval_is_on_the_cover_and_the_content_stays(draft, director, closed_round, do_jobs):
    actions.approve(report=draft, by=director, content=draft.snapshot_sha256)
    closed_round(date(2026, 2, 15))
    do_jobs()
    approved = type(draft).objects.get(pk=draft.pk)
    assert approved.state == approved.file_state == "approved"
    assert approved.approved_by_id == director.pk
    assert (approved.snapshot, approved.snapshot_sha256) == (draft.snapshot, draft.snapshot_sha256)
    assert approved.file != draft.file
    assert "Approved by the clinical director on" in cover(approved)
    assert events() == ["report.requested", "report.approved"]


def test_release_is_on_the_cover_and_recorded_for_the_area(draft, director, network, do_jobs):
    actions.approve(report=draft, by=director, content=draft.snapshot_sha256)
    actions.release(report=draft, by=director)
    do_jobs()
    draft.refresh_from_db()
    assert draft.state == draft.file_state == "released"
    assert "Released to" in cover(draft)
    event = AuditEvent.objects.get(event="report.released")
    assert (event.network_code, event.ics_code, event.actor_id) == (
        network.code,
        network.icb.code,
        director.pk,
    )


def test_draft_made_again_since_it_was_read_is_not_approved(draft, director):
    with pytest.raises(ReportRefused, match="made again"):
        actions.approve(report=draft, by=director, content="0" * 64)
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_draft_that_is_not_ready_is_not_approved(network, manager, director):
    report = actions.request_report(network=network, by=manager, year_end=YEAR_END)
    with pytest.raises(ReportRefused, match="not ready"):
        actions.approve(report=report, by=director, content="")


def test_nothing_is_approved_or_released_twice(network, director):
    report = report_of(network)
    actions.approve(report=report, by=director, content=report.snapshot_sha256)
    with pytest.raises(ReportRefused):
        actions.approve(report=report, by=director, content=report.snapshot_sha256)
    actions.release(report=report, by=director)
    with pytest.raises(ReportRefused):
        actions.release(report=report, by=director)


def test_draft_is_not_released(network, director):
    with pytest.raises(ReportRefused, match="approved"):
        actions.release(report=report_of(network), by=director)


def test_approved_report_is_not_made_anew(network, manager):
    report_of(network, state="approved")
    with pytest.raises(ReportRefused, match="take the approval back"):
        actions.request_report(network=network, by=manager, year_end=YEAR_END)


def test_corrected_report_takes_the_place_of_the_released_one(network, manager, director, do_jobs):
    old = report_of(network, state="released")
    with pytest.raises(actions.ReportRefused, match="what this version corrects"):
        actions.request_report(network=network, by=manager, year_end=YEAR_END)
    why = "Two practices were counted twice."
    new = actions.request_report(network=network, by=manager, year_end=YEAR_END, correction=why)
    assert (new.version, new.correction) == (2, why)
    do_jobs()
    new.refresh_from_db()
    actions.approve(report=new, by=director, content=new.snapshot_sha256)
    actions.release(report=new, by=director)
    assert queries.latest_released(network) == old
    do_jobs()
    assert queries.latest_released(network) == new
    old.refresh_from_db()
    assert old.state == "superseded"
    assert old.file is not None
    assert actions.standing(new).notes == (f"Version 2. What it corrects: {why}",)


def test_failure_is_said_in_words_and_can_be_tried_again(network, manager, do_jobs, settings, tmp_path):
    built = settings.STATICFILES_DIRS
    settings.STATICFILES_DIRS = [tmp_path]
    report = actions.request_report(network=network, by=manager, year_end=YEAR_END)
    for _ in range(3):
        Job.objects.update(not_before=timezone.now())
        do_jobs(expect_failures=True)
    report.refresh_from_db()
    assert report.has_failed
    assert "could not be laid out: print.css is missing" in report.job.error
    settings.STATICFILES_DIRS = built
    actions.try_again(report=report, by=manager)
    do_jobs()
    report.refresh_from_db()
    assert report.is_current
    assert not report.has_failed


def test_failure_nobody_foresaw_tells_nothing_private(network, manager, do_jobs, monkeypatch):
    monkeypatch.setattr(actions, "build", lambda *_: 1 / 0)
    report = actions.request_report(network=network, by=manager, year_end=YEAR_END)
    do_jobs(expect_failures=True)
    report.refresh_from_db()
    assert report.is_being_made
    assert report.job.error.startswith("The report could not be made.")
    assert "division" not in report.job.error


def test_trying_again_needs_a_failure(draft, manager):
    with pytest.raises(ReportRefused):
        actions.try_again(report=draft, by=manager)


def test_job_whose_worker_died_is_done_by_the_next(network, manager, do_jobs):
    report = actions.request_report(network=network, by=manager, year_end=YEAR_END)
    claim_next("reports")
    Job.objects.update(lease_expires_at=timezone.now() - timedelta(seconds=1))
    do_jobs()
    report.refresh_from_db()
    assert report.is_current
    assert report.job.attempts == 2


def test_job_that_was_overtaken_writes_nothing(draft, network, manager, director):
    actions.approve(report=draft, by=director, content=draft.snapshot_sha256)
    overtaken = claim_next("reports")
    actions.release(report=draft, by=director)
    perform(overtaken)
    draft.refresh_from_db()
    assert (draft.state, draft.file_state) == ("released", "draft")


def test_overtaken_in_the_middle_writes_nothing(draft, director, monkeypatch):
    actions.approve(report=draft, by=director, content=draft.snapshot_sha256)
    claim = claim_next("reports")
    plain = actions.typeset

    def overtaken(*arguments):
        actions.release(report=draft, by=director)
        return plain(*arguments)

    monkeypatch.setattr(actions, "typeset", overtaken)
    perform(claim)
    draft.refresh_from_db()
    assert draft.file_state == "draft"


def test_download_is_recorded_with_what_the_cover_said(network, board_member):
    report = report_of(network, state="approved")
    assert actions.hand_out(report=report, by=board_member).startswith(b"%PDF")
    event = AuditEvent.objects.get(event="report.downloaded")
    assert (event.actor_id, event.network_code, event.detail) == (
        board_member.pk,
        network.code,
        {"state": "approved"},
    )


def test_lost_file_is_not_recorded_as_a_download(network, board_member):
    report = report_of(network)
    files.default_storage.delete(report.file.path)
    with pytest.raises(FileNotFoundError):
        actions.hand_out(report=report, by=board_member)
    assert not AuditEvent.objects.exists()
