"""Settings refuse what is missing, weak or dangerous, in a sentence."""

import json
import os
import subprocess
import sys
from pathlib import Path

import environ
import pytest
from django.core.exceptions import ImproperlyConfigured

from pcnportal.organisation import organisation
from tests.guards.pages import headers_wrong

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


COOKIES = "from pcnportal import settings as s; print(s.SESSION_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.ALLOWED_HOSTS)"


def load(code=COOKIES, **changes):
    environment = {key: value for key, value in (GOOD | changes).items() if value is not None}
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


def test_secrets_that_are_one_and_the_same_stop_the_start():
    assert "must differ" in load(LINK_KEY=STRONG).stderr
    assert "must differ" in load(KEYRING_DIR="keyring", KEYRING_KEY=STRONG).stderr


NAMES = [
    "SECURE_HSTS_SECONDS", "SECURE_HSTS_INCLUDE_SUBDOMAINS", "SECURE_SSL_REDIRECT", "SESSION_COOKIE_NAME",
    "SESSION_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY", "SESSION_COOKIE_SAMESITE", "CSRF_COOKIE_NAME",
    "CSRF_COOKIE_SECURE", "CSRF_COOKIE_HTTPONLY", "CSRF_COOKIE_SAMESITE", "MFA_TRUST_COOKIE_NAME", "MESSAGE_STORAGE",
    "CONTENT_SECURITY_POLICY", "DEBUG",
]  # fmt: skip


@pytest.fixture
def in_production(settings):
    """This process, with what the settings of an installation on https say of headers and cookies."""
    code = f"import json; from pcnportal import settings as s; print(json.dumps({{n: getattr(s, n) for n in {NAMES}}}))"
    for name, value in json.loads(load(code).stdout).items():
        setattr(settings, name, value)
    return settings


def test_an_installation_on_https_answers_as_one(in_production, client, manager):
    plain = client.get("/log-in/")
    assert (plain.status_code, plain["Location"][:8]) == (301, "https://")
    page = client.get("/log-in/", secure=True)
    client.force_login(manager)
    inside = client.get("/", secure=True)
    for response in (page, inside):
        assert response["Strict-Transport-Security"].startswith("max-age=31536000; includeSubDomains")
        assert not headers_wrong(response, private=True)
    assert in_production.DEBUG is False
    names = ("SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "MFA_TRUST_COOKIE_NAME")
    assert all(getattr(in_production, name).startswith("__Host-") for name in names)
    assert in_production.SESSION_COOKIE_SECURE
    assert in_production.SESSION_COOKIE_HTTPONLY
    cookies = {**page.cookies, **inside.cookies}
    assert "__Host-csrf" in cookies
    for name, cookie in cookies.items():
        assert name.startswith("__Host-"), name
        assert (cookie["secure"], cookie["httponly"], cookie["path"], cookie["domain"]) == (
            True,
            True,
            "/",
            "",
        )


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


# --- Logging in by an organisation -------------------------------------------------
ORGANISATION = {
    "OIDC_ISSUER": "https://login.example/tenant",
    "OIDC_CLIENT_ID": "portal",
    "OIDC_CLIENT_SECRET": "given by the provider",
    "OIDC_NAME": "NHSmail",
}


def organisation_of(**changes):
    environment = {key: value for key, value in (ORGANISATION | changes).items() if value is not None}
    env = environ.Env()
    env.ENVIRON = environment
    return organisation(env)


def test_no_organisation_unless_set():
    assert organisation_of(**dict.fromkeys(ORGANISATION)) is None
    # As compose passes variables that nobody set.
    assert organisation_of(**dict.fromkeys([*ORGANISATION, "OIDC_SECOND_FACTOR", "OIDC_ORIGINS"], "")) is None


def test_organisation_as_set():
    found = organisation_of(
        OIDC_SECOND_FACTOR="mfa, otp", OIDC_ORIGINS="https://fs.example/adfs https://x.example"
    )
    assert (found.issuer, found.name) == ("https://login.example/tenant", "NHSmail")
    assert found.second_factor == {"mfa", "otp"}
    assert found.origins == ("https://login.example", "https://fs.example", "https://x.example")


@pytest.mark.parametrize("value", [None, "", " "])
def test_second_factor_is_mfa_unless_set(value):
    assert organisation_of(OIDC_SECOND_FACTOR=value).second_factor == {"mfa"}


@pytest.mark.parametrize("name", ORGANISATION)
@pytest.mark.parametrize("value", [None, " "])
def test_half_an_organisation_stops_the_start(name, value):
    with pytest.raises(ImproperlyConfigured, match=f"^{name} must be set as well"):
        organisation_of(**{name: value})


@pytest.mark.parametrize("name", ["OIDC_SECOND_FACTOR", "OIDC_ORIGINS"])
def test_what_goes_with_an_organisation_alone_stops_the_start(name):
    with pytest.raises(ImproperlyConfigured, match="must be set as well"):
        organisation_of(**dict.fromkeys(ORGANISATION) | {name: "x"})


@pytest.mark.parametrize("name", ["OIDC_ISSUER", "OIDC_ORIGINS"])
@pytest.mark.parametrize(
    "url",
    [
        "http://login.example",
        "login.example",
        "https://",
        "https://user@login.example",
        "https://login.example?x=1",
        "https://login.example#x",
        "https://login.example;script-src",
        "https://login.example/" + "x" * 200,
        "ftp://login.example",
    ],
)
def test_organisation_has_a_safe_address(name, url):
    with pytest.raises(ImproperlyConfigured, match=f"^{name} must"):
        organisation_of(**{name: url})


def test_provider_on_this_machine_may_be_plain():
    assert organisation_of(OIDC_ISSUER="http://127.0.0.1:9000").origins == ("http://127.0.0.1:9000",)


def test_forms_may_lead_to_the_organisation_only_where_it_is_set():
    code = (
        "from pcnportal import settings as s; print(s.CONTENT_SECURITY_POLICY['DIRECTIVES']['form-action'])"
    )
    assert load(code).stdout.strip() == "[\"'self'\"]"
    assert load(code, **ORGANISATION).stdout.strip() == "[\"'self'\", 'https://login.example']"


def test_half_an_organisation_stops_the_real_start():
    result = load(**ORGANISATION | {"OIDC_CLIENT_SECRET": None})
    assert result.returncode != 0
    assert "OIDC_CLIENT_SECRET must be set as well" in result.stderr
