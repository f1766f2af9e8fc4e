"""Phones, a partner, a practice manager, somebody who is there twice, a leaver; half a year of logged time, offers to
lead and courses."""

from datetime import date, datetime, timedelta

from apps.accounts.models import User
from apps.networks.models import Network
from apps.people.actions import add_person, change_person, mark_left
from apps.people.queries import own_entry
from apps.roles import leading_actions
from apps.roles.time_actions import log_month
from apps.roles.time_rules import KINDS, first_of

from .clock import at, long_ago
from .personas import persona_user

HOME = "U99901"
MONTHS = 6
# Sessions a month by kind, of those who log: in the order of KINDS.
USUAL = {
    "director": (5, 4, 2, 3, 2),
    "manager": (8, 6, 5, 2, 9),
    "Tobias Winnock": (3, 0, 0, 0, 4),
    "Nerys Applegarth": (4, 3, 0, 2, 0),
    "board": (3, 2, 1, 0, 0),
}


def make_time(today: datetime) -> None:
    """Call after the people who have accounts are there."""
    network, manager = Network.objects.get(code=HOME), persona_user("manager")
    _make_directory(network, manager, today)
    users = {name: _user(name) for name in USUAL}
    entries = {
        name: own_entry(network, user) or _entry(network, manager, user) for name, user in users.items()
    }
    for back in range(MONTHS, 0, -1):
        month = first_of(today.date(), -back)
        with at(today - (today.date() - month) + timedelta(days=20)):
            for name, usual in USUAL.items():
                more = (back + len(name)) % 3
                sessions = {
                    kind: amount + more * (amount > 2) for kind, amount in zip(KINDS, usual, strict=True)
                }
                log_month(
                    network=network, by=users[name], person=entries[name], month=month, sessions=sessions
                )
    _make_leading(network, users, entries, today)


def _user(name: str) -> User:
    return User.objects.get(name=name) if " " in name else persona_user(name)


def _entry(network, by, user):
    group = "management" if user == by else "partner"
    return add_person(
        network=network, by=by, name=user.name, email=user.email, staff_group=group, active_from=long_ago()
    )


def _make_directory(network, manager, today: datetime) -> None:
    practised = list(network.people.active().filter(practice__isnull=False).order_by("pk")[:40])
    for number, person in enumerate(practised[::4]):
        since = date(2016 + number, 1 + number, 1)
        change_person(person=person, by=manager, phone=f"01632 960 {100 + number}", active_from=since)
    twice, leaver = practised[5], practised[9]
    with at(today - timedelta(days=6)):
        add_person(
            network=network, by=manager, name=f"Dr {twice.name}", email="", staff_group=twice.staff_group,
            practice=twice.practice,
        )  # fmt: skip
        add_person(
            network=network, by=manager, name="Ottoline D’Arcy-Núñez", email="ottoline@valevoices.example",
            staff_group="partner", organisation="Vale Voices patient group", phone="01632 960 250",
        )  # fmt: skip
        keeper = persona_user("practice_manager")
        practice = keeper.network_memberships.get(network=network).practice
        add_person(
            network=network, by=keeper, name=keeper.name, email=keeper.email, staff_group="management",
            practice=practice,
        )  # fmt: skip
        mark_left(person=leaver, by=manager, on=today.date() + timedelta(days=24))


def _make_leading(network, users, entries, today: datetime) -> None:
    with at(today - timedelta(days=9)):
        done = leading_actions.offer(
            network=network, by=users["Nerys Applegarth"], person=entries["Nerys Applegarth"],
            area="Wound care clinic", note="I could give it a session a week from spring.",
        )  # fmt: skip
    with at(today - timedelta(days=7)):
        leading_actions.answer(
            network=network, by=users["manager"], offer=done,
            answer="Yes, gladly. Let us put it on the next board’s agenda together.",
        )  # fmt: skip
    with at(today - timedelta(days=3)):
        leading_actions.offer(
            network=network, by=users["board"], person=entries["board"], area="Patient engagement", note=""
        )
    for name, course, days in (
        ("director", "Leading across practices, a six-month programme", 200),
        ("manager", "Coaching for primary care managers", 120),
        ("Nerys Applegarth", "Quality improvement, foundations", 60),
    ):
        leading_actions.add_course(
            network=network, by=users["manager"], person=entries[name], name=course,
            done_on=today.date() - timedelta(days=days),
        )  # fmt: skip
