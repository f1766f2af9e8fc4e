"""Real threads and transactions: whoever appoints second finds whom the first appointed."""

import threading
from datetime import date

import pytest
from django.db import transaction

from apps.roles import actions
from apps.roles.models import Appointment, Share
from apps.roles.rules import Refused
from tests import factories
from tests.surveys.test_concurrency import at_once, wait_until_one_waits

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("share", [Share.WHOLE, Share.JOB_SHARE])
def test_of_two_directors_appointed_at_once_the_second_waits_and_is_refused_unless_they_share(
    network, manager, share
):
    # Two posts, and terms with an end: no unique index of the database sees that they overlap.
    post = factories.post_of(network, "clinical_director", unit="sessions")
    other = factories.post_of(network, "clinical_director", unit="sessions")
    people = factories.PersonFactory.create_batch(2, network=network)
    appointed = threading.Event()

    def appoint(post, person):
        actions.appoint(
            post=post, by=manager, person=person, share=share,
            start=date(2025, 1, 1), last_day=date(2030, 1, 1),
        )  # fmt: skip

    def first():
        with transaction.atomic():
            appoint(post, people[0])
            appointed.set()
            wait_until_one_waits()

    def second():
        appointed.wait(60)
        appoint(other, people[1])

    results = at_once([first, second])

    assert results == ["done", Refused if share == Share.WHOLE else "done"]
    assert Appointment.objects.count() == results.count("done")
