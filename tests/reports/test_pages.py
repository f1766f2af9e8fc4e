from datetime import date

import pytest

from apps.core.contributions import network_needs
from apps.core.files import default_storage
from apps.core.models import AuditEvent
from apps.jobs.models import Job
from apps.networks.models import permissions_in
from apps.reports import actions

from .making import PDF, YEAR_END, report_of


@pytest.fixture
def as_director(client, director):
    client.force_login(director)
    return client


def page(response):
    assert response.status_code == 200
    return response.content.decode()


def test_empty_list_says_what_a_report_is_and_offers_one(as_manager, at):
    text = page(as_manager.get(at("list")))
    assert "nothing is typed twice" in text
    assert at("prepare") in text


def test_board_member_is_offered_no_new_report(client, board_member, at):
    client.force_login(board_member)
    assert at("prepare") not in page(client.get(at("list")))


def test_list_shows_reports_with_their_states(as_manager, at, network, django_assert_max_num_queries):
    for year in range(2021, 2027):
        report_of(network, date(year, 3, 31), state="released")
    with django_assert_max_num_queries(8):
        text = page(as_manager.get(at("list")))
    assert text.count("Released") == 6
    assert "April 2025 to March 2026" in text


def test_prepare_proposes_the_year_with_rounds(as_manager, at, closed_round):
    closed_round(date(2026, 2, 15))
    text = page(as_manager.get(at("prepare")))
    assert "one scorecard round" in text
    assert text.index("checked") < text.index("no scorecard round")


def test_prepare_asks_for_the_report_and_leads_to_it(as_manager, at, network):
    response = as_manager.post(at("prepare"), {"year_end": "2026-03-31"})
    report = network.reports.get()
    assert report.year_end == YEAR_END
    assert response.url == at("detail", pk=report.pk)


@pytest.mark.parametrize("year_end", ["", "1066-10-14", "2026-03-30", "never"])
def test_prepare_refuses_a_year_that_was_not_offered(as_manager, at, network, year_end):
    text = page(as_manager.post(at("prepare"), {"year_end": year_end}))
    assert "There is a problem" in text
    assert "<title>Error: " in text
    assert not network.reports.exists()


def test_prepare_says_why_it_is_refused(as_manager, at, network):
    report_of(network, state="approved")
    assert "take the approval back" in page(as_manager.post(at("prepare"), {"year_end": "2026-03-31"}))


def test_closed_network_prepares_nothing(as_manager, at, network):
    network.closed_on = date(2026, 6, 1)
    network.save()
    assert at("prepare") not in page(as_manager.get(at("list")))
    assert as_manager.post(at("prepare"), {"year_end": "2026-03-31"}).status_code == 403


def test_page_asks_again_while_the_report_is_made_and_stops_then(as_manager, at, network, manager, do_jobs):
    report = actions.request_report(network=network, by=manager, year_end=YEAR_END)
    text = page(as_manager.get(at("detail", pk=report.pk)))
    assert 'hx-trigger="every 2s"' in text
    assert "Refresh" in text
    assert "Waiting for its turn" in text
    Job.objects.update(state="running", progress="Laying out the pages")
    fragment = page(as_manager.get(at("detail", pk=report.pk), headers={"HX-Request": "true"}))
    assert "Laying out the pages" in fragment
    assert "<html" not in fragment
    Job.objects.update(state="queued")
    do_jobs()
    done = as_manager.get(at("detail", pk=report.pk), headers={"HX-Request": "true"})
    assert "hx-get" not in page(done)
    assert "HX-Request" in done["Vary"]
    assert "The draft is ready" in page(done)


def test_failed_report_says_why_and_offers_another_try(as_manager, at, network, manager):
    report = actions.request_report(network=network, by=manager, year_end=YEAR_END)
    Job.objects.update(state="failed", error="The pages could not be laid out.")
    text = page(as_manager.get(at("detail", pk=report.pk)))
    assert "The pages could not be laid out." in text
    assert at("again", pk=report.pk) in text
    as_manager.post(at("again", pk=report.pk))
    assert Job.objects.get().state == "queued"


def test_trying_again_what_did_not_fail_says_so(as_manager, at, network):
    report = report_of(network)
    response = as_manager.post(at("again", pk=report.pk), follow=True)
    assert "nothing to try again" in page(response)


def test_draft_can_be_made_again(as_manager, at, network):
    report = report_of(network)
    as_manager.post(at("renew", pk=report.pk))
    report.refresh_from_db()
    assert report.is_being_made


def test_manager_sees_no_way_to_approve(as_manager, at, network):
    report = report_of(network)
    text = page(as_manager.get(at("detail", pk=report.pk)))
    assert at("approve", pk=report.pk) not in text
    assert as_manager.post(at("approve", pk=report.pk)).status_code == 403
    assert as_manager.post(at("release", pk=report.pk)).status_code == 403


def test_director_approves_after_the_warning(as_director, at, network):
    report = report_of(network)
    text = page(as_director.get(at("approve", pk=report.pk)))
    assert "Freedom of information" in text
    report.refresh_from_db()
    assert report.state == "draft"
    response = as_director.post(at("approve", pk=report.pk), {"content": report.snapshot_sha256}, follow=True)
    report.refresh_from_db()
    assert report.state == "approved"
    assert "Approved" in page(response)


def test_approving_an_older_draft_says_to_read_again(as_director, at, network):
    report = report_of(network)
    response = as_director.post(at("approve", pk=report.pk), {"content": "older"}, follow=True)
    assert "Read it once more" in page(response)


def test_director_releases_after_confirming(as_director, at, network, icb):
    report = report_of(network, state="approved")
    assert icb.name in page(as_director.get(at("release", pk=report.pk)))
    as_director.post(at("release", pk=report.pk), {"when": "now"})
    report.refresh_from_db()
    assert report.state == "released"


def test_confirmation_pages_lead_back_when_it_is_done(as_director, at, network):
    report = report_of(network, state="released")
    for name in ("approve", "release"):
        assert as_director.get(at(name, pk=report.pk)).url == at("detail", pk=report.pk)


def test_download_is_an_attachment_with_a_telling_name(as_manager, at, network):
    report = report_of(network)
    response = as_manager.get(at("download", pk=report.pk))
    assert response.content == PDF + b"draft"
    assert response["Content-Type"] == "application/pdf"
    name = f"one-year-on-{network.code}-2026-03-draft.pdf"
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "no-store"
    assert AuditEvent.objects.filter(event="report.downloaded").count() == 1


def test_download_before_there_is_a_file_is_not_found(as_manager, at, network, manager):
    report = actions.request_report(network=network, by=manager, year_end=YEAR_END)
    assert as_manager.get(at("download", pk=report.pk)).status_code == 404


def test_download_of_a_lost_file_says_so(as_manager, at, network):
    report = report_of(network)
    default_storage.delete(report.file.path)
    assert "not in storage" in page(as_manager.get(at("download", pk=report.pk), follow=True))


def test_report_of_another_network_is_not_found(as_manager, at, other_network):
    report = report_of(other_network)
    for name in ("detail", "download"):
        assert as_manager.get(at(name, pk=report.pk)).status_code == 404


def test_names_are_escaped_on_the_page(as_manager, at, network):
    report = report_of(network)
    report.snapshot["findings"] = [{"text": "<script>x</script>", "note": "", "section": "brief"}]
    report.save()
    assert "<script>x" not in page(as_manager.get(at("detail", pk=report.pk)))


def test_detail_page_needs_few_queries(as_director, at, network, django_assert_max_num_queries):
    report = report_of(network)
    with django_assert_max_num_queries(10):
        as_director.get(at("detail", pk=report.pk))


def needs_of(network, user):
    permissions = permissions_in(user.network_memberships.all())
    return [need.text for need in network_needs.of(network, permissions) if "One year on" in need.text]


def test_home_tells_the_director_what_waits(network, director, manager):
    report = report_of(network)
    assert needs_of(network, director) == ["One year on, April 2025 to March 2026 waits for your approval"]
    assert needs_of(network, manager) == []
    report.state = report.file_state = "approved"
    report.save()
    assert needs_of(network, director) == [
        "One year on, April 2025 to March 2026 is approved and not released"
    ]


def test_home_tells_the_manager_of_a_failure(network, manager):
    actions.request_report(network=network, by=manager, year_end=YEAR_END)
    Job.objects.update(state="failed", error="x")
    assert needs_of(network, manager) == ["One year on, April 2025 to March 2026 could not be made"]
