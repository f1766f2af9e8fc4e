"""The report on the screen, and its data to take along."""

import csv
import io
import json
from datetime import date

import pytest

from apps.core.models import AuditEvent
from apps.reports import document, snapshot
from tests.factories.purpose import purpose_of

from .making import YEAR_END, report_of, write_all

HOSTILE = "<script>alert(1)</script>"


@pytest.fixture
def report(network, practice, closed_round):
    closed_round(date(2025, 6, 15), (4, 8, 8, 6, 4), title="Spring")
    closed_round(date(2026, 2, 15))
    purpose_of(network, line=f"So that nobody waits {HOSTILE}", adopted_on=date(2025, 9, 1))
    write_all(network, f"=1+1 {HOSTILE}")
    made = snapshot.build(network, YEAR_END)
    return report_of(network, snapshot=made, snapshot_sha256=document.digest(made))


def page(response) -> str:
    return " ".join(response.content.decode().split())


def test_screen_says_what_the_pages_say(as_manager, at, report):
    text = page(as_manager.get(at("read", pk=report.pk)))
    for words in (
        "What we commit to next year",
        "What moved most",
        "Most people agree with",
        "Why we work together",
    ):
        assert words in text
    assert document.DRAFT.words in text
    assert "<script>alert" not in text
    assert document.digest(report.snapshot)[:12] in text


def test_every_table_of_the_screen_can_be_downloaded(as_manager, at, report):
    text = page(as_manager.get(at("read", pk=report.pk)))
    laid = document.layout.laid_out(report.snapshot)
    for table in laid.tables:
        url = at("table_csv", pk=report.pk, number=table.number)
        assert url in text
        rows = list(csv.reader(io.StringIO(as_manager.get(url).content.decode("utf-8-sig"))))
        assert rows[0] == list(table.columns)
        assert len(rows) == len(table.rows) + 3
        assert all(len(row) == len(table.columns) for row in rows[1:-2])
        assert rows[-1] == ["Source", table.source]
    lines = AuditEvent.objects.filter(event="export.made", detail__what="report_table")
    assert lines.count() == len(laid.tables)
    assert as_manager.get(at("table_csv", pk=report.pk, number=len(laid.tables) + 1)).status_code == 404


def test_cells_that_look_like_formulas_are_harmless(as_manager, at, report):
    laid = document.layout.laid_out(report.snapshot)
    table = next(one for one in laid.tables if one.title == "Our commitments")
    answer = as_manager.get(at("table_csv", pk=report.pk, number=table.number)).content.decode("utf-8-sig")
    assert "'=1+1" in answer


def test_data_is_the_frozen_content_with_its_version(as_manager, at, report):
    response = as_manager.get(at("json", pk=report.pk))
    assert json.loads(response.content) == report.snapshot
    assert json.loads(response.content)["schema_version"] == 2
    assert 'filename="one-year-on-' in response["Content-Disposition"]
    assert AuditEvent.objects.filter(event="export.made", detail__what="report_data").count() == 1


def test_report_of_an_earlier_version_can_be_read_too(as_manager, at, network):
    old = report_of(network)
    assert old.snapshot["schema_version"] == 1
    text = page(as_manager.get(at("read", pk=old.pk)))
    assert "The scorecard" in text
    assert "What we commit to next year" not in text


def test_report_that_is_not_made_yet_is_not_there(as_manager, at, network):
    assert as_manager.get(at("read", pk=report_of(network, snapshot=None).pk)).status_code == 404


def test_page_asks_few_queries(as_manager, at, report, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        as_manager.get(at("read", pk=report.pk))
