"""An organisation's identity comes to an account by accepting an invitation, and goes again."""

import time

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from apps.accounts import actions
from apps.accounts.models import User
from tests import factories

from .organisation import accept, come_back, events, follow, identity, start, token_of


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
