import pytest
from django.urls import reverse

from apps.desk import actions
from tests.factories import member_of, network_in
from tests.reports.conftest import covers_only  # noqa: F401 - a fixture
from tests.reports.making import YEAR_END


@pytest.fixture
def at(icb):
    def address(name, **kwargs):
        return reverse(f"ics:{name}", kwargs={"code": icb.code, **kwargs})

    return address


@pytest.fixture
def as_lead(client, lead):
    client.force_login(lead)
    return client


@pytest.fixture
def networks(icb):
    """Three networks that somebody manages, by name."""
    made = [network_in(icb, name=f"{name} PCN") for name in ("Alder", "Birch", "Cedar")]
    for network in made:
        member_of(network, "manager")
    return made


@pytest.fixture
def ask(icb, lead):
    def make(networks, **options):
        values = {"year_end": YEAR_END, "whom": "All networks"} | options
        return actions.ask(icb=icb, by=lead, networks=networks, **values)

    return make
