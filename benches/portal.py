"""The portal a bench runs against: a database of its own, real gunicorn on a loopback port, people in it."""

import contextlib
import os
import random
import socket
import subprocess
import sys
import time
from datetime import date, timedelta
from pathlib import Path

import psycopg
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command
from django.db import connections
from django.utils import timezone
from psycopg import sql

from apps.accounts import sessions
from apps.accounts.models import User
from apps.demo.clock import at
from apps.jobs.worker import drain
from apps.networks.models import IcsMembership, Network, NetworkMembership
from apps.people.models import Person, StaffGroup
from apps.practices.models import Deprivation, ListSize, Practice, PracticeMembership
from apps.surveys import actions, answering, opening
from apps.surveys.models import Invitation
from apps.surveys.queries import current_questionnaire
from pcnportal.local.places import LocalError

ROOT = Path(__file__).resolve().parents[1]
LONG_AGO = date(2020, 4, 1)
ENGLAND = ROOT.parent / "shared" / "data"
# What the web process has no business to know.
NOT_FOR_WEB = ("KEYRING_DIR", "KEYRING_KEY", "DATABASE_OWNER_URL")


def fresh_database() -> None:
    """Drop and make the bench's database, as the owner; then migrate it."""
    connections.close_all()
    name = settings.DATABASES["default"]["NAME"]
    elsewhere = settings.DATABASE_OWNER_URL.replace(f"/{name}?", "/postgres?")
    with psycopg.connect(elsewhere, autocommit=True) as owner:
        owner.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        owner.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    call_command("migrate", verbosity=0)


def england() -> Path:
    """The folder with the published files. Raises LocalError where it is absent."""
    if not ENGLAND.is_dir():
        raise LocalError(
            f"This bench reads the published files of all England in {ENGLAND}, which is not there."
        )
    return ENGLAND


def analyzed() -> None:
    """Count what was just inserted, as a database does by itself within a minute."""
    with connections["default"].cursor() as cursor:
        cursor.execute("ANALYZE")


@contextlib.contextmanager
def served():
    """Gunicorn as in production, with the floor beside the portal's pages; gives the port."""
    call_command("collectstatic", interactive=False, verbosity=0)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {name: value for name, value in os.environ.items() if name not in NOT_FOR_WEB}
    command = [
        "gunicorn",
        "--config",
        "pcnportal/gunicorn.py",
        "--bind",
        f"127.0.0.1:{port}",
        "pcnportal.wsgi",
    ]
    with (settings.FILES_DIR.parent / "gunicorn.log").open("w") as log:
        process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-m", *command],
            cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT,
        )  # fmt: skip
    try:
        _wait_for(process, port)
        yield port
    finally:
        process.terminate()
        process.wait(30)


def _wait_for(process: subprocess.Popen, port: int) -> None:
    for _ in range(300):
        if process.poll() is not None:
            break
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise LocalError(f"Gunicorn did not answer; {settings.FILES_DIR.parent / 'gunicorn.log'} says why.")


def cookie_of(user: User) -> str:
    """The cookie of somebody who has just logged in."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    sessions.start(session, factor=sessions.Factor.OWN)
    session.create()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


def manager_of(network) -> User:
    user = User.objects.create_user(f"manager@{network.code.lower()}.example", name="Bench Manager")
    NetworkMembership.objects.create(user=user, network=network, role="manager")
    return user


def analyst_of(icb) -> User:
    user = User.objects.create_user(f"analyst@{icb.code.lower()}.example", name="Bench Analyst")
    IcsMembership.objects.create(user=user, icb=icb, role="ics_analyst")
    return user


def invented_network(practices: int = 6) -> Network:
    """A network with practices, their list sizes and deprivation scores."""
    network = Network.objects.create(code="U99999", name="Bench PCN", opened_on=LONG_AGO, is_fictional=True)
    for number in range(practices):
        practice = Practice.objects.create(code=f"Z9999{number}", name=f"Bench Surgery {number}")
        PracticeMembership.objects.create(practice=practice, network=network, start=LONG_AGO)
        ListSize.objects.create(
            practice=practice, day=timezone.localdate().replace(day=1), patients=5000 + number
        )
        Deprivation.objects.create(practice=practice, edition="IMD 2025", score=20 + number)
    return network


def people_of(network, count: int) -> None:
    Person.objects.bulk_create(
        Person(
            network=network,
            name=f"Bench Person {i}",
            email=f"{i}@{network.code.lower()}.example",
            staff_group=group,
        )
        for i, group in zip(range(count), StaffGroup.values * count, strict=False)
    )


def open_round(network, by):
    """A round for everybody in the directory, open now; the invitations' mails wait for ever."""
    network.controller_name = "Bench Surgery 0"
    network.save(update_fields=["controller_name"])
    round_ = opening.open_round(
        network=network, by=by, questionnaire=current_questionnaire(), title="A round", message="",
        closes_at=timezone.now() + timedelta(days=14), people=network.people.all(),
    )  # fmt: skip
    opening.prepare(round_.pk)
    round_.refresh_from_db()
    return round_


def some_answers(definition, choose: random.Random) -> tuple[dict[str, int], dict[str, str]]:
    answers = {question.code: choose.randint(1, len(question.options)) for question in definition.questions}
    return answers, {prompt.code: "A comment of some length. " * 8 for prompt in definition.comments}


def closed_round(network, by, *, days_ago: int):
    """A round of a while ago that everybody answered, made and counted by the same actions as any."""
    choose, past = random.Random(days_ago), timezone.now() - timedelta(days=days_ago)  # noqa: S311
    with at(past):
        round_ = open_round(network, by)
        for invitation in Invitation.objects.filter(round=round_):
            answers, comments = some_answers(round_.definition, choose)
            answering.submit(
                invitation_id=invitation.pk,
                generation=invitation.generation,
                answers=answers,
                comments=comments,
            )
    with at(past + timedelta(days=7)):
        actions.close_now(round_=round_, by=by)
        drain()
    round_.refresh_from_db()
    if round_.state != round_.State.CLOSED:
        raise LocalError("The bench's round was not counted.")
    return round_
