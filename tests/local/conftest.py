"""What starts servers, or the portal itself, does so one after the other, in whichever test process it runs."""

import fcntl

import pytest

from pcnportal.local.places import VAR


@pytest.fixture(scope="module", autouse=True)
def one_by_one():
    with (VAR / "tests-local.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
