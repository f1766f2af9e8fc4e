"""Reviews that are due: on the front page, among what is coming, and by mail."""

from datetime import datetime, time, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from apps.core import contributions
from apps.core.moments import LONDON
from apps.jobs.models import Job
from apps.networks.models import permissions_in
from apps.purpose import actions, handlers, letters
from tests import factories


@pytest.fixture
def clock(monkeypatch):
    def at(day, hour=10):
        moment = datetime.combine(day, time(hour), LONDON)
        monkeypatch.setattr(timezone, "now", lambda: moment)

    return at


@pytest.fixture
def due(network, today):
    """A purpose whose next review is due in ten days."""
    version = factories.purpose_of(network, days_ago=200)
    version.reviews.update(next_on=today + timedelta(days=10))
    return version


def said(registry, network, user) -> list[str]:
    found = user.network_memberships.get()
    return [one.text for one in registry.of(network, permissions_in([found]))]


@pytest.mark.usefixtures("board_member")
def test_whoever_keeps_the_purpose_gets_one_mail_each(network, due, manager, director, clock, today, do_jobs):
    clock(today, 8)
    handlers.remind_what_is_due()
    assert not Job.objects.exists()
    clock(today, 9)
    for _ in range(2):
        handlers.remind_what_is_due()
        do_jobs()
    assert sorted(one.to[0] for one in mail.outbox) == sorted([manager.email, director.email])
    assert due.line in mail.outbox[0].body
    assert "/purpose/review/" in mail.outbox[0].body


def test_nobody_is_reminded_too_early_after_a_review_or_of_a_closed_network(
    network, due, manager, clock, today, ago
):
    clock(today)
    review = due.reviews.get()
    due.reviews.update(next_on=today + timedelta(days=29))
    handlers.remind_what_is_due()
    due.reviews.update(next_on=today)
    type(network).objects.update(closed_on=today)
    handlers.remind_what_is_due()
    assert not Job.objects.exists()
    actions.keep_as_it_is(version=due, by=manager, held_on=ago(1), meeting="Board", next_on=today)
    letters.remind(review_id=review.pk, user_id=manager.pk, next_on=today)
    assert not mail.outbox


def test_a_moved_review_is_reminded_of_again(network, due, manager, clock, today, do_jobs):
    clock(today)
    handlers.remind_what_is_due()
    actions.move_review(version=due, by=manager, next_on=today + timedelta(days=20))
    handlers.remind_what_is_due()
    do_jobs()
    assert len(mail.outbox) == 1
    assert Job.objects.count() == 2


def test_the_front_page_says_what_waits_and_what_comes(network, due, manager, board_member, today, ago):
    factories.purpose_of(network, state="feedback", feedback_until=ago(1))
    factories.objective_of(network, year=2019)
    factories.objective_of(network, owner=factories.PersonFactory(network=network, active_to=ago(1)))
    needs = said(contributions.network_needs, network, manager)
    assert "Say how 1 objective of 2019 to 2020 ended" in needs
    assert "2 objectives belong to nobody who is here" in needs
    assert "The time for feedback on our draft purpose is over" in needs
    assert any(one.startswith("Our purpose is due to be looked at") for one in needs)
    assert not said(contributions.network_needs, network, board_member)
    assert "We look at our purpose again." in said(contributions.network_coming, network, board_member)
    assert "Our purpose was adopted" in said(contributions.network_news, network, board_member)


def test_other_rooms_get_the_line_that_holds(network, due, board_member):
    factories.purpose_of(network, state="draft", line="Not yet")
    assert said_line(network, board_member) == due.line


def said_line(network, user):
    [found] = contributions.network_purpose.of(network, permissions_in(user.network_memberships.all()))
    return found.line
