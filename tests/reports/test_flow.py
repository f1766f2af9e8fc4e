"""From a draft to the area: comments, the board, a planned day, taking back. Nothing unapproved gets there."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from apps.core.models import AuditEvent
from apps.jobs.clock import run_due
from apps.networks.models import IcbParent
from apps.reports import actions, document, flow_actions, handlers
from apps.reports.actions import FARTHEST, ReportRefused
from apps.reports.models import Endorsement, Report, ReportComment
from tests import factories

from .making import YEAR_END, report_of

TODAY = timezone.localdate
pytestmark = pytest.mark.usefixtures("covers_only")


def page(response):
    assert response.status_code == 200
    return response.content.decode()


# --- Comments ------------------------------------------------------------------------------------
def test_board_member_comments_and_reads_what_was_done(client, at, network, board_member, manager):
    report = report_of(network)
    client.force_login(board_member)
    address = at("comments", pk=report.pk)
    assert "Nobody has commented yet" in page(client.get(address))
    client.post(address, {"chapter": "scorecard", "text": "Which <b>round</b>?"})
    assert "Which &lt;b&gt;round&lt;/b&gt;?" in page(client.get(address))
    found = ReportComment.objects.get()
    assert (found.by, found.about) == (board_member, "The scorecard")
    assert client.get(at("comment_settle", pk=found.pk)).status_code == 403
    client.force_login(manager)
    assert "One comment waits for an answer" in page(client.get(f"/networks/{network.code}/"))
    client.post(at("comment_settle", pk=found.pk), {"answer": "Named now."})
    client.force_login(board_member)
    assert "What was done: Named now." in page(client.get(address))


def test_chapter_is_chosen_where_the_comment_came_from(client, at, network, board_member):
    report = report_of(network)
    client.force_login(board_member)
    read = page(client.get(at("read", pk=report.pk)))
    address = f"{at('comments', pk=report.pk)}?chapter=scorecard"
    assert address in read
    assert 'value="scorecard" selected' in page(client.get(address))


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"text": " "}, "Enter your comment"),
        ({"text": "x" * 1001}, "1,000 characters or fewer"),
        ({"text": "x", "chapter": "money"}, "Select a valid choice"),
    ],
)
def test_comment_that_can_not_be_is_said(client, at, network, board_member, form, words):
    report = report_of(network)
    client.force_login(board_member)
    assert words in page(client.post(at("comments", pk=report.pk), {"chapter": ""} | form))
    assert not ReportComment.objects.exists()


def test_comments_outlive_the_draft_and_end_with_the_approval(
    network, manager, director, board_member, do_jobs, draft
):
    flow_actions.comment(report=draft, by=board_member, chapter="", text="Good.")
    again = actions.request_report(network=network, by=manager, year_end=draft.year_end)
    do_jobs()
    again.refresh_from_db()
    assert ReportComment.objects.filter(network=network, year_end=again.year_end).count() == 1
    actions.approve(report=again, by=director, content=again.snapshot_sha256)
    with pytest.raises(ReportRefused, match="too late"):
        flow_actions.comment(report=again, by=board_member, chapter="", text="One more.")


def test_same_comment_twice_is_once(network, board_member):
    report = report_of(network)
    for _ in range(2):
        flow_actions.comment(report=report, by=board_member, chapter="", text="Good.")
    assert ReportComment.objects.count() == AuditEvent.objects.filter(event="report.commented").count() == 1


def test_only_ones_own_comment_is_withdrawn_until_it_is_answered(network, board_member, manager):
    report = report_of(network)
    comment = flow_actions.comment(report=report, by=board_member, chapter="", text="Good.")
    with pytest.raises(ReportRefused):
        flow_actions.withdraw(comment=comment, by=manager)
    flow_actions.settle(comment=comment, by=manager, answer="Thank you.")
    with pytest.raises(ReportRefused):
        flow_actions.withdraw(comment=comment, by=board_member)
    other = flow_actions.comment(report=report, by=board_member, chapter="", text="A mistake.")
    flow_actions.withdraw(comment=other, by=board_member)
    assert ReportComment.objects.get() == comment


def test_comments_are_in_no_snapshot(network, draft, board_member, manager, do_jobs):
    flow_actions.comment(report=draft, by=board_member, chapter="", text="Between us.")
    again = actions.request_report(network=network, by=manager, year_end=draft.year_end)
    do_jobs()
    again.refresh_from_db()
    assert "Between us." not in document.as_text(again.snapshot)


# --- The board -----------------------------------------------------------------------------------
def test_endorsement_at_a_meeting_stands_on_the_cover_until_the_draft_is_made_anew(
    client, at, network, manager, director, draft
):
    meeting = factories.meeting_of(network, days=-3, state="ended", title="Board in May")
    client.force_login(manager)
    form = {"meeting": meeting.pk, "said": "With thanks.", "content": draft.snapshot_sha256}
    client.post(at("endorse", pk=draft.pk), form)
    noted = Endorsement.objects.get()
    assert (noted.meeting, noted.on) == (meeting, timezone.localdate(meeting.starts_at))
    assert "Endorsed by the board (Board in May)" in actions.standing(draft).notes[0]
    assert "Endorsed by the board (Board in May)" in document.html(draft.snapshot, actions.standing(draft))
    client.force_login(director)
    assert "The board endorsed it: Board in May" in page(client.get(at("approve", pk=draft.pk)))
    Report.objects.filter(pk=draft.pk).update(snapshot_sha256="0" * 64)
    draft.refresh_from_db()
    assert actions.standing(draft).notes == ()
    assert "endorsed an earlier draft" in page(client.get(at("approve", pk=draft.pk)))


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({}, "Select at which meeting"),
        ({"meeting": "other"}, "Enter which meeting it was"),
        ({"meeting": "other", "meeting_words": "Board"}, "Enter when the meeting was"),
        (
            {"meeting": "other", "meeting_words": "Board", "on_day": "1", "on_month": "1", "on_year": "2099"},
            "today or in the past",
        ),
    ],
)
def test_endorsement_that_can_not_be_is_said(client, at, network, manager, form, words):
    report = report_of(network)
    client.force_login(manager)
    form |= {"content": report.snapshot_sha256}
    assert words in page(client.post(at("endorse", pk=report.pk), form))


def test_draft_that_was_made_anew_meanwhile_is_not_endorsed_unseen(network, manager):
    report = report_of(network)
    with pytest.raises(ReportRefused, match="made again"):
        flow_actions.endorse(report=report, by=manager, on=TODAY(), content="0" * 64, meeting_words="Board")


def test_endorsement_is_removed_until_the_release(network, manager):
    report = report_of(network)
    values = {"by": manager, "on": TODAY(), "content": report.snapshot_sha256, "meeting_words": "Board"}
    flow_actions.endorse(report=report, **values)
    flow_actions.remove_endorsement(report=report, by=manager)
    assert not Endorsement.objects.exists()
    with pytest.raises(ReportRefused):
        flow_actions.remove_endorsement(report=report, by=manager)
    released = report_of(network, YEAR_END.replace(year=2025), state="released")
    with pytest.raises(ReportRefused, match="was released"):
        flow_actions.endorse(report=released, **values)


# --- A planned day -------------------------------------------------------------------------------
@pytest.fixture
def morning(monkeypatch):
    monkeypatch.setattr(handlers, "FROM", type(handlers.FROM)(0))


def planned(report, days: int) -> None:
    """As if it had been planned ``days`` ago for yesterday or before."""
    Report.objects.filter(pk=report.pk).update(release_on=TODAY() + timedelta(days=days))


def test_report_is_released_on_its_day_and_not_before(network, director, morning, do_jobs):
    report = report_of(network, state="approved")
    actions.plan_release(report=report, by=director, on=TODAY() + timedelta(days=2))
    run_due()
    do_jobs()
    assert Report.objects.get().state == "approved"
    planned(report, 0)
    run_due()
    do_jobs()
    done = Report.objects.get()
    assert (done.state, done.file_state, done.release_on) == ("released", "released", None)
    assert AuditEvent.objects.filter(event="report.released").count() == 1


def test_planned_release_happens_once_however_often_it_is_looked_for(network, morning, do_jobs):
    report = report_of(network, state="approved")
    planned(report, -1)
    for _ in range(3):
        run_due()
    do_jobs()
    run_due()
    do_jobs()
    assert AuditEvent.objects.filter(event="report.released").count() == 1


def test_what_was_moved_or_taken_back_is_not_released(network, director, morning, do_jobs):
    report = report_of(network, state="approved")
    planned(report, 0)
    run_due()
    planned(report, 5)
    do_jobs()
    assert Report.objects.get().state == "approved"
    planned(report, 0)
    run_due()
    actions.take_back(report=report, by=director)
    do_jobs()
    assert Report.objects.get().state == "draft"


def test_nothing_is_released_before_the_morning(network, monkeypatch, do_jobs):
    monkeypatch.setattr(handlers, "FROM", type(handlers.FROM)(23, 59, 59, 999999))
    planned(report_of(network, state="approved"), 0)
    run_due()
    do_jobs()
    assert Report.objects.get().state == "approved"


@pytest.mark.parametrize("days", [0, -1, FARTHEST.days + 1])
def test_day_that_can_not_be_planned_is_said(client, at, network, director, days):
    report = report_of(network, state="approved")
    client.force_login(director)
    on = TODAY() + timedelta(days=days)
    form = {"when": "later", "on_day": on.day, "on_month": on.month, "on_year": on.year}
    assert "Choose a day from tomorrow" in page(client.post(at("release", pk=report.pk), form))


def test_director_plans_moves_and_unplans(client, at, network, director, manager):
    report = report_of(network, state="approved")
    client.force_login(director)
    on = TODAY() + timedelta(days=10)
    form = {"when": "later", "on_day": on.day, "on_month": on.month, "on_year": on.year}
    client.post(at("release", pk=report.pk), form)
    assert Report.objects.get().release_on == on
    assert "on the morning of" in page(client.get(at("detail", pk=report.pk)))
    client.force_login(manager)
    assert "is released to the area" in page(client.get(f"/networks/{network.code}/"))
    assert client.post(at("unplan", pk=report.pk)).status_code == 403
    client.force_login(director)
    client.post(at("unplan", pk=report.pk))
    assert Report.objects.get().release_on is None


def test_approval_is_taken_back_after_confirming(client, at, network, director, do_jobs):
    report = report_of(network, state="approved")
    client.force_login(director)
    assert "Nothing has reached the area" in page(client.get(at("take_back", pk=report.pk)))
    client.post(at("take_back", pk=report.pk))
    do_jobs()
    again = Report.objects.get()
    assert (again.state, again.file_state, again.approved_at) == ("draft", "draft", None)
    with pytest.raises(ReportRefused):
        actions.take_back(report=again, by=director)


# --- The area ------------------------------------------------------------------------------------
def test_nothing_unapproved_reaches_the_area(client, icb, network, analyst, ask_area):
    """Every state but released, at every address of the area."""
    client.force_login(analyst)
    for state, fields in (
        ("draft", {}),
        ("approved", {}),
        ("approved", {"release_on": TODAY() + timedelta(days=1)}),
        ("released", {"file_state": "approved"}),
    ):
        Report.objects.all().delete()
        report = report_of(network, state=state, **fields)
        for address in ask_area():
            answer = client.get(address)
            said = b"".join(answer.streaming_content) if answer.streaming else answer.content
            assert answer.status_code in (200, 302, 404), address
            assert b"%PDF" not in said, (state, address)
            assert report.snapshot["findings"][0]["text"].encode() not in said, (state, address)
            assert b"Released 2" not in said, (state, address)


@pytest.fixture
def ask_area(icb, network):
    """Every address of the area that could say something of a report."""
    batch = factories.batch_of(icb, network)

    def addresses():
        one = {"code": icb.code, "network_code": network.code}
        return [
            reverse("home:area", args=[icb.code]),
            *(
                reverse(f"ics:{name}", args=[icb.code])
                for name in ("networks", "export", "batches", "places")
            ),
            *(reverse(f"ics:{name}", kwargs=one) for name in ("network", "download")),
            reverse("ics:download_year", kwargs=one | {"year_end": YEAR_END}),
            *(
                reverse(f"ics:{name}", args=[icb.code, batch.pk])
                for name in ("batch", "batch_csv", "batch_zip")
            ),
        ]

    return addresses


def test_successor_of_the_area_inherits_released_reports(client, icb, network, analyst):
    """An area that merges into another: its locations belong to the other from a day on."""
    report_of(network, state="released")
    successor = factories.IcbFactory(name="Successor ICB")
    spell = network.parents.get().sub_icb.parents.get()
    spell.end = TODAY()
    spell.save()
    spell.sub_icb.parents.create(icb=successor, start=TODAY())
    IcbParent.objects.filter(icb=icb).update(end=TODAY())
    client.force_login(factories.analyst_of(successor))
    answer = client.get(reverse("ics:download", args=[successor.code, network.code]))
    assert answer.content.startswith(b"%PDF")
    client.force_login(analyst)
    assert client.get(reverse("ics:download", args=[icb.code, network.code])).status_code == 404
    assert "Westmarch Integrated Care Board" in actions.standing(Report.objects.get()).words


def test_area_reads_what_a_new_version_corrects(client, icb, network, analyst):
    report_of(network, state="superseded")
    report_of(network, state="released", version=2, correction="Two practices were <b>counted</b> twice.")
    client.force_login(analyst)
    shown = page(client.get(reverse("ics:network", args=[icb.code, network.code])))
    assert "Two practices were &lt;b&gt;counted&lt;/b&gt; twice." in shown
    assert "It corrects: Two practices" in page(client.get(reverse("home:area", args=[icb.code])))


def test_both_versions_are_kept_and_lead_to_one_another(client, at, network, manager):
    old = report_of(network, state="superseded")
    new = report_of(network, state="released", version=2, correction="A figure was wrong.")
    client.force_login(manager)
    assert at("detail", pk=old.pk) in page(client.get(at("detail", pk=new.pk)))
    assert at("detail", pk=new.pk) in page(client.get(at("detail", pk=old.pk)))
    for report in (old, new):
        assert client.get(at("download", pk=report.pk)).content.startswith(b"%PDF")


def test_reason_is_asked_for_where_a_report_was_released(as_manager, at, network):
    report_of(network, state="released")
    year_end = YEAR_END.isoformat()
    answer = as_manager.post(at("prepare"), {"year_end": year_end, "correction": ""})
    assert "Enter what this version corrects" in page(answer)
    as_manager.post(at("prepare"), {"year_end": year_end, "correction": "A figure was wrong."})
    assert network.reports.get(version=2).correction == "A figure was wrong."
