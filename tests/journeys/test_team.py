"""Somebody records their team roles on a phone, and the leadership reads what is covered, thin and missing."""

from datetime import date

import pytest

from tests import factories

from .test_answer import PHONE
from .test_purpose import fill_day, fits

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_own_team_roles_fill_the_map(visitor, network, director):
    factories.PersonFactory(network=network, name="Ottoline Farthingale", email=director.email)
    for name in ("Ann", "Bea"):
        factories.team_result_of(factories.PersonFactory(network=network, name=name), "plant")
    phone = visitor(director, **PHONE)
    phone.open(f"/networks/{network.code}/roles/team/")
    phone.sees("How to begin")
    phone.click("My own team roles")
    phone.click("Save")
    phone.sees("Select your top roles")
    phone.page.get_by_label("Shaper").first.check()
    phone.page.get_by_label("Everybody of the network").check()
    fill_day(phone, "When was your report made", date(2026, 1, 5))
    phone.click("Save")
    phone.sees("Shaper rests on one person")
    phone.sees("Finishing work:")
    assert fits(phone)
