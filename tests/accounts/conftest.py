"""An organisation's provider, and somebody it opens an account for."""

import pytest

from apps.accounts import actions

from .organisation import identity
from .provider import PretendProvider


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
