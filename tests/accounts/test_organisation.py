"""Logging in by an organisation: who gets in, who does not, and what the provider's answer must be."""

import time

import pytest
from allauth.socialaccount.models import SocialAccount
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import Client
from django.urls import reverse

from apps.accounts import actions
from apps.accounts.models import User
from tests import factories

from .organisation import ANSWER, events, failed, identity, logged_in, start, token_of


# --- Where it is not set up ------------------------------------------------------
def test_without_settings_there_is_no_button_and_no_address(client, manager, network):
    assert "/log-in/organisation/" not in client.get("/log-in/").content.decode()
    client.get(f"/invitation/{token_of(factories.invited_to(network))}/")
    assert "Accept with " not in client.get("/invitation/").content.decode()
    client.force_login(manager)
    for url in (
        "organisation_log_in",
        "organisation_confirm",
        "organisation_end",
        "joining:organisation",
        "joining:organisation_go",
    ):
        assert client.post(reverse(url)).status_code == 404
    assert client.get(ANSWER).status_code == 404


# --- Logging in ---------------------------------------------------------------------
def test_bound_identity_logs_in(client, provider, bound, network):
    page = client.get("/log-in/?next=/networks/").content.decode()
    assert "Log in with NHSmail" in page
    response = provider.let_in(client, start(client), amr=["pwd", "mfa"])
    assert response.status_code == 302
    assert client.get("/", follow=True).redirect_chain[-1][0] == f"/networks/{network.code}/"
    assert events("account.logged_in") == [("account.logged_in", bound.pk, {"how": "organisation"})]


def test_what_is_asked_of_the_provider(client, provider, bound):
    provider.let_in(client, start(client))
    asked = provider.request
    assert asked["code_challenge_method"] == "S256"
    assert asked["redirect_uri"] == f"http://testserver{ANSWER}"
    assert set(asked["scope"].split()) == {"openid", "profile"}
    assert len(asked["state"]) >= 16
    assert len(asked["nonce"]) >= 16
    [form] = [form for path, form in provider.asked if path == "/token"]
    assert len(form["code_verifier"][0]) >= 43


def test_nothing_a_browser_adds_reaches_the_provider(client, provider):
    response = client.post(
        "/log-in/organisation/?process=connect&scope=email&auth_params=redirect_uri%3Dhttps://evil.example",
        {"process": "connect", "auth_params": "prompt=none", "scope": "email"},
    )
    for word in ("evil", "prompt", "email", "connect"):
        assert word not in response.url


def test_known_email_with_an_unknown_sub_logs_nobody_in(client, provider, manager):
    claims = {"email": manager.email, "email_verified": True, "amr": ["mfa"]}
    response = provider.let_in(client, start(client), **claims)
    assert response.status_code == 403
    assert "Your NHSmail account opens nothing here yet" in response.content.decode()
    assert not logged_in(client)
    assert not SocialAccount.objects.exists()
    assert events("account.log_in_failed") == [("account.log_in_failed", None, {})]


def test_stranger_gets_no_account(client, provider, db):
    assert provider.let_in(client, start(client), email="new@staff.example").status_code == 403
    assert not User.objects.exists()


def test_same_sub_of_another_issuer_is_somebody_else(client, provider, manager):
    actions.bind_identity(by=manager, identity=identity(provider, issuer="https://other.example"))
    assert provider.let_in(client, start(client)).status_code == 403
    assert not logged_in(client)


def test_sub_is_compared_to_the_letter(client, provider, bound):
    assert provider.let_in(client, start(client), sub="Somebody").status_code == 403


def test_inactive_account_stays_out(client, provider, bound):
    User.objects.update(is_active=False)
    assert provider.let_in(client, start(client)).status_code == 403
    assert not logged_in(client)


def test_little_is_kept_of_what_the_provider_says(client, provider, bound):
    provider.let_in(client, start(client), email="private@home.example", name="Private Name")
    assert SocialAccount.objects.get().extra_data == {}


# --- Forged, late and broken answers --------------------------------------------------
def test_forged_state_is_refused(client, provider, bound):
    start(client)
    assert failed(client.get(ANSWER, {"code": "a-code", "state": "x" * 16}), 400)
    assert failed(client.get(ANSWER, {"code": "a-code"}), 400)
    assert failed(client.get(ANSWER), 400)
    assert not logged_in(client)


def test_state_of_another_browser_is_refused(client, provider, bound):
    way_back = provider.way_back(start(client))
    other = Client()
    start(other)
    assert failed(other.get(way_back), 400)
    assert not logged_in(other)


def test_answer_works_once(client, provider, bound):
    way_back = provider.way_back(start(client))
    assert client.get(way_back).status_code == 302
    client.logout()
    assert failed(client.get(way_back), 400)


def test_answer_after_ten_minutes_is_refused(client, provider, bound, monkeypatch):
    way_back = provider.way_back(start(client))
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 601)
    assert failed(client.get(way_back), 400)


def test_stopping_at_the_provider_says_so(client, provider, bound):
    way_back = provider.way_back(start(client))
    refused = way_back.replace("code=a-code", "error=access_denied")
    assert failed(client.get(refused), 400)


NOW = int(time.time())


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": None},
        {"aud": "another-client"},
        {"aud": ["portal", "another-client"], "azp": "another-client"},
        {"iss": "https://other.example"},
        {"exp": NOW - 3600},
        {"exp": None},
        {"iat": NOW + 3600},
        {"sub": None},
        {"sub": ""},
        {"sub": "x" * 192},
        {"amr": 3},
    ],
    ids=" ".join,  # not the values: moments differ between test processes
)
def test_token_that_does_not_hold_is_refused(client, provider, bound, claims):
    assert failed(provider.let_in(client, start(client), **claims))
    assert not logged_in(client)


def test_token_for_another_question_is_refused(client, provider, bound):
    assert failed(provider.let_in(client, start(client), nonce="another"), 400)


def test_token_of_another_key_is_refused(client, provider, bound):
    provider.key = ec.generate_private_key(ec.SECP256R1())
    assert failed(provider.let_in(client, start(client)))
    provider.kid = "two"
    assert failed(provider.let_in(client, start(client)))


@pytest.mark.parametrize("algorithm", ["none", "HS256"])
def test_token_without_a_real_signature_is_refused(client, provider, bound, algorithm):
    provider.algorithm = algorithm
    provider.key = "" if algorithm == "none" else provider.organisation.client_secret
    assert failed(provider.let_in(client, start(client)))
    assert not logged_in(client)


def test_provider_that_calls_itself_otherwise_is_not_asked(client, provider):
    provider.discovery = {"issuer": "https://other.example"}
    assert failed(start(client))


@pytest.mark.parametrize("path", ["/.well-known/openid-configuration", "/token", "/keys"])
def test_provider_that_breaks_costs_a_sentence(client, provider, bound, path, caplog):
    response = None
    if path.startswith("/."):
        provider.broken = {path}
        response = start(client)
    else:
        way_back = provider.way_back(start(client))
        provider.broken = {path}
        response = client.get(way_back)
    assert failed(response)
    assert "Logging in by the organisation failed" in caplog.text
    assert "somebody" not in caplog.text


# --- Where it leads --------------------------------------------------------------------
@pytest.mark.parametrize(
    "target", ["//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:x"]
)
def test_next_leads_nowhere_else(client, provider, bound, target):
    response = provider.let_in(client, start(client, next=target))
    assert response.url == "/"
    client.force_login(bound)
    assert start(client, next=target).url == "/"


def test_next_leads_on(client, provider, bound, network):
    response = provider.let_in(client, start(client, next=f"/networks/{network.code}/log/"))
    assert response.url == f"/networks/{network.code}/log/"


def test_next_in_the_answer_counts_for_nothing(client, provider, bound):
    response = client.get(provider.way_back(start(client)) + "&next=https://evil.example/")
    assert response.url == "/"


def test_log_in_needs_a_post_with_a_token(provider):
    client = Client(enforce_csrf_checks=True)
    assert client.get("/log-in/organisation/").status_code == 405
    assert client.post("/log-in/organisation/").status_code == 403
