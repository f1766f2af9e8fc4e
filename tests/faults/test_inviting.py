"""Inviting people by a real worker and a real mail server, while the worker is killed: nobody is left out, and a kill
costs at most one mail that comes twice."""

import os
import signal
import socket
from datetime import timedelta

import pytest
from aiosmtpd.controller import Controller
from django.conf import settings
from django.utils import timezone

from apps.jobs import tasks
from apps.jobs.models import Job
from apps.people.models import Person
from apps.surveys import opening, queries
from apps.surveys.models import Invitation
from tests.jobs.test_real_worker import start_worker, wait_for

pytestmark = [pytest.mark.worker, pytest.mark.django_db(transaction=True)]


class Post:
    """A mail server that keeps whom it took mail for. At every number in ``kills`` the worker dies between handing a
    mail over and hearing that it was taken: the worst moment there is."""

    def __init__(self, kills):
        self.kills, self.taken, self.worker = kills, [], None

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - aiosmtpd's name
        self.taken.append(envelope.rcpt_tos[0])
        if len(self.taken) in self.kills:
            os.killpg(self.worker.pid, signal.SIGKILL)
        return "250 Taken"


def invite(network, manager, people: int, kills: tuple[int, ...]):
    """Open a round for so many people and let workers invite them, one after another as they are killed."""
    names = [
        Person(network=network, name=f"P {n}", email=f"p{n}@x.example", staff_group="gp")
        for n in range(people)
    ]
    Person.objects.bulk_create(names)
    round_ = opening.open_round(
        network=network,
        by=manager,
        questionnaire=queries.current_questionnaire(),
        title="Autumn",
        message="",
        closes_at=timezone.now() + timedelta(days=7),
        people=network.people.all(),
    )
    post = Post(kills)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = Controller(post, hostname="127.0.0.1", port=port)
    server.start()
    try:
        for run in range(len(kills) + 1):
            post.worker = start_worker(
                EMAIL_URL=f"smtp://127.0.0.1:{port}", MAIL_DIR="", KEYRING_DIR=settings.KEYRING_DIR
            )
            tasks.sweep()
            if run < len(kills):
                post.worker.wait(timeout=120 + people)
                seen = queries.sending(round_)
                assert seen.goes_on
                assert kills[run] - 1 - run <= seen.sent < people
                # Its lease runs out, and the next worker may take the job.
                Job.objects.filter(state=Job.State.RUNNING).update(lease_expires_at=timezone.now())
            else:
                assert wait_for(lambda: not queries.sending(round_).goes_on, seconds=120 + people)
    finally:
        if post.worker.poll() is None:
            os.killpg(post.worker.pid, signal.SIGKILL)
            post.worker.wait()
        server.stop()
    return round_, post


def nobody_is_missing_and_few_are_doubled(round_, post, people: int) -> None:
    assert len(set(post.taken)) == people
    assert len(post.taken) - people <= len(post.kills)
    assert queries.sending(round_) == queries.Sending(sent=people, refused=0, total=people, goes_on=False)
    assert not Invitation.objects.filter(round=round_, delivered_to=None).exists()


def test_worker_killed_twice_in_the_middle_of_invitations(network, manager):
    round_, post = invite(network, manager, 30, kills=(8, 19))
    nobody_is_missing_and_few_are_doubled(round_, post, 30)


@pytest.mark.full
def test_worker_killed_twice_among_3000_invitations(network, manager):
    round_, post = invite(network, manager, 3000, kills=(700, 1900))
    nobody_is_missing_and_few_are_doubled(round_, post, 3000)
