import json

import pytest
from django.urls import reverse

from apps.core.models import AuditEvent
from apps.networks.models import IcsMembership
from tests import factories


@pytest.fixture
def credentials(manager):
    return {"login": manager.email, "password": "a-long-enough-passphrase"}


def enter_code(client, **options):
    return client.post(reverse("mfa_authenticate"), {"code": factories.app_code()}, **options)


def test_pages_ask_to_log_in(client, network):
    response = client.get(f"/networks/{network.code}/")
    assert response.status_code == 302
    assert response.url == f"/log-in/?next=/networks/{network.code}/"


def test_log_in_leads_through_the_second_factor_to_the_only_network(client, credentials, manager, network):
    factories.with_app(manager)
    response = client.post(reverse("account_login"), credentials | {"shared": "on"})
    assert response.url == reverse("mfa_authenticate")
    response = enter_code(client, follow=True)
    assert response.redirect_chain[-1][0] == f"/networks/{network.code}/"


def test_wrong_password_says_so_and_keeps_the_address(client, credentials):
    response = client.post(reverse("account_login"), credentials | {"password": "wrong"})
    page = response.content.decode()
    assert "There is a problem" in page
    assert credentials["login"] in page
    assert "<title>Error: Log in" in page


def test_next_to_another_site_is_ignored(client, credentials, manager):
    factories.with_app(manager)
    client.post(reverse("account_login") + "?next=//elsewhere.example/", credentials | {"shared": "on"})
    response = enter_code(client)
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
    client.force_login(factories.UserFactory())
    assert "You have no network yet" in client.get("/").content.decode()


# --- On record ---------------------------------------------------------------------
def recorded():
    fields = "event", "actor_id", "network_code", "ics_code", "object_code", "detail"
    return list(AuditEvent.objects.order_by("network_code").values_list(*fields))


def test_log_in_is_on_record_in_every_place_it_opens(
    client, credentials, manager, network, other_network, icb
):
    manager.network_memberships.create(network=network, role="board_member")
    IcsMembership.objects.create(user=manager, icb=icb, role="ics_lead")
    client.post(reverse("account_login"), credentials)
    event = ("account.logged_in", manager.pk)
    assert recorded() == [(*event, "", icb.code, "", {}), (*event, network.code, "", "", {})]


def test_log_in_of_somebody_without_a_place_is_on_record(client, credentials, manager):
    manager.network_memberships.all().delete()
    client.post(reverse("account_login"), credentials)
    assert recorded() == [("account.logged_in", manager.pk, "", "", "", {})]


def test_failed_log_in_is_on_record_without_what_was_typed(client, credentials, manager, network):
    typed = {"login": manager.email.upper(), "password": "not-the-right-passphrase"}
    client.post(reverse("account_login"), typed)
    assert recorded() == [("account.log_in_failed", manager.pk, network.code, "", "", {})]


def test_failed_log_in_with_an_address_nobody_has_names_nobody(client, db):
    typed = {"login": "nobody@elsewhere.example", "password": "not-the-right-passphrase"}
    client.post(reverse("account_login"), typed)
    assert recorded() == [("account.log_in_failed", None, "", "", "", {})]
    assert "elsewhere" not in json.dumps(list(AuditEvent.objects.values()), default=str)


def test_form_that_is_not_filled_in_is_no_failed_log_in(client, db):
    client.post(reverse("account_login"), {"login": "", "password": ""})
    assert recorded() == []
