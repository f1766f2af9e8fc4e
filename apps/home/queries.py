"""Where somebody may go."""

from dataclasses import dataclass

from django.urls import reverse


@dataclass(frozen=True)
class Place:
    name: str
    code: str
    roles: tuple[str, ...]
    url: str


def places_of(user) -> list[Place]:
    """The networks and areas ``user`` has access to now, each once, with the names of their roles there."""
    found: dict[tuple[str, str], Place] = {}

    def add(kind, place, membership, url_name):
        role = membership.ROLES[membership.role].name
        before = found.get((kind, place.code))
        roles = (*before.roles, role) if before else (role,)
        found[kind, place.code] = Place(place.name, place.code, roles, reverse(url_name, args=[place.code]))

    for membership in user.network_memberships.current().select_related("network").order_by("network__name"):
        add("network", membership.network, membership, "home:network")
    for membership in user.ics_memberships.current().select_related("icb").order_by("icb__name"):
        add("ics", membership.icb, membership, "ics:networks")
    return list(found.values())
