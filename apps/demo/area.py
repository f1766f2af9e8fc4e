"""The fictional area: its organisations, the people in them, and who may log in."""

import json
import random
from datetime import date
from functools import cache
from pathlib import Path

from django.utils import timezone

from apps.accounts.models import User
from apps.networks.models import (
    Icb,
    IcbParent,
    IcsMembership,
    Network,
    NetworkMembership,
    NetworkParent,
    Portal,
    Region,
    SubIcb,
    SubIcbParent,
)
from apps.people.models import Person
from apps.practices.models import Deprivation, ListSize, Practice, PracticeMembership

from .personas import PERSONAS, persona_user

OPENED = date(2019, 7, 1)
MONTHS_AGO = (1, 4, 7, 10, 13, 16)
ROLES_OF_PERSONAS = {
    "manager": [("U99901", "manager")],
    "director": [("U99901", "clinical_director")],
    "board": [("U99901", "board_member")],
    "two_networks": [("U99902", "manager"), ("U99903", "manager")],
    "area_and_network": [("U99905", "board_member")],
}
ICS_ROLES_OF_PERSONAS = {"lead": "ics_lead", "analyst": "ics_analyst", "area_and_network": "ics_lead"}
# In how many practices a receptionist has no e-mail address, so that there are paper slips to see.
ON_PAPER = {"U99901": 4}
STAFF_GROUPS = ("gp", "nurse", "admin", "direct_care", "management")


@cache
def plan() -> dict:
    return json.loads(Path(__file__).with_name("area.json").read_text())


def make_area() -> Icb:
    """Make the area's organisations, people and log ins. Called once, inside a transaction."""
    data = plan()
    region = Region.objects.create(**data["icb"]["region"])
    icb = Icb.objects.create(code=data["icb"]["code"], name=data["icb"]["name"])
    IcbParent.objects.create(icb=icb, region=region, start=OPENED)
    sub_icbs = {}
    for row in data["sub_icbs"]:
        sub_icb = sub_icbs[row["code"]] = SubIcb.objects.create(**row)
        SubIcbParent.objects.create(sub_icb=sub_icb, icb=icb, start=OPENED)
    numbers = iter(range(99901, 100_000))
    for row in data["networks"] + data["neighbours"]:
        domain = row["name"].removesuffix(" PCN").lower().replace(" ", "")
        network = Network.objects.create(
            code=row["code"], name=row["name"], opened_on=OPENED, is_fictional=True,
            controller_name=row["practices"][0][0], controller_email=f"data-protection@{domain}.example",
            controller_notice=f"https://{domain}.example/privacy",
        )  # fmt: skip
        NetworkParent.objects.create(network=network, sub_icb=sub_icbs[row["sub_icb"]], start=OPENED)
        practices = [_make_practice(network, f"Z{next(numbers)}", *facts) for facts in row["practices"]]
        _make_people(network, practices, row.get("people_per_practice", 0))
    _make_log_ins(icb)
    return icb


def _make_practice(network, code, name, patients, score) -> Practice:
    practice = Practice.objects.create(code=code, name=name, opened_on=OPENED)
    PracticeMembership.objects.create(practice=practice, network=network, start=OPENED)
    ListSize.objects.bulk_create(
        # A little smaller each quarter one goes back.
        ListSize(practice=practice, day=first_of_month(months), patients=patients - patients * months // 1500)
        for months in MONTHS_AGO
    )
    Deprivation.objects.create(practice=practice, edition="2025", score=score)
    return practice


def first_of_month(months_ago: int) -> date:
    today = timezone.localdate()
    months = today.year * 12 + today.month - 1 - months_ago
    return date(months // 12, months % 12 + 1, 1)


def _make_people(network, practices, per_practice) -> None:
    data, choose = plan(), random.Random(network.code)  # noqa: S311 - invented names
    full_names = [f"{given} {family}" for given in data["given_names"] for family in data["family_names"]]
    names = iter(choose.sample(full_names, len(practices) * per_practice))
    on_paper = {practice.pk for practice in practices[: ON_PAPER.get(network.code, 0)]}
    domain = network.name.removesuffix(" PCN").lower().replace(" ", "")
    Person.objects.bulk_create(
        Person(
            network=network,
            practice=practice,
            name=(name := next(names)),
            email=""
            if STAFF_GROUPS[number % len(STAFF_GROUPS)] == "admin" and practice.pk in on_paper
            else f"{name.lower().replace(' ', '.').replace('’', '')}@{domain}.example",
            staff_group=STAFF_GROUPS[number % len(STAFF_GROUPS)],
        )
        for practice in practices
        for number in range(per_practice)
    )


def _make_log_ins(icb) -> None:
    networks = Network.objects.in_bulk(field_name="code")
    for persona in PERSONAS:
        user = User.objects.create_user(persona.email, name=persona.name)
        for code, role in ROLES_OF_PERSONAS.get(persona.code, []):
            NetworkMembership.objects.create(user=user, network=networks[code], role=role)
    for persona in PERSONAS:
        if role := ICS_ROLES_OF_PERSONAS.get(persona.code):
            user = User.objects.get(email=persona.email)
            IcsMembership.objects.create(user=user, icb=icb, role=role)
    Portal.load().memberships.create(user=persona_user("administrator"), role="administrator")
    first = networks["U99901"].practice_spells.order_by("practice__code").first().practice
    networks["U99901"].memberships.create(
        user=persona_user("practice_manager"), role="practice_manager", practice=first
    )
    for code in networks:
        if code not in {
            code for pairs in ROLES_OF_PERSONAS.values() for code, role in pairs if role == "manager"
        }:
            user = User.objects.create_user(
                f"manager.{code.lower()}@wolds-ics.example", name=f"Manager of {code}"
            )
            NetworkMembership.objects.create(user=user, network=networks[code], role="manager")
    for code in networks:
        if code not in {code for code, role in ROLES_OF_PERSONAS["director"]}:
            user = User.objects.create_user(
                f"director.{code.lower()}@wolds-ics.example", name=f"Director of {code}"
            )
            NetworkMembership.objects.create(user=user, network=networks[code], role="clinical_director")
