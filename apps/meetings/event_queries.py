"""Events as pages read them: who signed up, who came, by practice and by role."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Q

from apps.people.models import StaffGroup
from apps.practices.models import Practice

from .kinds import all_kinds
from .models import Event, GuestNetwork, SignUp
from .models.meeting import Meeting

KINDS = tuple(kind.code for kind in all_kinds().values() if kind.event)


@dataclass(frozen=True)
class Line:
    """Of a practice or a role: how many signed up, how many came, how many still need cover."""

    name: str
    signed_up: int
    came: int
    need_cover: int


def events_of(network):
    """Meetings to which people sign up, with how many did and came."""
    count = Count("event__sign_ups")
    return (
        network.meetings.filter(kind__in=KINDS)
        .select_related("event")
        .annotate(signed_up=count, came=Count("event__sign_ups", filter=Q(event__sign_ups__came=True)))
    )


def event_of(meeting: Meeting) -> Event | None:
    return Event.objects.filter(meeting=meeting).first()


def sign_ups_of(event: Event):
    return event.sign_ups.select_related("practice")


def practices_of(network):
    return Practice.objects.filter(network_spells__in=network.practice_spells.current()).order_by("name")


def place_of(row: SignUp) -> str:
    return row.practice.name if row.practice else row.organisation


def by_place(rows) -> list[Line]:
    """Of practices and organisations, by name."""
    return _lines(rows, place_of)


def by_role(rows) -> list[Line]:
    """In the order of the roles."""
    found = {line.name: line for line in _lines(rows, SignUp.get_role_display)}
    return [found[label] for label in StaffGroup.labels if label in found]


def _lines(rows, key) -> list[Line]:
    rows = list(rows)
    signed, came = Counter(map(key, rows)), Counter(key(row) for row in rows if row.came)
    cover = Counter(key(row) for row in rows if row.cover == SignUp.Cover.NEEDED)
    return [Line(name, signed[name], came[name], cover[name]) for name in sorted(signed)]


def may_be_invited(network, event: Event):
    """Other networks of the area that were not invited yet."""
    if network.icb is None:
        return []
    asked = event.guests.values("network")
    return list(network.icb.networks.exclude(pk=network.pk).exclude(pk__in=asked).order_by("name"))


def invitations_to(network):
    """Roundtables of other networks to which ``network`` was invited, the latest first."""
    found = GuestNetwork.objects.filter(network=network).exclude(
        event__meeting__state=Meeting.State.CANCELLED
    )
    return found.select_related("event__meeting__network").order_by("-event__meeting__starts_at")
