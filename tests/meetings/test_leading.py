"""Chairing and note-taking are handed over by whoever goes."""

import pytest
from django.utils import timezone

from apps.core.contributions import person_holdings
from apps.core.models import AuditEvent
from apps.meetings import planning
from apps.meetings.leading import holdings
from apps.meetings.models import Meeting
from tests import factories


@pytest.fixture
def leaver(network):
    return factories.PersonFactory(network=network, name="Ann Lee")


@pytest.fixture
def newcomer(network):
    return factories.PersonFactory(network=network, name="Bo Shaw")


@pytest.fixture
def series(network, manager, leaver):
    today = timezone.localdate()
    return planning.plan_series(
        network=network, by=manager, kind="board", every="month", on=today + timezone.timedelta(days=3),
        at=timezone.datetime(2026, 1, 1, 13).time(), title="Board", length=90, chair=leaver,
    )  # fmt: skip


def held(person) -> list:
    return person_holdings.of([person.pk]).get(person.pk, [])


def test_a_series_is_handed_over_with_its_meetings_to_come(series, leaver, newcomer, manager):
    past = factories.meeting_of(series.network, days=-9, state="ended", chair=leaver, series=series)
    [holding] = held(leaver)
    assert (holding.text, holding.key) == (
        "Chairs the meetings “Board”",
        f"meetings.series_chair:{series.pk}",
    )

    holding.hand_over(to=newcomer, by=manager, on=timezone.localdate())
    series.refresh_from_db()
    assert series.chair == newcomer
    coming = series.meetings.filter(state=Meeting.State.PLANNED)
    assert coming.count() > 3
    assert {one.chair for one in coming} == {newcomer}
    assert {one.version for one in coming} == {2}
    assert all(one.invitees.filter(person=newcomer).exists() for one in coming)
    past.refresh_from_db()
    assert past.chair == leaver
    assert held(leaver) == []
    assert AuditEvent.objects.filter(event="meeting.series_changed").count() == 1


def test_a_single_meeting_and_its_notes_are_handed_over_apart(network, leaver, newcomer, manager):
    one = factories.meeting_of(network, days=4, chair=newcomer, note_taker=leaver, title="Launch")
    [holding] = held(leaver)
    assert holding.text == "Takes the notes of “Launch”"
    holding.hand_over(to=None, by=manager)
    one.refresh_from_db()
    assert (one.chair, one.note_taker) == (newcomer, None)
    assert held(leaver) == []


def test_what_began_or_was_cancelled_is_handed_over_by_nobody(network, leaver, newcomer, manager):
    one = factories.meeting_of(network, days=4, chair=leaver)
    [holding] = held(leaver)
    Meeting.objects.filter(pk=one.pk).update(state="cancelled", why_cancelled="Snow")
    holding.hand_over(to=newcomer, by=manager)
    one.refresh_from_db()
    assert one.chair == leaver
    assert held(leaver) == []


def test_asking_takes_two_queries(series, network, leaver, django_assert_max_num_queries):
    for days in range(4, 12):
        factories.meeting_of(network, days=days, chair=leaver, note_taker=leaver)
    with django_assert_max_num_queries(2):
        assert len(list(holdings([leaver.pk]))) == 17
