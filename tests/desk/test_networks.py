import csv
import io
from datetime import UTC, date, datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from apps.core.models import AuditEvent
from apps.core.moments import day
from tests.factories import IcbFactory, network_in, practice_in
from tests.reports.making import PDF, report_of


@pytest.fixture
def area(icb):
    return reverse("ics:networks", args=[icb.code])


@pytest.fixture
def as_analyst(client, analyst):
    client.force_login(analyst)
    return client


def page(response):
    assert response.status_code == 200
    return response.content.decode()


def names(response):
    return [network.name for network in response.context["table"].rows]


def download(icb, network):
    return reverse("ics:download", args=[icb.code, network.code])


def test_list_shows_networks_with_practices_and_patients(as_analyst, area, network):
    practice_in(network, patients=9000)
    practice_in(network, patients=3345)
    text = page(as_analyst.get(area))
    assert "Northern Vale PCN" in text
    assert "12,345" in text


def test_names_in_the_list_are_escaped(as_analyst, area, network):
    network.name = "<b>Ash</b> & Birch PCN"
    network.save(update_fields=["name"])
    report_of(network, state="released")
    assert page(as_analyst.get(area)).count("&lt;b&gt;Ash&lt;/b&gt; &amp; Birch PCN") == 2


def test_list_says_when_a_report_was_released_and_what_year_it_is_about(as_analyst, area, network):
    # Half an hour before midnight in Greenwich is the next day in a British summer.
    released_at = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)
    network.reports.filter(pk=report_of(network, state="released").pk).update(released_at=released_at)
    text = page(as_analyst.get(area))
    assert "Released 1 July 2026" in text
    assert "(PDF, to March 2026)" in text


def test_network_without_published_sizes_says_so(as_analyst, area, network):
    practice_in(network)
    network.practice_spells.get().practice.list_sizes.all().delete()
    assert "not published" in page(as_analyst.get(area))


def test_list_leaves_out_other_areas(as_analyst, area, network):
    network_in(IcbFactory(), name="Elsewhere PCN")
    assert "Elsewhere" not in page(as_analyst.get(area))


def test_drafts_and_approved_reports_are_only_in_preparation(as_analyst, area, icb, network):
    for state in ("draft", "approved"):
        network.reports.all().delete()
        report_of(network, state=state)
        text = page(as_analyst.get(area))
        assert "In preparation" in text
        assert download(icb, network) not in text
        assert as_analyst.get(download(icb, network)).status_code == 404


def test_analyst_cannot_reach_a_draft_by_the_networks_own_address(as_analyst, network):
    report = report_of(network)
    for name in ("detail", "download", "approve", "release", "again", "renew"):
        address = reverse(f"reports:{name}", args=[network.code, report.pk])
        assert as_analyst.get(address).status_code == 404
        assert as_analyst.post(address).status_code == 404


def test_released_report_is_downloaded_and_recorded(as_analyst, analyst, area, icb, network):
    report_of(network, date(2025, 3, 31), state="released")
    report = report_of(network, state="released")
    report_of(network, date(2027, 3, 31), state="draft")
    assert download(icb, network) in page(as_analyst.get(area))
    response = as_analyst.get(download(icb, network))
    assert response.content == PDF + b"released"
    assert f'filename="one-year-on-{network.code}-2026-03-released.pdf"' in response["Content-Disposition"]
    event = AuditEvent.objects.get(event="report.downloaded")
    assert (event.actor_id, event.ics_code, event.object_code) == (analyst.pk, icb.code, str(report.pk))


def test_released_report_waits_for_its_cover(as_analyst, area, icb, network):
    report_of(network, state="released", file_state="approved")
    assert download(icb, network) not in page(as_analyst.get(area))
    assert as_analyst.get(download(icb, network)).status_code == 404


def test_superseded_report_is_not_handed_out(as_analyst, icb, network):
    report_of(network, state="superseded")
    assert as_analyst.get(download(icb, network)).status_code == 404


def test_report_of_another_area_is_not_found(as_analyst, icb):
    foreign = network_in(IcbFactory())
    report_of(foreign, state="released")
    assert as_analyst.get(download(icb, foreign)).status_code == 404


def test_list_names_no_person(as_analyst, area, network, manager, director):
    report_of(network, state="released")
    text = page(as_analyst.get(area))
    for person in (manager, director):
        assert person.name not in text
        assert person.email not in text


@pytest.mark.parametrize("search", ["vale", "VALE", " vale "])
def test_search_by_a_part_of_the_name(as_analyst, area, network, other_network, search):
    assert names(as_analyst.get(area, {"q": search})) == ["Northern Vale PCN"]


def test_search_by_code(as_analyst, area, network, other_network):
    assert names(as_analyst.get(area, {"q": network.code.lower()})) == [network.name]


def test_search_without_result_says_so(as_analyst, area, network):
    text = page(as_analyst.get(area, {"q": "<b>nothing"}))
    assert "No network has" in text
    assert "<b>nothing" not in text


@pytest.fixture
def three(icb):
    small, large, middle = (network_in(icb, name=name) for name in ("Ash PCN", "Birch PCN", "Cedar PCN"))
    for network, sizes in ((small, [100]), (large, [500, 400]), (middle, [100, 100, 100])):
        for patients in sizes:
            practice_in(network, patients=patients)
    report_of(large, state="released")
    report_of(middle, state="draft")
    return "Ash PCN", "Birch PCN", "Cedar PCN"


@pytest.mark.parametrize(
    ("sort", "order"),
    [("name", "ABC"), ("patients", "ACB"), ("practices", "ABC"), ("report", "CAB")],
)
def test_list_is_sorted_by_each_column_both_ways(as_analyst, area, three, sort, order):
    up = "".join(name[0] for name in names(as_analyst.get(area, {"sort": sort, "order": "up"})))
    down = "".join(name[0] for name in names(as_analyst.get(area, {"sort": sort, "order": "down"})))
    assert up == order
    assert down == order[::-1]


@pytest.mark.parametrize("query", [{"sort": "nonsense", "order": "down"}, {"sort": "\x00"}, {"order": "x"}])
def test_an_order_that_is_none_is_the_usual_one(as_analyst, area, three, query):
    assert [name[0] for name in names(as_analyst.get(area, query))] == ["A", "B", "C"]


def test_head_of_the_sorted_column_turns_the_order(as_analyst, area, three):
    text = page(as_analyst.get(area, {"sort": "patients", "order": "up", "q": "pcn"}))
    assert 'aria-sort="ascending"' in text
    assert "sort=patients&amp;order=down" in text


def test_list_is_paged_and_keeps_search_and_order(as_analyst, area, icb):
    for number in range(30):
        network_in(icb, name=f"Network {number:02d}")
    first = as_analyst.get(area, {"q": "network", "sort": "name", "order": "down"})
    assert len(names(first)) == 25
    assert "q=network&amp;sort=name&amp;order=down&amp;page=2" in page(first)
    assert len(names(as_analyst.get(area, {"page": 2, "q": "network"}))) == 5
    assert len(names(as_analyst.get(area, {"page": "x"}))) == 25


def test_area_without_networks_says_where_they_come_from(as_analyst, area):
    assert "No networks are recorded" in page(as_analyst.get(area))


def test_csv_holds_what_the_list_shows(as_analyst, analyst, icb, three):
    response = as_analyst.get(reverse("ics:export", args=[icb.code]), {"sort": "patients", "order": "down"})
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    told = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
    columns = (
        "Network",
        "Practices",
        "Registered patients",
        "Report",
        "Released report is about",
        "Released on",
    )
    assert [[line[column] for column in columns] for line in told] == [
        ["Birch PCN", "2", "900", "Released", "April 2025 to March 2026", day(timezone.localdate())],
        ["Cedar PCN", "3", "300", "In preparation", "", ""],
        ["Ash PCN", "1", "100", "None yet", "", ""],
    ]
    event = AuditEvent.objects.get(event="export.made")
    assert (event.actor_id, event.ics_code) == (analyst.pk, icb.code)


def test_queries_do_not_grow_with_networks(as_analyst, area, icb, django_assert_max_num_queries):
    for number in range(30):
        network = network_in(icb, name=f"Network {number:02d}")
        practice_in(network)
        report_of(network, state="released")
    with django_assert_max_num_queries(10):
        as_analyst.get(area, {"sort": "patients", "order": "down"})
