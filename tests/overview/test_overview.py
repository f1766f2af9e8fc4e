"""The page of an area, and the PDF as it is asked for, made and handed out."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from apps.core.models import AuditEvent
from apps.networks.models import Sharing
from apps.overview import actions, document, queries, snapshot
from apps.overview.actions import OverviewRefused
from apps.overview.models import Overview
from apps.reports.models import Report
from apps.reports.years import Year
from tests import factories
from tests.reports.making import report_of

from .making import PDF, YEAR_END, area_of, figures_of, overview_of

MOST = 12
YEAR = Year(YEAR_END)


@pytest.fixture
def at(icb):
    return lambda name, *args: reverse(f"area_overview:{name}", args=[icb.code, *args])


@pytest.fixture
def as_analyst(client, analyst):
    client.force_login(analyst)
    return client


def page(client, url) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def gathered(icb, year=YEAR) -> queries.Gathered:
    return queries.gathered(icb, year, queries.released(icb))


# --- Which reports ----------------------------------------------------------------------------
def test_only_released_reports_of_exactly_that_month_count(icb):
    area_of(icb, 3)
    for state in ("draft", "approved", "superseded"):
        report_of(factories.network_in(icb), YEAR_END, state=state)
    report_of(factories.network_in(icb), date(2026, 2, 28), state="released")
    report_of(factories.network_in(factories.IcbFactory()), YEAR_END, state="released")
    found = gathered(icb)
    assert len(found.reports) == 3
    assert len(found.networks) == 7
    assert len(found.without) == 4


def test_the_latest_version_counts_and_the_one_before_while_its_pages_are_made(icb):
    (report,) = area_of(icb, 1)
    newer = report_of(report.network, YEAR_END, state="released", version=2)
    assert [one.pk for one in gathered(icb).reports] == [newer.pk]
    Report.objects.filter(pk=newer.pk).update(file_state="approved")
    assert [one.pk for one in gathered(icb).reports] == [report.pk]


def test_networks_are_those_open_in_the_year(icb):
    for fields in (
        {"closed_on": date(2025, 4, 1)},
        {"opened_on": date(2026, 4, 1)},
        {"closed_on": date(2025, 5, 1)},
        {"opened_on": date(2026, 3, 1)},
    ):
        network = factories.network_in(icb)
        type(network).objects.filter(pk=network.pk).update(**fields)
    assert len(gathered(icb).networks) == 2


def test_year_with_enough_networks_is_proposed(icb):
    area_of(icb, 8, year_end=date(2025, 3, 31))
    area_of(icb, 2)
    found = queries.choices(queries.released(icb))
    assert [(one.year.end, one.networks) for one in found] == [(YEAR_END, 2), (date(2025, 3, 31), 8)]
    assert queries.proposed(found).year.end == date(2025, 3, 31)
    assert queries.proposed(found[:1]).year.end == YEAR_END
    assert queries.proposed([]) is None


# --- From eight networks on ------------------------------------------------------------------
def test_of_seven_networks_there_is_no_figure(as_analyst, at, icb):
    area_of(icb, 7)
    found = gathered(icb)
    assert (found.enough, found.missing, found.spreads, found.middles) == (False, 1, (), ())
    text = page(as_analyst, at("year", YEAR_END))
    assert "7 of 7 networks have released a report" in text
    assert "1 is missing" in text
    assert "With enough reports you would see" in text
    assert "portal-plot" not in text
    assert "Make the PDF" not in text
    for figure in ("shown", "said", "themes"):
        assert as_analyst.get(at("figures_csv", YEAR_END, figure)).status_code == 404
    said = as_analyst.post(at("make", YEAR_END), follow=True).content.decode()
    assert "at least 8 networks" in said
    assert not Overview.objects.exists()


def test_of_eight_networks_there_are_counts_and_no_network_is_named_with_one(as_analyst, at, icb):
    area_of(icb, 8)
    text = page(as_analyst, at("latest"))
    assert "8 of 8 networks have released a report" in text
    assert text.count('class="portal-plot"') == 3
    figures = text.partition('id="steps"')[2].partition('id="asked"')[0]
    assert "Network 0" not in figures
    said = page(as_analyst, at("figures_csv", YEAR_END, "shown"))
    assert "Network 0" not in said
    assert "Not yet,Foundation,Step 1,Step 2,Step 3" in said
    assert AuditEvent.objects.filter(event="export.made", ics_code=icb.code).exists()
    assert as_analyst.get(at("figures_csv", YEAR_END, "wellbeing")).status_code == 404


def test_themes_are_of_networks_that_count_in_medians(as_analyst, at, icb):
    reports = area_of(icb, 8)
    reports[0].network.sharing.filter(what=Sharing.What.COUNT).update(until=timezone.now())
    found = gathered(icb)
    assert (found.counting, found.middles) == (7, ())
    assert found.spreads
    text = page(as_analyst, at("latest"))
    assert "7 of the networks with a report count in medians; it takes 8" in text
    assert as_analyst.get(at("figures_csv", YEAR_END, "themes")).status_code == 404
    network = factories.network_in(icb)
    network.sharing.create(what=Sharing.What.COUNT, since=timezone.now())
    report_of(network, YEAR_END, state="released", figures=figures_of(1, lean=-0.5))
    found = gathered(icb)
    assert found.counting == 8
    assert found.middles[0].networks == 8


def test_nothing_of_wellbeing_is_in_it(icb):
    area_of(icb, 8)
    text = str(snapshot.build(icb, gathered(icb))).replace("Answers about wellbeing are in no overview", "")
    assert "ellbeing" not in text
    assert "heck-in" not in text


def test_year_without_a_released_report_is_not_there(as_analyst, at, icb):
    assert "No network has released a report yet" in page(as_analyst, at("latest"))
    assert as_analyst.get(at("year", YEAR_END)).status_code == 404
    assert as_analyst.post(at("make", YEAR_END)).url == at("latest")


# --- Asks -----------------------------------------------------------------------------------
def test_asks_of_the_year_are_counted_and_those_opened_told(icb):
    reports = area_of(icb, 8)
    network, within = reports[0].network, date(2025, 9, 1)
    factories.ask_of(network, what="Between us", sent_on=within)
    named = factories.ask_of(network, what="Named", sent_on=within, shown="named", state="settled")
    factories.ask_of(
        network, what="Unnamed", sent_on=within, shown="unnamed", state="replied", reply="declined"
    )
    factories.ask_of(network, what="Of another year", sent_on=date(2025, 3, 31), shown="named")
    factories.ask_of(network, what="A draft", state="draft")
    named.supports.create(network=reports[1].network, since=within)
    factories.support_ask_of(network, sent_on=within)
    asked = queries.asked(icb, YEAR)
    assert (len(asked.asks), asked.waiting, asked.replied, asked.settled) == (3, 1, 2, 1)
    assert (asked.requests, asked.offers) == (1, 0)
    chapters = {one["code"]: one["parts"] for one in snapshot.build(icb, gathered(icb))["chapters"]}
    (table,) = (part for part in chapters["asked"] if part["part"] == "table")
    assert {(row[0], row[1], row[3]) for row in table["rows"]} == {
        ("Named", network.name, "1"),
        ("Unnamed", "A network", "0"),
    }
    text = str(chapters["asked"])
    assert "1 more ask stays between" in text
    for hidden in ("Between us", "Of another year", "A draft"):
        assert hidden not in text


def test_what_reports_ask_is_named_on_the_page_and_not_in_the_pdf(as_analyst, at, icb):
    area_of(icb, 8, text="We ask for one plan.")
    lines = page(as_analyst, at("latest")).partition('id="in-reports"')[2]
    assert "Network 3" in lines
    assert "We ask for one plan." in lines
    chapters = {one["code"]: one["parts"] for one in snapshot.build(icb, gathered(icb))["chapters"]}
    assert "Network" not in str(chapters["lines"])
    assert chapters["lines"][1]["items"] == ["We ask for one plan."]


# --- The PDF --------------------------------------------------------------------------------
def test_it_is_made_kept_and_made_again_when_reports_changed(as_analyst, at, icb, do_jobs):
    reports = area_of(icb, 8)
    assert "Make the PDF" in page(as_analyst, at("latest"))
    text = as_analyst.post(at("make", YEAR_END), follow=True).content.decode()
    assert "Being made" in text
    assert "being made now" in as_analyst.post(at("make", YEAR_END), follow=True).content.decode()
    do_jobs()
    made = Overview.objects.get()
    assert sorted(made.reports) == sorted(one.pk for one in reports)
    assert made.snapshot_sha256 == document.digest(made.snapshot)
    assert made.pages > 4
    text = page(as_analyst, at("latest"))
    assert "No report was released since" in text
    file = as_analyst.get(at("download", made.pk))
    assert file.content.startswith(b"%PDF")
    assert file["Content-Disposition"] == f'attachment; filename="one-year-on-{icb.code}-2026-03-1.pdf"'
    assert AuditEvent.objects.filter(event="overview.downloaded", ics_code=icb.code).count() == 1
    area_of(icb, 2, name="Later")
    assert "2 reports were released since" in page(as_analyst, at("latest"))
    as_analyst.post(at("make", YEAR_END))
    do_jobs()
    assert [one.version for one in icb.overviews.all()] == [2, 1]
    assert "10 of 10" in str(icb.overviews.first().snapshot["facts"])
    assert "8 of 8" in str(icb.overviews.last().snapshot["facts"])


def test_a_corrected_report_counts_as_released_since(icb):
    overview = overview_of(icb)
    report = Report.objects.filter(pk=overview.reports[0]).get()
    assert queries.since(overview, gathered(icb).reports) == 0
    report_of(report.network, YEAR_END, state="released", version=2)
    assert queries.since(overview, gathered(icb).reports) == 1


def test_failure_says_why_and_is_tried_again(as_analyst, at, icb, do_jobs, monkeypatch):
    area_of(icb, 8)

    def fails(*args, **options):
        raise document.DocumentFailed("print.css is missing")

    with monkeypatch.context() as patch:
        patch.setattr(actions, "typeset", fails)
        as_analyst.post(at("make", YEAR_END))
        for _ in range(4):
            Overview.objects.get().job.__class__.objects.update(not_before=timezone.now())
            do_jobs(expect_failures=True)
    text = page(as_analyst, at("latest"))
    assert "could not be made" in text
    assert "print.css is missing" in text
    as_analyst.post(at("make", YEAR_END))
    do_jobs(expect_failures=True)
    made = Overview.objects.get()
    assert (made.version, made.file_id is not None) == (1, True)
    assert "Try again" not in page(as_analyst, at("latest"))


def test_networks_that_went_meanwhile_stop_it_in_words(as_analyst, at, icb, do_jobs):
    reports = area_of(icb, 8)
    as_analyst.post(at("make", YEAR_END))
    Report.objects.filter(pk=reports[0].pk).update(state="superseded")
    do_jobs(expect_failures=True)
    assert "there are 7" in Overview.objects.get().job.error


def test_a_job_asked_for_before_writes_nothing(icb, analyst):
    area_of(icb, 8)
    overview = actions.request_overview(icb=icb, by=analyst, year_end=YEAR_END)
    other = type(overview.job).objects.create(kind="overview.make", subject=str(overview.pk), key="other")
    actions.make(overview=overview, job=other, say=print)
    overview.refresh_from_db()
    assert overview.snapshot is None
    with pytest.raises(OverviewRefused, match="did not fail"):
        actions.try_again(overview=overview, by=analyst)


def test_file_that_storage_lost_is_told(as_analyst, at, icb, settings, tmp_path):
    overview = overview_of(icb)
    assert as_analyst.get(at("download", overview.pk)).content == PDF
    settings.MEDIA_ROOT = tmp_path / "elsewhere"
    text = as_analyst.get(at("download", overview.pk), follow=True).content.decode()
    assert "not in storage any more" in text


def test_overview_of_another_area_is_not_there(as_analyst, at):
    elsewhere = overview_of(factories.IcbFactory())
    assert as_analyst.get(at("download", elsewhere.pk)).status_code == 404


# --- How much it asks -----------------------------------------------------------------------
def test_page_has_a_budget_that_does_not_grow(as_analyst, at, icb):
    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            page(as_analyst, at("latest"))
        return len(captured)

    overview_of(icb)
    before = asked()
    for number in range(3):
        overview_of(icb, name=f"More {number}")
    report = Report.objects.filter(year_end=YEAR_END).first()
    for _ in range(20):
        factories.ask_of(report.network, sent_on=date(2025, 9, 1), state="replied")
    assert asked() == before
    assert before <= MOST, before


def test_page_asks_again_only_for_the_list_of_pdfs(as_analyst, at, icb):
    overview_of(icb)
    headers = {"HX-Request": "true", "HX-Target": "made-part"}
    part = as_analyst.get(at("year", YEAR_END), headers=headers).content.decode()
    assert part.lstrip().startswith('<div id="made-part"')
    assert "<h1" not in part


def test_lines_of_reports_are_turned_page_by_page(as_analyst, at, icb):
    for number in range(27):
        area_of(icb, 1, name=f"Network {number:02}", text=f"Ask {number:02} of")
    assert as_analyst.get(at("year", YEAR_END)).context["lines_table"].count == 27
    headers = {"HX-Request": "true", "HX-Target": "lines"}
    part = as_analyst.get(at("year", YEAR_END) + "?page=2", headers=headers).content.decode()
    assert 'id="lines"' in part
    assert "<h1" not in part
    assert "Ask 26 of" in part
    assert "Ask 00 of" not in part
