import pytest


@pytest.fixture
def as_manager(client, manager):
    client.force_login(manager)
    return client
