from datetime import date

import pytest

from apps.core.chapters import Period
from apps.purpose import chapter
from tests.factories import PersonFactory
from tests.factories.purpose import lead_of, objective_of, purpose_of, strategy_of


@pytest.fixture
def period(network):
    return Period(network, date(2025, 4, 1), date(2026, 3, 31), date(2026, 3, 31))


def told(section) -> str:
    return repr(section.parts)


def test_nothing_is_told_of_a_network_without_any(period):
    assert chapter.purpose(period) is chapter.objectives(period) is chapter.leadership(period) is None


def test_purpose_of_the_years_last_day_with_what_it_was_before(network, period):
    purpose_of(network, line="To share staff.", adopted_on=date(2023, 5, 2), replaced_on=date(2025, 9, 1))
    purpose_of(network, line="So that nobody waits.", adopted_on=date(2025, 9, 1), meeting="September board")
    purpose_of(network, state="draft", line="Not yet.")
    found = chapter.purpose(period)
    assert found.parts[0].text == "So that nobody waits."
    assert "version 2 on 1 September 2025 (September board)" in told(found)
    assert "To share staff." in told(found)
    assert "Not yet." not in told(found)
    assert found.findings == ["We agreed on a new purpose: “So that nobody waits.”"]


def test_purpose_adopted_after_the_year_is_not_told(network, period):
    purpose_of(network, line="Old", adopted_on=date(2023, 5, 2), replaced_on=date(2026, 6, 1))
    purpose_of(network, line="New", adopted_on=date(2026, 6, 1))
    found = chapter.purpose(period)
    assert found.parts[0].text == "Old"
    assert "It did not change within this year." in told(found)
    assert "New" not in told(found)
    assert found.findings == []


def test_objectives_with_how_they_ended_and_without_who_owns_them(network, period):
    owner = PersonFactory(network=network, name="Asha Vane")
    ended = {"ended_on": date(2026, 4, 8), "owner": owner, "year": 2025}
    objective_of(network, text="Visits", outcome="kept", **ended)
    objective_of(network, text="Phones", outcome="missed", reason="No figures until autumn.", **ended)
    objective_of(network, text="Welcome", outcome="carried", reason="Late", **ended)
    objective_of(network, text="Door", year=2025)
    objective_of(network, text="Of the next year", year=2026)
    found = chapter.objectives(period)
    assert found.findings == [
        "Of 4 objectives: 1 kept, 1 missed, 1 carried into the next year, 1 still open."
    ]
    table = found.parts[1]
    assert [row[0] for row in table.rows] == ["Visits", "Phones", "Welcome", "Door"]
    assert table.rows[1][2:] == ("Missed", "No figures until autumn.")
    assert "Asha Vane" not in told(found)
    assert "Of the next year" not in told(found)
    assert [(one.part, one.text) for one in found.prompts] == [
        ("went_well", "Kept: Visits"), ("challenges", "Missed: Phones"), ("commitments", "Carried over: Welcome"),
    ]  # fmt: skip


def test_other_twelve_months_tell_both_years_of_objectives(network):
    objective_of(network, text="Earlier", year=2025)
    objective_of(network, text="Later", year=2026)
    found = chapter.objectives(Period(network, date(2025, 11, 1), date(2026, 10, 31), date(2026, 10, 31)))
    assert [row[0] for row in found.parts[1].rows] == ["Earlier (2025 to 2026)", "Later (2026 to 2027)"]


def test_how_the_network_leads_says_for_what_somebody_leads_and_never_who(network, period):
    strategy = strategy_of(network, start=date(2025, 4, 1), end=date(2026, 6, 1))
    who = PersonFactory(network=network, name="Asha Vane")
    lead_of(strategy, who, what="Care homes", deputy=PersonFactory(network=network))
    lead_of(strategy, None, what="Phones")
    lead_of(strategy, who, what="Before", end=date(2025, 10, 1))
    found = chapter.leadership(period)
    assert [(row[0], *row[2:]) for row in found.parts[-1].rows] == [
        ("Care homes", "Yes", "Yes"),
        ("Phones", "Nobody at present", "No"),
    ]
    assert "Asha Vane" not in told(found)
    assert [one.text for one in found.prompts] == ["Nobody stands in on Phones"]
