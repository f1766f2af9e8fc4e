import pytest
from django.urls import reverse

from tests import factories


@pytest.fixture
def at(network):
    return lambda name, *args: reverse(f"asks:{name}", args=[network.code, *args])


@pytest.fixture
def area_at(icb):
    return lambda name, *args: reverse(f"area_asks:{name}", args=[icb.code, *args])


@pytest.fixture
def as_director(client, director):
    client.force_login(director)
    return client


@pytest.fixture
def as_lead(client, lead):
    client.force_login(lead)
    return client


@pytest.fixture
def other_director(other_network):
    return factories.member_of(other_network, "clinical_director")
