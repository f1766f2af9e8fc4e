"""Log ins that fail stand in the log of each network and area they would have opened, and tell none of another."""

import json

import pytest
from django.urls import reverse

from apps.accounts import actions
from apps.core.models import AuditEvent
from apps.networks.models import NetworkMembership
from tests.factories import member_of, network_in, with_app

CREDENTIALS = {"password": "a-long-enough-passphrase", "shared": "on"}
FORGED = json.dumps({"id": "AA", "rawId": "AA", "type": "public-key", "response": {"userHandle": "AA"}})


def logged(event):
    return list(
        AuditEvent.objects.filter(event=event)
        .order_by("network_code")
        .values_list("actor_id", "network_code")
    )


@pytest.fixture
def of_two(network, icb):
    """Somebody in two networks, and the codes of these."""
    user = member_of(network, "manager")
    return user, sorted([network.code, _also_in(network_in(icb), user).code])


def _also_in(network, user):
    NetworkMembership.objects.create(network=network, user=user, role="lay_member")
    return network


def fail(client, user, how):
    if how == "password":
        return client.post(reverse("account_login"), {"login": user.email, "password": "not this one"})
    with_app(user)
    client.post(reverse("account_login"), CREDENTIALS | {"login": user.email})
    sent = {"code": "000000"} if how == "code" else {"credential": FORGED}
    return client.post(reverse("mfa_authenticate"), sent)


@pytest.mark.parametrize(
    ("how", "event"),
    [
        ("password", "account.log_in_failed"),
        ("code", "account.second_factor_failed"),
        ("passkey", "account.second_factor_failed"),
    ],
)
def test_members_failure_is_in_the_log_of_each_of_their_networks(client, of_two, other_network, how, event):
    user, codes = of_two
    assert fail(client, user, how).status_code == 200

    assert logged(event) == [(user.pk, code) for code in codes]
    assert all(row.detail == {} and not row.object_code for row in AuditEvent.objects.filter(event=event))


def test_failure_is_readable_by_the_managers_of_each(
    client, of_two, network, director, stranger, other_network
):
    user, _ = of_two
    actions.record_failed_second_factor(user=user)
    client.force_login(director)
    assert "a wrong code or passkey" in client.get(f"/networks/{network.code}/log/").content.decode()
    client.force_login(stranger)
    assert (
        "a wrong code or passkey" not in client.get(f"/networks/{other_network.code}/log/").content.decode()
    )


def test_a_passkey_that_nobody_set_up_is_on_record_for_the_administrators(client, db):
    client.post(reverse("mfa_login_webauthn"), {"credential": FORGED})
    assert logged("account.log_in_failed") == [(None, "")]


@pytest.mark.parametrize("networks", [1, 6])
def test_writing_it_takes_the_same_queries_for_many_networks(
    network, icb, networks, django_assert_num_queries
):
    user = member_of(network, "manager")
    for _ in range(networks - 1):
        _also_in(network_in(icb), user)
    with django_assert_num_queries(5):  # two for the places, one for the lines, the transaction's two
        actions.record_failed_second_factor(user=user)
