import pytest

from tests import factories


@pytest.fixture
def as_manager(client, manager):
    client.force_login(manager)
    return client


@pytest.fixture
def member(network):
    """Somebody who reads the network's pages, and nothing confidential."""
    return factories.member_of(network, "network_staff")
