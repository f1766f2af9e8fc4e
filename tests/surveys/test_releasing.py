"""Showing results to the network: by whoever runs rounds, or by itself."""

from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone

from apps.core.models import AuditEvent
from apps.jobs.models import Job
from apps.surveys import handlers, releasing
from apps.surveys.actions import RoundRefused
from apps.surveys.models import Round
from tests.factories import round_of


@pytest.fixture
def closed(network):
    return round_of(network, state="closed", answered=30)


def reload(round_) -> Round:
    return Round.objects.get(pk=round_.pk)


def test_release_says_when_and_by_whom(closed, manager):
    assert not closed.is_released
    releasing.release_results(round_=closed, by=manager)

    after = reload(closed)
    assert after.is_released
    assert after.released_by_id == manager.pk
    assert list(Round.objects.released()) == [after]
    event = AuditEvent.objects.get(event="round.released")
    assert (event.actor_id, event.object_code, event.detail) == (manager.pk, str(closed.pk), {})


def test_release_twice_is_refused_and_changes_nothing(closed, manager, director):
    releasing.release_results(round_=closed, by=manager)
    with pytest.raises(RoundRefused, match="released before"):
        releasing.release_results(round_=closed, by=director)

    assert reload(closed).released_by_id == manager.pk
    assert AuditEvent.objects.filter(event="round.released").count() == 1


@pytest.mark.parametrize("state", ["opening", "open", "closing", "cancelled", "void"])
def test_only_a_counted_round_can_be_released(network, manager, state):
    round_ = round_of(network, state=state)
    with pytest.raises(RoundRefused, match="has not been counted"):
        releasing.release_results(round_=round_, by=manager)
    assert not reload(round_).is_released


def test_too_few_answers_hold_nothing_back(network, manager):
    few = round_of(network, state="closed")

    assert few.is_released
    assert list(Round.objects.released()) == [few]
    with pytest.raises(RoundRefused, match="nothing to release"):
        releasing.release_results(round_=few, by=manager)


def test_database_refuses_results_of_a_round_that_runs(network):
    with pytest.raises(IntegrityError, match="round_released_after_close"):
        round_of(network, released_at=timezone.now())


@pytest.mark.parametrize(("days", "shown"), [(13.9, False), (14.1, True)])
def test_after_14_days_it_happens_by_itself(closed, do_jobs, days, shown):
    Round.objects.update(closed_at=timezone.now() - timedelta(days=days))
    handlers.release_what_is_due()
    handlers.release_what_is_due()
    do_jobs()

    assert reload(closed).is_released is shown
    assert Job.objects.filter(kind="surveys.release").count() == shown
    events = AuditEvent.objects.filter(event="round.released")
    assert [(event.actor_id, event.detail) for event in events] == [(None, {"by_itself": True})] * shown


def test_a_late_job_leaves_what_was_released_alone(closed, manager):
    Round.objects.update(closed_at=timezone.now() - timedelta(days=15))
    releasing.release_results(round_=closed, by=manager)
    releasing.release_by_itself(closed.pk)

    assert reload(closed).released_by_id == manager.pk
