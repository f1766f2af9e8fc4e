"""Settings refuse what is missing, weak or dangerous, in a sentence."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
STRONG = "k7GqT2vXw9ZbN4mRsY8pLfC1hJdE6uA3oQiWzVtB5nM0"
GOOD = {
    "PATH": os.environ["PATH"],
    "PORTAL_URL": "https://portal.example",
    "SECRET_KEY": STRONG,
    "LINK_KEY": STRONG[::-1],
    "FILES_DIR": "files",
    "DATABASE_URL": "postgresql://app:x@db.example/portal",
    "REDIS_URL": "redis://broker",
}


def load(**changes):
    environment = {key: value for key, value in (GOOD | changes).items() if value is not None}
    code = "from pcnportal import settings as s; print(s.SESSION_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.ALLOWED_HOSTS)"
    return subprocess.run(
        [sys.executable, "-c", code], env=environment, cwd=ROOT, capture_output=True, text=True
    )


def test_good_settings_start():
    result = load()
    assert result.returncode == 0, result.stderr
    assert result.stdout.split() == ["__Host-session", "True", "['portal.example']"]


@pytest.mark.parametrize(
    "name", ["PORTAL_URL", "SECRET_KEY", "LINK_KEY", "FILES_DIR", "DATABASE_URL", "REDIS_URL"]
)
def test_missing_setting_stops_the_start(name):
    result = load(**{name: None})
    assert result.returncode != 0
    assert name in result.stderr


@pytest.mark.parametrize("weak", ["short", "a" * 60])
def test_weak_secret_stops_the_start(weak):
    assert "at least 40 random characters" in load(SECRET_KEY=weak).stderr


def test_plain_http_only_on_this_machine():
    assert "must be https" in load(PORTAL_URL="http://portal.example").stderr


@pytest.mark.parametrize(
    "url", ["postgresql://app:x@db.example/portal", "postgresql://app:x@/portal?host=db.example"]
)
def test_demo_refuses_a_database_elsewhere(url):
    result = load(PORTAL_DEMO="1", PORTAL_URL="http://localhost:8000", DATABASE_URL=url)
    assert "not on this machine" in result.stderr


@pytest.mark.parametrize(
    "url", ["postgresql://app:x@localhost/portal", "postgresql://app:x@/portal?host=/run/db"]
)
def test_demo_answers_loopback_names_only_with_plain_cookies(url):
    result = load(
        PORTAL_DEMO="1", PORTAL_URL="http://localhost:8000", DATABASE_URL=url, ALLOWED_HOSTS="evil.example"
    )
    assert result.returncode == 0, result.stderr
    assert result.stdout.split(maxsplit=2) == [
        "session",
        "False",
        "['localhost', '127.0.0.1', '[::1]', '::1']\n",
    ]
