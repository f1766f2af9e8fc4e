"""Since when somebody is here and until when: never backwards, whoever writes at the same time."""

import threading
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from apps.people import actions
from apps.people.models import Person
from tests.factories import PersonFactory

MARCH, MAY = date(2026, 3, 1), date(2026, 5, 1)


def test_somebody_is_here_until_the_leaving_date_and_gone_on_it(network):
    today = timezone.localdate()
    leaving = PersonFactory(network=network, active_to=today + timedelta(days=1))
    PersonFactory(network=network, active_to=today)

    assert list(network.people.active()) == [leaving]
    assert leaving.can_be_written_to
    assert network.people.left().count() == 1


def test_a_leaving_date_before_the_first_day_is_refused_and_the_other_way_round(network, manager):
    person = PersonFactory(network=network, active_from=MAY)

    with pytest.raises(actions.DatesBackwards, match="1 May 2026"):
        actions.mark_left(person=person, by=manager, on=MARCH)
    actions.mark_left(person=person, by=manager, on=MAY)
    with pytest.raises(actions.DatesBackwards):
        actions.change_person(person=person, by=manager, active_from=date(2026, 6, 1))

    person.refresh_from_db()
    assert (person.active_from, person.active_to) == (MAY, MAY)


def test_the_database_refuses_days_that_run_backwards(network):
    with pytest.raises(IntegrityError, match="person_forwards"), transaction.atomic():
        PersonFactory(network=network, active_from=MAY, active_to=MARCH)


@pytest.mark.django_db(transaction=True)
def test_two_who_set_both_days_at_once_never_run_them_backwards(network, manager):
    """Each of the two would be right alone."""
    person = PersonFactory(network=network, active_from=date(2026, 1, 1))
    start, refused = threading.Barrier(2), []

    def write(action, **days):
        mine = Person.objects.select_related("network").get(pk=person.pk)
        start.wait()
        try:
            action(person=mine, by=manager, **days)
        except actions.DatesBackwards:
            refused.append(action)
        finally:
            connection.close()

    threads = [
        threading.Thread(target=write, args=(actions.mark_left,), kwargs={"on": MARCH}),
        threading.Thread(target=write, args=(actions.change_person,), kwargs={"active_from": MAY}),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(refused) == 1
    person.refresh_from_db()
    assert person.active_to is None or person.active_from <= person.active_to


def test_days_are_said_as_the_nhs_writes_them(as_manager, at, network):
    PersonFactory(network=network, active_from=MARCH, active_to=date(2099, 5, 1))

    assert "From 1 March 2026 until 1 May 2099" in as_manager.get(at("list")).content.decode()
