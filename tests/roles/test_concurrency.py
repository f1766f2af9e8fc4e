"""Two who appoint at once find one another's director."""

import threading
from datetime import date

import pytest
from django.db import connection

from apps.roles import actions
from apps.roles.models import Appointment, Share
from apps.roles.rules import Refused
from tests import factories


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("share", [Share.WHOLE, Share.JOB_SHARE])
def test_of_two_directors_appointed_at_once_one_is_refused_unless_they_share(network, manager, share):
    posts = [factories.post_of(network, "clinical_director", unit="sessions") for _ in range(2)]
    people = [factories.PersonFactory(network=network) for _ in range(2)]
    together, answers = threading.Barrier(2), []

    def appoint(post, person):
        try:
            together.wait(timeout=10)
            # Terms with an end: no unique index of the database sees that they overlap.
            actions.appoint(
                post=post,
                by=manager,
                person=person,
                share=share,
                start=date(2025, 1, 1),
                last_day=date(2030, 1, 1),
            )
            answers.append("appointed")
        except Refused:
            answers.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=appoint, args=pair) for pair in zip(posts, people, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)

    wanted = ["appointed", "refused"] if share == Share.WHOLE else ["appointed", "appointed"]
    assert sorted(answers) == wanted
    assert Appointment.objects.count() == wanted.count("appointed")
