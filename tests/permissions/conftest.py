from types import SimpleNamespace

import pytest

from tests import factories


@pytest.fixture
def cast(network, other_network, icb):
    """Every persona of the matrix, and one of each thing an address may name (of ``network``)."""
    other_icb = factories.IcbFactory()
    people = {
        role: factories.member_of(network, role) for role in ("lay_member", "board_member", "finance_lead")
    }
    cast = SimpleNamespace(
        network=network,
        icb=icb,
        staff=factories.member_of(network, "network_staff"),
        manager=factories.member_of(network, "manager"),
        director=factories.member_of(network, "clinical_director"),
        stranger=factories.member_of(other_network, "manager"),
        removed=factories.ended_member_of(network, "manager"),
        analyst=factories.analyst_of(icb),
        foreign_analyst=factories.analyst_of(other_icb),
        **people,
    )
    cast.ics_lead = factories.analyst_of(icb)
    cast.ics_lead.ics_memberships.update(role="ics_lead")
    return cast
