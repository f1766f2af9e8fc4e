"""A portal with something in every page, and hostile text wherever a person may have put text."""

import pytest

from tests import factories
from tests.permissions.conftest import cast  # noqa: F401 - the personas and things of the matrix

from .pages import HOSTILE
from .world import furnish


@pytest.fixture
def network(icb):
    return factories.network_in(icb, name=f"{HOSTILE} PCN")


@pytest.fixture
def world(cast, other_network, do_jobs):  # noqa: F811
    furnish(cast, other_network)
    do_jobs()
    return cast
