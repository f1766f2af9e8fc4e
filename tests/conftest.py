"""The cast, and a test environment that is as hostile as production: the app's database role, no outside sockets."""

import os
import socket
import time

import psycopg
import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from django.conf import settings
from django.db import connection, connections
from django.db.backends.postgresql.operations import DatabaseOperations
from django.test import Client
from factory import Factory
from hypothesis import settings as hypothesis_settings

from apps.accounts import sessions
from apps.core.database import as_owner
from apps.surveys.models import Questionnaire
from apps.surveys.questionnaire import install as install_questionnaires
from tests import factories, template

# How long an example takes says how busy the machine is, nothing else.
hypothesis_settings.register_profile("portal", deadline=None)
hypothesis_settings.load_profile("portal")

ALL = os.environ.get("PORTAL_TEST_ALL") == "1"

if process := os.environ.get("PYTEST_XDIST_WORKER"):
    # Test processes share one broker; with a database of its own there, none wakes another's workers.
    os.environ["REDIS_URL"] += f"?virtual_host={process.removeprefix('gw')}"
    settings.REDIS_URL = settings.CELERY_BROKER_URL = os.environ["REDIS_URL"]


def pytest_collection_modifyitems(items):
    if not ALL:
        items[:] = [item for item in items if not item.get_closest_marker("full")]


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker, django_db_modify_db_settings):
    """Make the test database as its owner, then leave the connection to the app role, as in production."""
    with django_db_blocker.unblock():
        template.make_test_database()
    yield
    with django_db_blocker.unblock():
        test_name = connection.settings_dict["NAME"]
        connections.close_all()
        with psycopg.connect(settings.DATABASE_OWNER_URL, autocommit=True) as owner:
            _drop(owner, test_name)


def _drop(owner, name: str) -> None:
    # Forcing ends the app's sessions, of killed workers too; a process that is just starting makes it try again.
    for _ in range(20):
        try:
            owner.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
        except (psycopg.errors.InsufficientPrivilege, psycopg.errors.ObjectInUse):
            time.sleep(0.5)
        else:
            return
    inside = owner.execute(
        "SELECT usename, backend_type, state, wait_event FROM pg_stat_activity WHERE datname = %s", [name]
    ).fetchall()
    raise AssertionError(f"{name} could not be dropped; in it: {inside}")


@pytest.fixture(scope="session", autouse=True)
def flush_as_owner():
    """Emptying tables after a transactional test is the owner's right, not the app's."""
    plain = DatabaseOperations.execute_sql_flush

    def execute_sql_flush(self, sql_list):
        with as_owner(self.connection):
            plain(self, sql_list)
            self.connection.cursor().execute(
                "DELETE FROM django_cache"
            )  # no model's table, so Django leaves it
        # What a migration put there is part of an empty portal.
        install_questionnaires(Questionnaire)

    patch = pytest.MonkeyPatch()
    patch.setattr(DatabaseOperations, "execute_sql_flush", execute_sql_flush)
    yield
    patch.undo()


@pytest.fixture(autouse=True)
def same_names_in_any_order():
    """Names and addresses that factories count do not depend on the tests before."""
    for made in vars(factories).values():
        if isinstance(made, type) and issubclass(made, Factory):
            made.reset_sequence(1, force=True)


@pytest.fixture(autouse=True)
def only_this_machine(monkeypatch):
    """No test may reach beyond loopback and Unix sockets."""
    connect = socket.socket.connect

    def guarded(self, address):
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in (
            "127.0.0.1",
            "::1",
            "localhost",
        ):
            raise AssertionError(f"A test tried to reach {address[0]}")
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(autouse=True)
def private_folders(tmp_path, settings):
    settings.FILES_DIR = settings.MEDIA_ROOT = tmp_path / "files"
    keyring = tmp_path / "keyring"
    keyring.mkdir(mode=0o700)
    settings.KEYRING_DIR = str(keyring)


@pytest.fixture(autouse=True)
def whole_log_ins(monkeypatch):
    """``client.force_login(user)`` is a log in just made with every step: password, second factor, clocks started.

    ``client.force_login(user, factor=None)`` is one that has shown no second factor yet."""
    plain = Client.force_login

    def force_login(self, user, backend=None, *, factor=sessions.Factor.OWN):
        plain(self, user, backend)
        session = self.session
        sessions.start(session, factor=factor)
        session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "password", "at": time.time()}]
        session["account_authentication_methods_user"] = str(user.pk)
        session.save()

    monkeypatch.setattr(Client, "force_login", force_login)


@pytest.fixture
def do_jobs(db):
    """Do every job that is due, those they enqueue included; a failure fails the test."""
    from apps.jobs.models import Job
    from apps.jobs.worker import drain

    def run(*, expect_failures=False):
        drain()
        wrong = [f"{job.kind}: {job.error}" for job in Job.objects.exclude(error="")]
        assert expect_failures or not wrong, wrong

    return run


# --- The cast ---------------------------------------------------------------


@pytest.fixture
def icb(db):
    return factories.IcbFactory()


@pytest.fixture
def network(icb):
    return factories.network_in(icb, name="Northern Vale PCN")


@pytest.fixture
def other_network(icb):
    return factories.network_in(icb, name="Saltmarsh PCN")


@pytest.fixture
def practice(network):
    return factories.practice_in(network, name="Millbrook Surgery")


@pytest.fixture
def manager(network):
    return factories.member_of(network, "manager")


@pytest.fixture
def director(network):
    return factories.member_of(network, "clinical_director")


@pytest.fixture
def board_member(network):
    return factories.member_of(network, "board_member")


@pytest.fixture
def stranger(other_network):
    return factories.member_of(other_network, "manager")


@pytest.fixture
def analyst(icb):
    return factories.analyst_of(icb)


@pytest.fixture
def lead(icb):
    return factories.analyst_of(icb, "ics_lead")


@pytest.fixture
def practice_manager(network, practice):
    return factories.practice_manager_of(network, practice)


@pytest.fixture
def administrator(db):
    return factories.administrator()
