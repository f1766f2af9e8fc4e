"""A year of who came, changed and went, made by the same actions that users use: logs and reviews have life in them."""

import secrets
from datetime import datetime, timedelta
from unittest import mock

from django.conf import settings

from apps.accounts.actions import record_failed_log_in, record_log_in
from apps.core.audit import Event, record
from apps.jobs.worker import drain
from apps.networks import actions
from apps.networks.models import IcsMembership, Network, NetworkMembership, Place
from apps.people.actions import add_person, change_person, mark_left

from .clock import at, long_ago
from .personas import persona_user
from .year import NOWHERE


def make_access(today: datetime) -> None:
    """Call last: the reviews that are due look back over a year."""
    manager, director, lead = (persona_user(code) for code in ("manager", "director", "lead"))
    network, area = Network.objects.get(code="U99901"), IcsMembership.objects.get(user=lead).icb

    def ago(days: int):
        return at(today - timedelta(days=days))

    # Nobody would look for months-old mails: they are composed, and dropped.
    with mock.patch.object(settings, "EMAIL_BACKEND", NOWHERE):
        _came(network, director, "Nerys Applegarth", "board_member", ago(150), ago(148))
        treasurer = _came(network, director, "Tobias Winnock", "board_member", ago(140), ago(139))
        gone = _came(network, manager, "Gwendoline Stott", "network_staff", ago(120), ago(118))
        analyst = _came(area, lead, "Perpetua Lund", "ics_analyst", ago(100), ago(99))
        with ago(90):
            actions.change_role(place=network, by=director, membership=treasurer, role="finance_lead")
        with ago(45):
            actions.remove(place=network, by=manager, membership=gone)
        with ago(30):
            actions.remove(place=area, by=lead, membership=analyst)
        with ago(2):
            actions.invite(place=network, by=manager, email="new.lay@northernvale.example", role="lay_member")
            actions.invite(place=area, by=lead, email="new.analyst@wolds-ics.example", role="ics_analyst")
            drain()
    _keep_people(network, manager, ago)
    for days, who in ((20, manager), (12, director), (9, lead), (3, manager)):
        with ago(days):
            record_log_in(by=who)
    with ago(5):
        record_failed_log_in(email="")
        record_failed_log_in(email=manager.email)
    with ago(8):
        record(Event.EXPORTED, by=lead, ics=area, what="networks", count=6)
    _long_here(today, "board", "analyst")


def _came(place: Place, by, name: str, role: str, invited, accepted):
    """Somebody who was invited at one moment and accepted at another; their membership."""
    email = (
        f"{name.lower().replace(' ', '.')}@{'wolds-ics' if place.FIELD == 'icb' else 'northernvale'}.example"
    )
    with invited:
        invitation = actions.invite(place=place, by=by, email=email, role=role)
        drain()
    with accepted:
        user = actions.accept_with_new_account(
            invitation_id=invitation.pk, generation=1, name=name, password=secrets.token_urlsafe()
        )
    return place.memberships.get(user=user)


def _keep_people(network, manager, ago) -> None:
    first = network.people.active().filter(practice__isnull=False).first()
    with ago(70):
        person = add_person(
            network=network, by=manager, name="Wilfred Ashgrove", email="wilfred.ashgrove@northernvale.example",
            staff_group="nurse", practice=first.practice,
        )  # fmt: skip
    with ago(69):
        change_person(person=person, by=manager, staff_group="direct_care")
    with ago(15):
        mark_left(person=person, by=manager)
    # So that people can be chosen by their role in the portal.
    leaders = NetworkMembership.objects.current().filter(role__in=["clinical_director", "board_member"])
    for member in leaders.filter(network__code__in=["U99901", "U99902"]).select_related("user", "network"):
        with ago(3):
            add_person(
                network=member.network, by=manager, name=member.user.name, email=member.user.email,
                staff_group="gp" if member.role == "clinical_director" else "partner",
                active_from=long_ago(),
            )  # fmt: skip


def _long_here(today: datetime, *personas: str) -> None:
    """Somebody of a network and of the area whose access is to be confirmed."""
    for code in personas:
        user = persona_user(code)
        for memberships in (NetworkMembership, IcsMembership):
            memberships.objects.filter(user=user).update(since=today - timedelta(days=400))
