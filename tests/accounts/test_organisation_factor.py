"""Second factors, confirming and resetting of whoever logs in by an organisation."""

import time

import jwt
import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.socialaccount.models import SocialAccount
from django.core import mail
from django.test import Client

from apps.accounts import actions, organisation
from tests import factories

from .organisation import accept, come_back, events, failed, identity, logged_in, start


# --- The second factor ----------------------------------------------------------------
def lands(client, response):
    """Where somebody is in the end, once the provider has let them in."""
    return (
        client.get(response.url, follow=True).redirect_chain[-1][0] if response.url == "/" else response.url
    )


def test_provider_that_shows_one_leads_straight_in(client, provider, bound, network):
    response = provider.let_in(client, start(client), amr=["pwd", "mfa"])
    assert lands(client, response) == f"/networks/{network.code}/"
    factories.with_app(bound)
    other = Client()
    response = provider.let_in(other, start(other), amr=["pwd", "mfa"])
    assert lands(other, response) == f"/networks/{network.code}/"


@pytest.mark.parametrize("amr", [["pwd"], None])
def test_provider_that_shows_none_leads_to_ones_own(client, provider, bound, amr):
    factories.with_app(bound)
    response = provider.let_in(client, start(client, next="/account/"), amr=amr)
    assert response.url == "/log-in/second-factor/"
    assert not logged_in(client)
    assert client.post("/log-in/second-factor/", {"code": "000000"}).status_code == 200
    assert not logged_in(client)
    assert client.post("/log-in/second-factor/", {"code": factories.app_code()}).url == "/log-in/trust/"
    assert client.post("/log-in/trust/", {"action": "skip"}).url == "/account/"
    assert logged_in(client)
    assert events("account.logged_in") == [("account.logged_in", bound.pk, {"how": "organisation"})]


@pytest.mark.parametrize("amr", [["pwd"], None])
def test_account_without_any_sets_one_up_first(client, provider, bound, network, amr):
    provider.let_in(client, start(client), amr=amr)
    assert client.get(f"/networks/{network.code}/").url == "/account/second-factor/"


def test_new_account_needs_one_of_its_own_unless_the_provider_shows_it(client, provider, network):
    come_back(client, provider, factories.invited_to(network), amr=["pwd"])
    accept(client)
    assert client.get(f"/networks/{network.code}/").url == "/account/second-factor/"


@pytest.mark.parametrize(
    ("amr", "counts"),
    [
        (["pwd", "mfa"], True),
        (["otp"], True),
        ("mfa", True),
        (["pwd"], False),
        (["MFA"], False),
        (["face"], False),
        ([], False),
        (None, False),
        ([3, {}], False),
    ],
)
def test_second_factor_is_what_the_settings_name(client, provider, bound, amr, counts):
    request = provider.let_in(client, start(client), amr=amr).wsgi_request
    assert organisation.showed_second_factor(request, bound) is counts
    assert organisation.logged_in_by(request, bound)


def test_second_factor_of_a_former_provider_counts_no_more(client, provider, bound, settings):
    request = provider.let_in(client, start(client), amr=["mfa"]).wsgi_request
    settings.ORGANISATION = None
    assert not organisation.showed_second_factor(request, bound)


def test_second_factor_of_somebody_else_does_not_count(client, provider, bound, director):
    request = provider.let_in(client, start(client), amr=["mfa"]).wsgi_request
    assert not organisation.showed_second_factor(request, director)


# --- Confirming who one is ---------------------------------------------------------------
def long_ago(client):
    """As if the log in had been 20 minutes ago, used ever since."""
    session = client.session
    for record in session[AUTHENTICATION_METHODS_SESSION_KEY]:
        record["at"] -= 20 * 60
    session.save()


@pytest.fixture
def ending(client, provider, bound):
    """The manager asked to end logging in by the organisation, and is to confirm that it is they."""
    client.force_login(bound)
    long_ago(client)
    response = client.post("/account/organisation/end/")
    assert response.url == "/account/confirm/?next=%2Faccount%2Forganisation%2Fend%2F"
    assert "Use NHSmail" in client.get(response.url).content.decode()
    return client.post("/account/confirm/organisation/", {"next": "/account/organisation/end/"})


def test_confirming_goes_on_with_what_was_sent_in(client, provider, ending):
    response = provider.let_in(client, ending, auth_time=int(time.time()))
    assert (provider.request["prompt"], provider.request["max_age"]) == ("login", "0")
    assert response.url == "/account/"
    assert not SocialAccount.objects.exists()


@pytest.mark.parametrize("shown", [None, -120])
def test_provider_that_did_not_ask_again_confirms_nothing(client, provider, ending, shown):
    auth_time = shown and int(time.time()) + shown
    assert failed(provider.let_in(client, ending, auth_time=auth_time), 400)
    assert SocialAccount.objects.exists()


def test_another_identity_confirms_nothing(client, provider, ending):
    response = provider.let_in(client, ending, sub="somebody else", auth_time=int(time.time()))
    assert response.url == "/account/confirm/organisation/?next=%2Faccount%2Forganisation%2Fend%2F"
    assert "Nothing was confirmed" in client.get(response.url).content.decode()
    assert SocialAccount.objects.exists()


def test_log_in_confirms_nothing_for_who_is_logged_in(client, provider, ending):
    other = Client()
    log_in_there = provider.way_back(start(other))
    assert failed(client.get(log_in_there), 400)
    assert SocialAccount.objects.exists()


def test_account_without_password_confirms_at_the_organisation(client, provider, bound):
    bound.set_unusable_password()
    bound.save()
    provider.let_in(client, start(client), amr=["mfa"])
    assert client.get("/account/confirm/?next=/account/").url.startswith("/account/confirm/organisation/")


# --- Without a password --------------------------------------------------------------------
def test_forgotten_password_opens_no_account_that_has_none(client, provider, bound, do_jobs):
    bound.set_unusable_password()
    bound.save()
    client.post("/forgotten-password/", {"email": bound.email})
    do_jobs()
    letter = mail.outbox[-1]
    assert "you log in with NHSmail" in letter.body
    assert "http" not in letter.body


def test_forgotten_password_helps_once_the_organisation_is_gone(client, provider, bound, do_jobs, settings):
    bound.set_unusable_password()
    bound.save()
    settings.ORGANISATION = None
    client.post("/forgotten-password/", {"email": bound.email})
    do_jobs()
    assert "/forgotten-password/" in mail.outbox[-1].body


def test_owner_is_told(provider, manager, do_jobs):
    actions.bind_identity(by=manager, identity=identity(provider))
    manager.set_password("seven wet umbrellas")
    manager.save()
    actions.unbind_identities(by=manager)
    do_jobs()
    assert [letter.to for letter in mail.outbox] == [[manager.email]] * 2
    assert "can be opened through your organisation" in mail.outbox[0].body
    assert "no longer opens your account" in mail.outbox[1].body


def test_account_page_says_what_opens_it(client, provider, manager, director):
    actions.bind_identity(by=manager, identity=identity(provider))
    for user, words in ((manager, "Opens this account since"), (director, "Does not open this account")):
        client.force_login(user)
        page = client.get("/account/").content.decode()
        assert words in page
        assert ("/account/organisation/end/" in page) is (user == manager)


def test_pretend_tokens_would_be_good(client, provider):
    """The tests above refuse tokens for what is wrong with them, not because all are refused."""
    provider.way_back(start(client))
    key = provider.own_key.public_key()
    assert jwt.decode(provider.token(), key, algorithms=["ES256"], audience="portal")["sub"] == "somebody"
