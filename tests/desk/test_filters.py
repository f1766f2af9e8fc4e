"""The list of an area's networks, narrowed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from apps.reports.key_figures import key_figures
from tests.reports.full import full_snapshot
from tests.reports.making import YEAR_END, report_of

LAST_YEAR = YEAR_END.replace(year=2025)


@pytest.fixture
def found(as_lead, at, networks):
    def names(**query):
        response = as_lead.get(at("networks"), query)
        assert response.status_code == 200
        return [one.name for one in response.context["table"].rows]

    return names


def test_by_year_and_state(found, networks):
    alder, birch, _ = networks
    report_of(alder, LAST_YEAR, state="released")
    report_of(alder)
    report_of(birch, state="released")
    assert found(state="released") == ["Alder PCN", "Birch PCN"]
    this = YEAR_END.isoformat()
    assert found(state="released", year=this) == ["Birch PCN"]
    assert found(state="preparing", year=this) == ["Alder PCN"]
    assert found(state="none", year=this) == ["Cedar PCN"]
    assert found(state="none", year=LAST_YEAR.isoformat()) == ["Birch PCN", "Cedar PCN"]


def test_by_what_changed(found, networks):
    old = report_of(networks[0], state="released")
    report_of(networks[1], state="released")
    type(old).objects.filter(pk=old.pk).update(released_at=timezone.now() - timedelta(days=40))
    assert found(since="30") == ["Birch PCN"]
    assert found(since="90") == ["Alder PCN", "Birch PCN"]


def test_what_is_no_choice_counts_as_not_asked(found):
    every = ["Alder PCN", "Birch PCN", "Cedar PCN"]
    assert found(year="x", state="secret", place="place-x", since="-1") == every


def test_ladder_stands_in_the_row_in_words_too(as_lead, at, networks):
    made = full_snapshot()
    report_of(networks[0], state="released", snapshot=made, figures=key_figures(made))
    page = as_lead.get(at("networks")).content.decode()
    assert "Leadership: Step 2; Data: Foundation" in page
    assert page.count("portal-steps") == 1


def test_report_of_another_year_is_downloaded(as_lead, at, networks):
    report_of(networks[0], LAST_YEAR, state="released")
    report_of(networks[0], state="released")
    answer = as_lead.get(at("download_year", network_code=networks[0].code, year_end=LAST_YEAR))
    assert f"{networks[0].code}-2025-03" in answer["Content-Disposition"]
    none = at("download_year", network_code=networks[1].code, year_end=LAST_YEAR)
    assert as_lead.get(none).status_code == 404


def test_page_of_a_network_says_what_it_released_and_when_it_was_asked(as_lead, at, ask, networks, do_jobs):
    report_of(networks[0], LAST_YEAR, state="released")
    report_of(networks[0])
    ask(networks)
    do_jobs()
    page = as_lead.get(at("network", network_code=networks[0].code)).content.decode()
    assert "April 2024 to March 2025 (PDF)" in page
    assert "1 yearly report released" in page
    assert "asked " in page
    other = as_lead.get(at("network", network_code=networks[1].code)).content.decode()
    assert "A report is in preparation" in other
