"""Check-ins that open and close by themselves."""

from datetime import date, timedelta
from unittest import mock

import pytest
from django.utils import timezone

from apps.core.models import AuditEvent
from apps.jobs.clock import run_due
from apps.jobs.models import Job
from apps.jobs.worker import drain
from apps.surveys import opting_out
from apps.surveys.actions import RoundRefused, close_now
from apps.surveys.models import Invitation, Kind, Round
from apps.wellbeing import actions, calendar, gate
from apps.wellbeing.models import Plan
from tests import factories

from .conftest import FIRST


def moment(day: date, hour: int = 10):
    return calendar.opening_moment(day).replace(hour=hour)


def clock_at(now):
    return mock.patch.object(timezone, "now", return_value=now)


def sweep(day: date, hour: int = 10) -> None:
    """What the portal does by the clock at that time."""
    with clock_at(moment(day, hour)):
        run_due()
        drain()


def close(round_) -> None:
    with clock_at(round_.closes_at - timedelta(minutes=1)):
        close_now(round_=round_, by=None)
        drain()


@pytest.fixture
def plan(set_up, staff):
    return set_up()


def test_it_opens_on_its_day_at_9_and_not_before(plan, network):
    sweep(FIRST - timedelta(days=1))
    sweep(FIRST, hour=8)
    assert not network.rounds.exists()
    sweep(FIRST)
    round_ = network.rounds.get()
    assert (round_.kind, round_.state, round_.series) == (Kind.CHECK_IN, "open", plan.series)
    assert round_.invited == 12  # the partner is not asked
    assert round_.closes_at == calendar.closing_moment(FIRST, 7)
    plan.refresh_from_db()
    assert plan.next_opens_on == FIRST + timedelta(weeks=4)
    plan.series.refresh_from_db()
    assert len(plan.series.people) == 12


def test_the_clock_is_on_record_as_the_portal(plan, network, manager):
    sweep(FIRST)
    event = AuditEvent.objects.get(event="round.opened")
    assert (event.actor_id, event.detail) == (None, {"invited": 12, "kind": "check_in"})
    assert network.rounds.get().opened_by_id == manager.pk


def test_it_closes_by_itself_and_the_next_one_opens(plan, network):
    sweep(FIRST)
    sweep(FIRST + timedelta(days=8))
    assert network.rounds.get().state == "closed"
    sweep(FIRST + timedelta(weeks=4))
    assert [one.state for one in network.rounds.order_by("opens_at")] == ["closed", "open"]


def test_whoever_joined_is_asked_next_time(plan, network, practice):
    sweep(FIRST)
    close(network.rounds.get())
    factories.PersonFactory(network=network, practice=practice)
    sweep(FIRST + timedelta(weeks=4))
    assert network.rounds.running().get().invited == 13


def test_never_more_than_one_is_open(plan, network):
    sweep(FIRST)
    with clock_at(moment(FIRST + timedelta(days=30))), pytest.raises(RoundRefused, match="running already"):
        actions.open_check_in(plan=plan, by=None)
    assert network.rounds.count() == 1


def test_by_hand_too_they_are_28_days_apart(plan, network, manager):
    sweep(FIRST)
    close(network.rounds.get())
    early = moment(FIRST + timedelta(days=27))
    with (
        clock_at(early),
        pytest.raises(RoundRefused, match="at least 28 days apart. The next can open from Tuesday 2 March"),
    ):
        actions.open_check_in(plan=plan, by=manager)


def test_28_days_are_counted_by_days_where_the_clocks_go_forward(set_up, staff, network, manager):
    first = date(2027, 3, 2)  # the clocks change on 28 March
    set_up(first_day=first)
    sweep(first, hour=11)
    close(network.rounds.get())
    sweep(first + timedelta(days=28), hour=9)
    assert network.rounds.running().exists()


def test_late_worker_opens_on_the_next_possible_day(plan, network):
    saturday = FIRST + timedelta(days=4)
    sweep(saturday)
    assert not network.rounds.exists()
    plan.refresh_from_db()
    assert plan.next_opens_on == saturday + timedelta(days=2)


def test_repeated_sweeps_open_one(plan, network):
    sweep(FIRST)
    sweep(FIRST, hour=11)
    assert network.rounds.count() == 1
    assert Job.objects.filter(kind="wellbeing.open").count() == 1


def test_without_a_data_controller_it_waits_and_says_why(plan, network):
    type(network).objects.filter(pk=network.pk).update(controller_name="")
    sweep(FIRST)
    plan.refresh_from_db()
    assert "data controller" in plan.problem
    assert plan.next_opens_on == FIRST
    type(network).objects.filter(pk=network.pk).update(controller_name="A practice")
    sweep(FIRST + timedelta(days=1))
    plan.refresh_from_db()
    assert (plan.problem, network.rounds.count()) == ("", 1)


def test_two_without_response_hold_the_clock_back_and_no_person(plan, network, manager):
    factories.check_in_of(network, days_ago=70)
    latest = factories.check_in_of(network, days_ago=40)
    sweep(FIRST)
    plan.refresh_from_db()
    assert plan.problem == gate.NOBODY_RESPONDED
    assert not network.rounds.running().exists()
    factories.response_to(latest)
    sweep(FIRST + timedelta(days=1))
    plan.refresh_from_db()
    assert (plan.problem, network.rounds.running().count()) == ("", 1)


def test_network_that_closed_opens_none(plan, network):
    type(network).objects.filter(pk=network.pk).update(closed_on=FIRST - timedelta(days=1))
    sweep(FIRST)
    assert not network.rounds.exists()


def test_it_asks_in_the_name_of_somebody_who_is_there(plan, network, manager, director):
    manager.network_memberships.update(ended_at=timezone.now())
    sweep(FIRST)
    assert network.rounds.get().opened_by_id == director.pk


def test_nobody_left_to_ask_in_whose_name(plan, network, manager):
    manager.network_memberships.update(ended_at=timezone.now())
    sweep(FIRST)
    plan.refresh_from_db()
    assert plan.problem.startswith("Nobody who may run check-ins")


def test_everyone_opting_out_changes_nothing_that_anyone_sees(plan, network, staff, mailoutbox):
    for person in staff:
        opting_out.opt_out(person, Kind.CHECK_IN)
    sweep(FIRST)
    round_ = network.rounds.get()
    assert (round_.invited, mailoutbox) == (12, [])
    assert Invitation.objects.exclude(delivered_to=None).count() == 12
    assert set(Job.objects.filter(kind="surveys.invite").values_list("state", flat=True)) == {"done"}
    close(round_)
    round_.refresh_from_db()
    assert (round_.state, round_.answered) == ("closed", None)


def test_questions_may_change_in_mid_year_and_count_from_the_next_one(plan, network, manager):
    sweep(FIRST)
    first = network.rounds.get()
    close(first)
    actions.change_questions(
        plan=plan, by=manager, burnout=True, bank=["bank_breaks"], comment=False, reviewer=None
    )
    sweep(FIRST + timedelta(weeks=4))
    second = network.rounds.running().get()
    asked = [one.code for one in second.definition.questions]
    assert asked[:5] == [one.code for one in first.definition.questions]
    assert asked[5:] == ["bank_breaks", "burnout"]
    close(second)
    sweep(FIRST + timedelta(weeks=8))
    assert network.rounds.running().get().questionnaire == second.questionnaire


def test_an_open_link_asks_nobody_by_name(set_up, network):
    set_up(way="open")
    sweep(FIRST)
    round_ = network.rounds.get()
    assert (round_.way, round_.invited, round_.series.people) == ("open", 0, [])


def test_second_series_is_refused_until_the_first_ended(plan, set_up, network, manager):
    with pytest.raises(actions.CheckInsRefused):
        set_up()
    actions.end(plan=plan, by=manager)
    actions.end(plan=plan, by=manager)
    set_up()
    assert Plan.objects.filter(ended_at=None).count() == 1
    sweep(FIRST)
    assert Round.objects.count() == 1


def test_skipping_leaves_out_one(plan, manager):
    with clock_at(moment(FIRST - timedelta(days=3))):
        assert actions.skip(plan=plan, by=manager) == FIRST + timedelta(weeks=4)


def test_a_pause_added_later_moves_the_next_one(plan, network, manager):
    pause = actions.add_pause(
        network=network, by=manager, name="Move", first=FIRST, last=FIRST + timedelta(days=9)
    )
    plan.refresh_from_db()
    assert plan.next_opens_on == date(2027, 2, 12)
    actions.remove_pause(pause=pause, by=manager)
    assert not network.check_in_pauses.exists()


def test_another_rhythm_keeps_28_days(plan, network, manager):
    sweep(FIRST)
    with clock_at(moment(FIRST + timedelta(days=1))):
        actions.change_rhythm(
            plan=plan, by=manager, rhythm="quarterly", days_open=5, next_day=FIRST + timedelta(days=3)
        )
    plan.refresh_from_db()
    assert (plan.rhythm, plan.next_opens_on) == ("quarterly", FIRST + timedelta(days=28))
