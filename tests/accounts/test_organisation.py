"""Logging in by an organisation: who gets in, who does not, and what the provider's answer must be."""

import time

import jwt
import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.socialaccount.models import SocialAccount
from cryptography.hazmat.primitives.asymmetric import ec
from django.core import mail
from django.test import Client
from django.urls import reverse

from apps.accounts import actions, organisation
from apps.accounts.models import User
from apps.accounts.organisation import Identity
from apps.core.models import AuditEvent
from apps.networks import invitations
from tests import factories

from .provider import PretendProvider

ANSWER = "/log-in/organisation/answer/"


@pytest.fixture
def provider(db, settings):
    provider = PretendProvider()
    settings.ORGANISATION = provider.organisation
    settings.PORTAL_URL = "http://testserver"
    yield provider
    provider.stop()


@pytest.fixture
def bound(provider, manager):
    """The manager's account, bound to the provider's "somebody"."""
    actions.bind_identity(by=manager, identity=identity(provider))
    return manager


def identity(provider, sub="somebody", **fields):
    return Identity(**{"issuer": provider.issuer, "sub": sub, "amr": (), "name": ""} | fields)


def start(client, **data):
    return client.post("/log-in/organisation/", data)


def logged_in(client):
    return client.get("/").status_code == 200 or not client.get("/").url.startswith("/log-in/")


def events(*which):
    return list(AuditEvent.objects.filter(event__in=which).values_list("event", "actor_id", "detail"))


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
def failed(response, status=502):
    assert response.status_code == status
    assert "did not work" in response.content.decode()
    return True


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


# --- Accepting an invitation --------------------------------------------------------------
def token_of(invitation):
    return invitations.address(invitation).rstrip("/").rsplit("/", 1)[-1]


def follow(client, invitation):
    client.get(f"/invitation/{token_of(invitation)}/")


def come_back(client, provider, invitation, **claims):
    """Open the invitation's link, go to the provider, come back."""
    follow(client, invitation)
    response = provider.let_in(client, client.post("/invitation/organisation/go/"), **claims)
    assert (response.status_code, response.url) == (302, "/invitation/organisation/")


def accept(client, **data):
    return client.post("/invitation/organisation/", {"name": "New Member"} | data)


def test_new_account_is_opened_by_the_identity_only(client, provider, network):
    invitation = factories.invited_to(network)
    come_back(client, provider, invitation, name="Said  There", amr=["mfa"])
    page = client.get("/invitation/organisation/").content.decode()
    assert "NHSmail has confirmed who you are: Said There." in page
    assert 'value="Said There"' in page
    assert not User.objects.exists()
    assert accept(client).url == f"/networks/{network.code}/"
    user = User.objects.get()
    assert (user.email, user.name, user.has_usable_password()) == (invitation.email, "New Member", False)
    assert SocialAccount.objects.get().user == user
    assert events("account.organisation_bound") == [("account.organisation_bound", user.pk, {})]
    again = Client()
    assert provider.let_in(again, start(again), amr=["mfa"]).status_code == 302
    assert again.get(f"/networks/{network.code}/").status_code == 200


def test_name_is_needed(client, provider, network):
    come_back(client, provider, factories.invited_to(network))
    assert "Enter your name" in accept(client, name=" ").content.decode()
    assert not User.objects.exists()


def test_identity_alone_accepts_nothing(client, provider, network):
    come_back(client, provider, factories.invited_to(network))
    client.cookies.pop("invitation")
    assert accept(client).status_code == 403
    assert not User.objects.exists()


def test_invitation_alone_binds_nothing(client, provider, network):
    follow(client, factories.invited_to(network))
    assert accept(client).url == "/invitation/"
    assert not User.objects.exists()


def test_identity_is_used_up_by_accepting(client, provider, network, other_network):
    come_back(client, provider, factories.invited_to(network), amr=["mfa"])
    accept(client)
    follow(client, factories.invited_to(other_network))
    assert client.get("/invitation/organisation/").url == "/invitation/"


def test_identity_is_kept_for_ten_minutes(client, provider, network, monkeypatch):
    come_back(client, provider, factories.invited_to(network))
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 601)
    assert accept(client).url == "/invitation/"


def test_replayed_invitation_binds_nothing(client, provider, network):
    invitation = factories.invited_to(network)
    come_back(client, provider, invitation)
    accept(client)
    replay = Client()
    replay.cookies["invitation"] = token_of(invitation)
    assert replay.post("/invitation/organisation/go/").status_code == 410
    assert replay.post("/invitation/organisation/").status_code == 410
    assert SocialAccount.objects.count() == 1


def test_invitation_that_ends_on_the_way_binds_nothing(client, provider, network):
    invitation = factories.invited_to(network)
    come_back(client, provider, invitation)
    network.access_invitations.update(generation=2)
    assert accept(client).status_code == 410
    assert not User.objects.exists()


def test_account_of_the_invited_address_is_never_taken_over(client, provider, network, stranger):
    """Whoever holds the link must log in as the account's owner: its other networks are at stake."""
    invitation = factories.invited_to(network, email=stranger.email)
    follow(client, invitation)
    response = client.post("/invitation/organisation/go/")
    assert response.status_code == 409
    assert "Log in to accept" in response.content.decode()
    other = factories.invited_to(network)
    come_back(client, provider, other, email=stranger.email)
    network.access_invitations.filter(pk=other.pk).update(email="x@staff.example")
    network.access_invitations.filter(pk=invitation.pk).delete()
    network.access_invitations.filter(pk=other.pk).update(email=stranger.email)
    assert accept(client).status_code == 409
    assert not SocialAccount.objects.exists()


def test_owner_of_an_account_binds_by_accepting(client, provider, network, stranger):
    client.force_login(stranger)
    come_back(client, provider, factories.invited_to(network, email=stranger.email))
    page = client.get("/invitation/organisation/").content.decode()
    assert "Your full name" not in page
    assert accept(client).url == f"/networks/{network.code}/"
    assert SocialAccount.objects.get().user == stranger
    stranger.refresh_from_db()
    assert stranger.has_usable_password()


def test_forwarded_link_binds_nothing_to_somebody_else(client, provider, network, stranger):
    client.force_login(stranger)
    follow(client, factories.invited_to(network))
    assert client.post("/invitation/organisation/go/").status_code == 403
    assert accept(client).status_code == 403


def test_identity_of_another_account_accepts_nothing(client, provider, network, bound):
    come_back(client, provider, factories.invited_to(network, email="second@staff.example"))
    for response in (client.get("/invitation/organisation/"), accept(client)):
        assert response.status_code == 409
        assert "opens another account" in response.content.decode()
    assert not User.objects.filter(email="second@staff.example").exists()


def test_two_people_cannot_bind_one_identity(provider, manager, director):
    actions.bind_identity(by=manager, identity=identity(provider))
    with pytest.raises(actions.IdentityTaken):
        actions.bind_identity(by=director, identity=identity(provider))
    actions.bind_identity(by=manager, identity=identity(provider))
    assert SocialAccount.objects.get().user == manager


# --- Ending it ----------------------------------------------------------------------
def test_ending_needs_a_password(client, provider, bound):
    bound.set_unusable_password()
    bound.save()
    client.force_login(bound)
    client.post("/account/organisation/end/")
    assert SocialAccount.objects.exists()
    assert not events("account.organisation_unbound")


def test_ended_identity_logs_nobody_in(client, provider, bound):
    client.force_login(bound)
    client.post("/account/organisation/end/")
    assert events("account.organisation_unbound") == [("account.organisation_unbound", bound.pk, {})]
    client.logout()
    assert provider.let_in(client, start(client)).status_code == 403


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
