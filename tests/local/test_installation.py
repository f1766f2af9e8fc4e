"""Which servers a command starts, and what environment the portal gets."""

import contextlib

import pytest

from pcnportal.local import __main__ as local
from pcnportal.local import environment

NAMES = (
    "PORTAL_URL",
    "PORTAL_DEMO",
    "DATABASE_URL",
    "DATABASE_OWNER_URL",
    "REDIS_URL",
    "KEYRING_DIR",
    "KEYRING_KEY",
)


@pytest.fixture
def asked_for(tmp_path, monkeypatch):
    """The servers `installation` wants to run, none of which is started; nothing is set in the environment."""
    servers = []

    @contextlib.contextmanager
    def running(name, *needed):
        servers.extend(type(server).__name__ for server in needed)
        yield

    monkeypatch.setattr(local, "VAR", tmp_path)
    monkeypatch.setattr(environment, "VAR", tmp_path)
    monkeypatch.setattr(local, "running", running)
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    return servers


def test_both_servers_are_ours_by_default(asked_for):
    with local.installation(8123) as given:
        assert asked_for == ["Postgres", "Valkey"]
        assert "pcn_app:" in given["DATABASE_URL"]
        assert "pcn_owner:" in given["DATABASE_OWNER_URL"]
        assert given["PORTAL_URL"] == "http://localhost:8123"
        assert given["PORTAL_DEMO"] == "1"


def test_web_environment_has_no_keyring(asked_for):
    with local.installation() as given:
        assert not [name for name in given if "KEYRING" in name]


def test_named_database_is_used_and_ours_is_not_started(asked_for, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://somebody@db.example/portal")
    with local.installation() as given:
        assert asked_for == ["Valkey"]
        assert (
            given["DATABASE_URL"] == given["DATABASE_OWNER_URL"] == "postgresql://somebody@db.example/portal"
        )


def test_named_owner_migrates(asked_for, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://app@db.example/portal")
    monkeypatch.setenv("DATABASE_OWNER_URL", "postgresql://owner@db.example/portal")
    with local.installation() as given:
        assert given["DATABASE_OWNER_URL"] == "postgresql://owner@db.example/portal"


def test_named_broker_is_used_and_ours_is_not_started(asked_for, monkeypatch):
    monkeypatch.setenv("REDIS_URL", "redis://broker.example:6379/0")
    with local.installation() as given:
        assert asked_for == ["Postgres"]
        assert given["REDIS_URL"] == "redis://broker.example:6379/0"


def test_demo_can_be_switched_off(asked_for, monkeypatch):
    monkeypatch.setenv("PORTAL_DEMO", "0")
    with local.installation() as given:
        assert given["PORTAL_DEMO"] == "0"
