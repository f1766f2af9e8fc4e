"""A network's log: what was done, by whom, in words. Names are looked up when it is read."""

from dataclasses import dataclass
from datetime import date, datetime

from apps.accounts.models import User
from apps.core.audit_words import GONE, PORTAL, Kind, codes_of, sentence
from apps.core.models import AuditEvent

BY_PORTAL = "portal"

# Where the names of what an event is about are found: users, and rows of the network. A related manager reads the
# field "network" of each row: left out, it costs a query a row.
_ROWS = {
    "accounts.user": lambda network: User.objects.only("name", "email"),
    "people.person": lambda network: network.people.only("network", "name"),
    "surveys.round": lambda network: network.rounds.only("network", "title"),
    "reports.report": lambda network: network.reports.only("network", "year_end"),
}


@dataclass(frozen=True)
class Line:
    at: datetime
    who: str
    what: str


def events_of(
    network,
    *,
    kind: Kind | None = None,
    who: str = "",
    since: date | None = None,
    until: date | None = None,
):
    """Events of ``network``, newest first. ``who`` is a user's id or `BY_PORTAL`; the days are London's, both
    included."""
    events = AuditEvent.objects.filter(network_code=network.code)
    if kind:
        events = events.filter(event__in=codes_of(kind))
    if who:
        events = events.filter(actor_id=None if who == BY_PORTAL else int(who))
    if since:
        events = events.filter(at__date__gte=since)
    if until:
        events = events.filter(at__date__lte=until)
    return events


def people_in(network) -> list[tuple[str, str]]:
    """Everybody still here who is in the log of ``network``: id and name, by name."""
    actors = AuditEvent.objects.filter(network_code=network.code).order_by().values("actor_id").distinct()
    users = User.objects.filter(pk__in=actors).only("name", "email")
    return sorted(((str(user.pk), str(user)) for user in users), key=lambda found: found[1].casefold())


def lines(network, events) -> list[Line]:
    """``events`` of ``network`` in words: one query for the names of all who acted, and one for each kind of
    thing that was acted on."""
    events = list(events)
    users = User.objects.only("name", "email").in_bulk({event.actor_id for event in events} - {None})
    names = {}
    for kind, rows in _ROWS.items():
        codes = {event.object_code for event in events if event.object_kind == kind}
        if codes:
            names |= {(kind, str(row.pk)): str(row) for row in rows(network).filter(pk__in=codes)}
    return [
        Line(
            at=event.at,
            who=_who(event, users),
            what=sentence(event.event, event.detail, names.get((event.object_kind, event.object_code), "")),
        )
        for event in events
    ]


def _who(event, users) -> str:
    if event.actor_id is None:
        return PORTAL
    return str(users.get(event.actor_id, GONE.capitalize()))
