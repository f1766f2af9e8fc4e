import pytest
from django.urls import reverse


@pytest.fixture
def at(network):
    """Addresses of the network's directory: ``at("list")``."""

    def address(name, **kwargs):
        return reverse(f"people:{name}", kwargs={"code": network.code, **kwargs})

    return address


@pytest.fixture
def as_manager(client, manager):
    client.force_login(manager)
    return client
