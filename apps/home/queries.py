"""Where somebody may go, and what waits for them there."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import CharField, F, Value
from django.urls import reverse

from apps.accounts.permissions import ICS_ROLES, NETWORK_ROLES, PORTAL_ROLES
from apps.core.contributions import Need, Reader, area_needs, network_needs, platform_needs
from apps.core.navigation import Where
from apps.networks.models import permissions_in

ROLES = {Where.NETWORK: NETWORK_ROLES, Where.AREA: ICS_ROLES, Where.PLATFORM: PORTAL_ROLES}
HOMES = {Where.NETWORK: "home:network", Where.AREA: "home:area", Where.PLATFORM: "administration:start"}
LEAVE = {
    Where.NETWORK: "access:leave",
    Where.AREA: "area_access:leave",
    Where.PLATFORM: "administrators:leave",
}
ADMINISTRATION = "Administration"


@dataclass(frozen=True)
class Place:
    """A network, an area or the administration that somebody has access to, with the names of their roles there."""

    where: Where
    code: str
    name: str
    roles: tuple[str, ...]

    @property
    def url(self) -> str:
        return self._page(HOMES)

    @property
    def leave_url(self) -> str:
        """Where its reader gives up their own access."""
        return self._page(LEAVE)

    def _page(self, names: dict[Where, str]) -> str:
        return reverse(names[self.where], args=[self.code] if self.code else [])


def places_of(user) -> list[Place]:
    """The networks and areas ``user`` has access to now, each once, networks first, by name, the administration last;
    one query."""
    networks = _rows(user.network_memberships, Where.NETWORK, "network")
    areas = _rows(user.ics_memberships, Where.AREA, "icb")
    platform = user.portal_memberships.current().annotate(
        where=Value(Where.PLATFORM.value, CharField()),
        name=Value(ADMINISTRATION, CharField()),
        code=Value("", CharField()),
    )
    platform = platform.values_list("where", "name", "code", "role")
    roles: dict[tuple, list[str]] = {}
    for where, name, code, role in sorted(networks.union(areas, platform, all=True)):
        roles.setdefault((Where(where), name, code), []).append(role)
    places = [
        Place(where, code, name, tuple(ROLES[where][role].name for role in codes if role in ROLES[where]))
        for (where, name, code), codes in roles.items()
    ]
    return sorted(places, key=lambda place: list(Where).index(place.where))


def _rows(memberships, where: Where, place: str):
    columns = {
        "where": Value(where.value, CharField()),
        "name": F(f"{place}__name"),
        "code": F(f"{place}__code"),
    }
    return memberships.current().annotate(**columns).values_list("where", "name", "code", "role")


@dataclass(frozen=True)
class Waiting:
    """A place, what waits there for somebody, and whether it has closed."""

    place: Place
    needs: list[Need]
    is_closed: bool


def waiting_in(user) -> list[Waiting]:
    """Everywhere ``user`` may go, with what waits there; as many queries for one place as for twenty."""
    networks = _readers(user.network_memberships.current().select_related("network"), "network")
    areas = _readers(user.ics_memberships.current().select_related("icb"), "icb")
    platform = _readers(user.portal_memberships.current().select_related("portal"), "portal")
    needs = {
        Where.NETWORK: network_needs.of_each(networks),
        Where.AREA: area_needs.of_each(areas),
        Where.PLATFORM: platform_needs.of_each(platform),
    }
    found = {(Where.NETWORK, reader.place.code): reader.place for reader in networks}
    found |= {(Where.AREA, reader.place.code): reader.place for reader in areas}
    found |= {(Where.PLATFORM, reader.place.code): reader.place for reader in platform}
    return [
        Waiting(place, needs[place.where][row.pk], row.closed_on is not None)
        for place in places_of(user)
        if (row := found.get((place.where, place.code)))
    ]


def _readers(memberships, place: str) -> list[Reader]:
    by_place = defaultdict(list)
    for membership in memberships:
        by_place[getattr(membership, place)].append(membership)
    return [Reader(where, permissions_in(found), found[0].user_id) for where, found in by_place.items()]
