"""From an empty page to a director with a deputy, a board that can decide, and shared staff at their practices, on a
phone."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from apps.roles.models import Appointment
from tests import factories

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def type_day(page, name: str, day: date) -> None:
    for part in ("day", "month", "year"):
        page.locator(f"[name={name}_{part}]").fill(str(getattr(day, part)))


def test_a_manager_says_who_does_what(visitor, network, practice, manager):
    for name in ("Dr Sunniva Okoro", "Dr Piran Voss"):
        factories.PersonFactory(network=network, name=name, practice=practice)
    phone = visitor(manager, **PHONE)
    phone.open(reverse("roles:list", args=[network.code]))
    phone.click("Choose the roles you want")
    phone.click("Add to the list")
    phone.sees("Choose at least one role")
    for wish in ("Clinical director", "Practice representative"):
        phone.page.get_by_label(wish).check()
    phone.click("Add to the list")
    phone.sees("0 of 2 roles are filled.")
    assert phone.page.evaluate("document.documentElement.scrollWidth") <= 390

    phone.click("Clinical director", role="link")
    phone.click("Say who holds it")
    phone.page.get_by_label("Who?").fill("Sunniva")
    phone.page.locator("[name=funded]").fill("37.5")
    type_day(phone.page, "start", date(2026, 4, 1))
    phone.click("Save")
    phone.sees("are these hours?")
    phone.page.locator("[name=funded]").fill("3")
    phone.click("Save")
    phone.sees("Nobody stands in when they are away.")
    phone.click("Name a deputy", role="link")
    phone.page.get_by_label("Who?").fill("Piran")
    type_day(phone.page, "start", date(2026, 4, 1))
    phone.click("Save")
    assert set(Appointment.objects.values_list("person__name", "share")) == {
        ("Dr Sunniva Okoro", "whole"),
        ("Dr Piran Voss", "deputy"),
    }

    phone.open(reverse("roles:board", args=[network.code]))
    phone.click("Write down when the board can decide", role="link")
    phone.page.locator("[name=quorum]").fill("2")
    phone.click("Save")
    phone.sees("can’t decide anything: one vote missing")

    pharmacist = factories.post_of(network, "clinical_pharmacist", unit="wte", on_board=False)
    factories.appointed_to(pharmacist)
    phone.open(reverse("roles:grid", args=[network.code]))
    phone.click("Change where", role="link")
    phone.page.get_by_label(practice.name).fill("4")
    phone.click("Save")
    phone.sees("4 sessions a week, 0.40 for every 1,000 patients.")
    assert pharmacist.appointments.get().deployments.get().sessions == Decimal(4)
    for name in ("pipeline", "confirm"):
        phone.open(reverse(f"roles:{name}", args=[network.code]))
    term = pharmacist.appointments.get()
    for name in ("start", "review"):
        phone.open(reverse(f"roles:{name}", args=[network.code, term.pk]))
