"""How a network leads: drafts, what holds since when, and handing over."""

import pytest

from apps.core.contributions import person_holdings, personal_data
from apps.purpose import queries, strategy_actions
from apps.purpose.actions import PurposeRefused
from apps.purpose.models import Lead
from tests import factories

TEXTS = {"approach": "We share.", "deciding": "We ask first."}


@pytest.fixture
def people(network):
    return factories.PersonFactory.create_batch(3, network=network)


@pytest.fixture
def draft(network, manager, people):
    draft = strategy_actions.write_strategy(network=network, by=manager, **TEXTS)
    strategy_actions.save_lead(
        strategy=draft, by=manager, what="Care homes", person=people[0], deputy=people[1]
    )
    return draft


@pytest.fixture
def held(draft, manager, ago):
    strategy_actions.start_strategy(strategy=draft, by=manager, start=ago(100))
    draft.refresh_from_db()
    return draft


def test_strategy_holds_from_its_first_day_and_the_next_takes_its_place(network, manager, held, ago, people):
    people[1].active_to = ago(1)
    people[1].save()
    following = strategy_actions.write_strategy(network=network, by=manager, **TEXTS)
    copied = following.leads.get()
    assert (copied.what, copied.person, copied.deputy) == ("Care homes", people[0], None)
    strategy_actions.start_strategy(strategy=following, by=manager, start=ago(5))
    held.refresh_from_db()
    assert (held.end, queries.strategy_in_force(network)) == (ago(5), following)
    assert queries.leads_of(held).get().deputy == people[1]


@pytest.mark.parametrize("days", [100, 101, -1])
def test_days_that_overlap_run_backwards_or_lie_ahead_are_refused(network, manager, held, ago, days):
    following = strategy_actions.write_strategy(network=network, by=manager, **TEXTS)
    with pytest.raises(PurposeRefused):
        strategy_actions.start_strategy(strategy=following, by=manager, start=ago(days))
    assert queries.strategy_in_force(network) == held


def test_a_strategy_without_a_lead_or_with_a_leaver_does_not_start(network, manager, draft, people, today):
    people[0].active_to = today
    people[0].save()
    with pytest.raises(PurposeRefused, match="has left"):
        strategy_actions.start_strategy(strategy=draft, by=manager, start=today)
    strategy_actions.remove_lead(lead=draft.leads.get(), by=manager)
    with pytest.raises(PurposeRefused, match="who leads"):
        strategy_actions.start_strategy(strategy=draft, by=manager, start=today)


def test_something_is_led_once_and_what_holds_is_not_rewritten(manager, held, people, network):
    with pytest.raises(PurposeRefused, match="new version"):
        strategy_actions.change_strategy(strategy=held, by=manager, **TEXTS)
    with pytest.raises(PurposeRefused, match="new version"):
        strategy_actions.remove_lead(lead=held.leads.get(), by=manager)
    draft = strategy_actions.write_strategy(network=network, by=manager, **TEXTS)
    with pytest.raises(PurposeRefused, match="already"):
        strategy_actions.save_lead(
            strategy=draft, by=manager, what="care HOMES", person=people[2], deputy=None
        )
    with pytest.raises(PurposeRefused, match="draft already"):
        strategy_actions.write_strategy(network=network, by=manager, **TEXTS)


def test_a_leaver_hands_over_and_both_spells_stay(manager, held, people, ago):
    leads, stands_in = person_holdings.of([people[0].pk, people[1].pk]).values()
    assert [one.text for one in (*leads, *stands_in)] == [
        "Leads on Care homes",
        "Stands in as lead on Care homes",
    ]
    assert leads[0].proposed == people[1].pk
    for _ in range(2):
        leads[0].hand_over(to=people[1], by=manager, on=ago(3))
    now, before = Lead.objects.get(end=None), Lead.objects.get(end=ago(3))
    assert (now.person, now.deputy, now.start) == (people[1], None, ago(3))
    assert (before.person, before.strategy) == (people[0], held)
    assert not person_holdings.of([people[0].pk])


def test_handing_over_on_the_first_day_or_to_nobody(manager, held, people, ago):
    lead = held.leads.get()
    strategy_actions.hand_over_lead(lead=lead, to=people[2], by=manager, on=ago(100))
    assert Lead.objects.get().person == people[2]
    strategy_actions.hand_over_lead(lead=Lead.objects.get(), to=None, by=manager, on=ago(1))
    assert queries.orphaned_leads([held.network]).count() == 1


def test_what_is_kept_about_somebody_is_handed_out_moved_and_erased(manager, held, people, network):
    objective = factories.objective_of(network, owner=people[0])
    sections = {one.heading: one.rows for one in personal_data.sections(people[0])}
    assert sections["Leads and standing in"][0][:2] == ("Care homes", "lead")
    assert sections["Objectives"][0][1] == objective.text

    personal_data.move(kept=people[1], merged=people[0], by=manager)
    lead = held.leads.get()
    objective.refresh_from_db()
    assert (lead.person, lead.deputy, objective.owner) == (people[1], None, people[1])

    personal_data.erase(person=people[1], by=manager)
    objective.refresh_from_db()
    assert (held.leads.get().person, objective.owner) == (None, None)
