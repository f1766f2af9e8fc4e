from datetime import date

from tests import factories


def test_closed_network_can_be_read_not_written(client, network, manager):
    network.closed_on = date(2026, 4, 1)
    network.save(update_fields=["closed_on"])
    client.force_login(manager)
    assert client.get(f"/networks/{network.code}/").status_code == 200
    response = client.post(f"/networks/{network.code}/")
    assert response.status_code == 403
    assert "has closed" in response.content.decode()


def test_removed_member_is_out_at_once(client, network, manager):
    client.force_login(manager)
    assert client.get(f"/networks/{network.code}/").status_code == 200
    manager.network_memberships.update(ended_at="2026-11-01T00:00Z")
    assert client.get(f"/networks/{network.code}/").status_code == 404


def test_unknown_role_code_allows_nothing(client, network):
    client.force_login(factories.member_of(network, "no_such_role"))
    assert client.get(f"/networks/{network.code}/").status_code == 403


def test_network_page_has_a_constant_budget(client, network, manager, django_assert_max_num_queries):
    for number in range(12):
        factories.practice_in(network, name=f"Surgery {number}")
    client.force_login(manager)
    with django_assert_max_num_queries(46):
        client.get(f"/networks/{network.code}/")
