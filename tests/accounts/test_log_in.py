import pytest
from django.urls import reverse


@pytest.fixture
def credentials(manager):
    return {"login": manager.email, "password": "a-long-enough-passphrase"}


def test_pages_ask_to_log_in(client, network):
    response = client.get(f"/networks/{network.code}/")
    assert response.status_code == 302
    assert response.url == f"/log-in/?next=/networks/{network.code}/"


def test_log_in_leads_to_the_only_network(client, credentials, network):
    response = client.post(reverse("account_login"), credentials, follow=True)
    assert response.redirect_chain[-1][0] == f"/networks/{network.code}/"


def test_wrong_password_says_so_and_keeps_the_address(client, credentials):
    response = client.post(reverse("account_login"), credentials | {"password": "wrong"})
    page = response.content.decode()
    assert "There is a problem" in page
    assert credentials["login"] in page
    assert "<title>Error: Log in" in page


def test_next_to_another_site_is_ignored(client, credentials):
    response = client.post(reverse("account_login") + "?next=//elsewhere.example/", credentials)
    assert response.status_code == 302
    assert response.url.startswith("/")
    assert not response.url.startswith("//")


def test_log_out_needs_a_post(client, manager):
    client.force_login(manager)
    client.get(reverse("account_logout"))
    assert client.get("/", follow=True).status_code == 200
    client.post(reverse("account_logout"))
    assert client.get("/").status_code == 302


def test_pages_of_accounts_are_stored_nowhere(client, manager, network):
    client.force_login(manager)
    assert "no-store" in client.get(f"/networks/{network.code}/")["Cache-Control"]


def test_several_networks_are_offered(client, manager, network, other_network):
    manager.network_memberships.create(network=other_network, role="manager")
    client.force_login(manager)
    page = client.get("/").content.decode()
    assert network.name in page
    assert other_network.name in page


def test_somebody_without_a_role_learns_what_to_do(client, db):
    from tests.factories import UserFactory

    client.force_login(UserFactory())
    assert "You have no network yet" in client.get("/").content.decode()
