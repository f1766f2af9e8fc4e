"""What a report would lack, and who can supply it."""

import csv
import io

from apps.reports import checklist, contents
from apps.reports.years import Year
from tests import factories

from .making import YEAR_END, report_of, write_all


def by_chapter(network):
    found = {}
    for line in checklist.lines(network, Year(YEAR_END)):
        found.setdefault(line.chapter, []).append(line)
    return found


def test_every_chapter_has_somebody_who_fills_it_or_is_the_portals_own():
    known = {*checklist.SUPPLIES, *checklist.WRITTEN, *checklist.TO_COME, "network", "acted"}
    assert known == set(contents.TITLES)


def test_empty_network_lacks_everything_and_says_who_can(network, manager, director):
    found = by_chapter(network)
    assert not any(line.there for lines in found.values() for line in lines)
    purpose = found["Why we work together"][0]
    assert f"{manager.name} (PCN manager)" in purpose.who
    assert f"{director.name} (Clinical director)" in purpose.who
    assert found["Beside networks like ours"][0].who == f"{director.name} (Clinical director)"


def test_what_is_recorded_and_written_is_there(network, closed_round):
    closed_round(YEAR_END.replace(day=2))
    factories.purpose_of(network, adopted_on=YEAR_END.replace(month=1), days_ago=0)
    write_all(network, "Words.")
    found = by_chapter(network)
    assert found["The scorecard"][0].there
    assert found["Why we work together"][0].there
    assert all(line.there for line in found["Two things that got better"])
    assert not found["The board"][0].there


def test_nobody_yet_where_nobody_may(network):
    assert {line.who for lines in by_chapter(network).values() for line in lines} == {"nobody yet"}


def test_page_and_csv_say_the_same(as_manager, at, network):
    text = as_manager.get(at("missing", year_end=YEAR_END)).content.decode()
    assert "0 of 22 chapters and parts" in text
    assert "Adopt a purpose" in text
    answer = as_manager.get(at("missing_csv", year_end=YEAR_END)).content.decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(answer)))
    assert lines[0] == ["Chapter", "In the report", "What fills it", "Who can"]
    assert {line[1] for line in lines[1:]} == {"Missing"}


def test_links_lead_to_pages_that_are_there(as_manager, network):
    for line in checklist.lines(network, Year(YEAR_END)):
        assert as_manager.get(line.url).status_code == 200, line.url


def test_year_before_the_network_existed_has_no_list(as_manager, at, network):
    network.opened_on = YEAR_END.replace(year=2027)
    network.save(update_fields=["opened_on"])
    assert as_manager.get(at("missing", year_end=YEAR_END)).status_code == 404


def test_the_list_stays_where_a_report_was_begun_before_that_was_known(as_manager, at, network):
    report_of(network)
    network.opened_on = YEAR_END.replace(year=2027)
    network.save(update_fields=["opened_on"])
    assert as_manager.get(at("missing", year_end=YEAR_END)).status_code == 200


def test_queries_do_not_grow(as_manager, at, network, closed_round, django_assert_max_num_queries):
    counts = []
    for _ in range(2):
        for _ in range(4):
            factories.member_of(network, "board_member")
            factories.objective_of(network)
            factories.meeting_of(network, days=-9, state="ended")
        with django_assert_max_num_queries(60) as counted:
            as_manager.get(at("missing", year_end=YEAR_END))
        counts.append(len(counted))
    assert counts[0] == counts[1]
