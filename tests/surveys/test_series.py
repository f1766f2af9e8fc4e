"""Series: whom the next round asks, what stays fixed, and that leavers drop out."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from apps.core.models import AuditEvent
from apps.core.moments import LONDON
from apps.demo.clock import at
from apps.people.actions import mark_left
from apps.surveys import series
from apps.surveys.actions import RoundRefused
from apps.surveys.models import Breakdown, Invitation, Kind, Round, Series
from apps.surveys.series import asked_again, carried
from tests import factories

from .conftest import close

LATER = timedelta(days=90)


def next_round(ask, **changes):
    """Asked 90 days on, when the last one is over."""
    with at(timezone.now() + LATER):
        return ask(closes_at=timezone.now() + timedelta(days=7), **changes)


@pytest.fixture
def first(ask, do_jobs, people):
    round_ = ask(rhythm="quarterly", breakdown=Breakdown.STAFF_GROUP)
    do_jobs()
    round_.refresh_from_db()
    return round_


def test_a_round_belongs_to_no_series_unless_it_is_to_be_repeated(ask, network):
    assert ask().series is None
    assert carried(network) is None


def test_a_series_keeps_ids_rhythm_and_breakdown(first, people, network):
    series = Series.objects.get()
    assert (first.series, series.network, series.kind) == (series, network, Kind.SCORECARD)
    assert (series.rhythm, series.breakdown) == ("quarterly", "staff_group")
    assert series.people == sorted(person.pk for person in people)


def test_the_list_outlives_what_is_known_of_invitations(first, people, network):
    close(first)
    assert not Invitation.objects.filter(person__isnull=False).exists()
    found = carried(network)
    assert {person.pk for person in found.people} == {person.pk for person in people}
    assert (found.left, found.joined) == (0, ())


def test_who_left_was_erased_or_joined_since(first, people, network, manager):
    mark_left(person=people[0], by=manager)
    close(first)
    people[1].delete()
    new = factories.PersonFactory(network=network)
    found = carried(network)
    assert (len(found.people), found.left, found.joined) == (10, 2, (new,))
    assert new not in asked_again(found.series, with_joined=False)
    assert set(asked_again(found.series, with_joined=True)) == {*found.people, new}


def test_somebody_who_was_left_out_has_not_joined(ask, people, network, do_jobs):
    ask(people=people[1:], rhythm="yearly")
    assert carried(network).joined == ()


def test_the_next_round_makes_the_list_anew(first, ask, people, network, manager):
    close(first)
    mark_left(person=people[0], by=manager)
    new = factories.PersonFactory(network=network)
    found = carried(network)
    second = next_round(
        ask,
        people=asked_again(found.series, with_joined=True),
        series=found.series,
        rhythm="yearly",
        breakdown="staff_group",
    )
    series = Series.objects.get()
    assert second.series == series
    assert series.rhythm == "yearly"
    assert series.people == sorted([*(person.pk for person in people[1:]), new.pk])
    assert set(series.rounds.all()) == {first, second}


def test_another_breakdown_starts_a_new_series(first, ask, network):
    close(first)
    second = next_round(ask, series=carried(network).series, rhythm="quarterly", breakdown=Breakdown.PRACTICE)
    assert second.series != first.series
    assert first.series.breakdown == "staff_group"
    assert carried(network).series == second.series


def test_people_without_an_address_stay_in_the_list(ask, network, people):
    on_paper = factories.PersonFactory(network=network, email="")
    ask(people=[*people, on_paper], slips=True, rhythm="none")
    assert on_paper in carried(network).people


def test_a_series_of_another_network_is_refused(ask, other_network):
    foreign = Series.objects.create(
        network=other_network, kind=Kind.SCORECARD, people=[], listed_at=timezone.now()
    )
    with pytest.raises(RoundRefused, match="not in this network"):
        ask(series=foreign, rhythm="yearly")


def test_reading_a_series_takes_two_queries_however_long(first, network, django_assert_num_queries):
    with django_assert_num_queries(2):
        for person in carried(network).people:
            assert person.practice is None


# --- The next round -------------------------------------------------------------------
@pytest.fixture
def over(ask, people, do_jobs):
    """A quarterly series whose round opened 91 days ago and closed two weeks later."""
    began = timezone.localtime() - timedelta(days=91)
    round_ = ask(rhythm="quarterly", now=began, opens_at=began, closes_at=began + timedelta(days=14))
    Round.objects.filter(pk=round_.pk).update(state="closed", closed_at=began + timedelta(days=14))
    return round_


def test_the_next_round_is_due_by_the_rhythm(over, network):
    (proposal,) = series.due([network])
    assert (proposal.series, proposal.day) == (over.series, timezone.localdate())
    Round.objects.filter(pk=over.pk).update(opens_at=over.opens_at + timedelta(days=1))
    assert series.due([network]) == []


def test_days_are_counted_in_london_over_a_change_of_the_clocks(over, network):
    opened = datetime(2026, 8, 24, 9, tzinfo=LONDON)
    Round.objects.filter(pk=over.pk).update(opens_at=opened, closed_at=opened + timedelta(days=14))
    for hour, proposed in (
        (datetime(2026, 11, 22, 23, 30, tzinfo=UTC), False),
        (datetime(2026, 11, 23, tzinfo=UTC), True),
    ):
        with at(hour):
            assert bool(series.due([network])) is proposed


@pytest.mark.parametrize(("rhythm", "proposed"), [("yearly", False), ("none", False), ("quarterly", True)])
def test_only_a_rhythm_whose_time_has_come_proposes(over, network, rhythm, proposed):
    network.series.update(rhythm=rhythm)
    assert bool(series.due([network])) is proposed


def test_nothing_is_proposed_while_a_round_runs_or_too_soon_after_one(over, network, ask):
    Round.objects.filter(pk=over.pk).update(closed_at=timezone.now() - timedelta(days=59))
    assert series.due([network]) == []
    Round.objects.filter(pk=over.pk).update(closed_at=timezone.now() - timedelta(days=61))
    assert series.due([network])
    ask()
    assert series.due([network]) == []


def test_it_can_be_put_off(over, network, manager):
    until = series.put_off(series=over.series, by=manager)
    assert until == timezone.localdate() + timedelta(days=28)
    assert series.due([network]) == []
    network.series.update(put_off_until=timezone.localdate())
    assert series.due([network])
    assert AuditEvent.objects.filter(event="series.put_off").count() == 1


def test_an_ended_series_proposes_nothing_and_forgets_whom_it_asked(over, network, manager):
    for _ in range(2):
        series.end(series=over.series, by=manager)
    assert series.due([network]) == []
    assert series.carried(network) is None
    assert network.series.get().people == []
    assert AuditEvent.objects.filter(event="series.ended").count() == 1


def test_the_next_round_takes_a_put_off_back_and_leaves_an_ended_series_alone(over, network, manager, ask):
    series.put_off(series=over.series, by=manager)
    ask(series=network.series.get(), rhythm="quarterly")
    assert network.series.get().put_off_until is None
    Round.objects.all().delete()
    series.end(series=network.series.get(), by=manager)
    ask(series=network.series.get(), rhythm="quarterly")
    assert network.series.count() == 2


def test_networks_are_asked_about_together(over, network, other_network, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert len(series.due([network, other_network])) == 1
