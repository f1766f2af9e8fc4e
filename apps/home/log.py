"""The log of a network, of an area or of the portal's administration: what was done, by whom, in words. Names are
looked up when it is read."""

from dataclasses import dataclass
from datetime import date, datetime

from apps.accounts.models import User
from apps.core.audit_words import codes_of, is_by_anybody, sentence
from apps.core.models import AuditEvent
from apps.core.wordings.words import GONE, PORTAL, UNKNOWN, Kind
from apps.meetings.models import Action, Meeting, Series
from apps.networks.models import Icb, Network, Place
from apps.people.models import Person
from apps.practices.models import PopulationNeed, Practice
from apps.purpose.models import Objective
from apps.reports.models import Report
from apps.roles.models import Post
from apps.surveys.models import Round

BY_PORTAL = "portal"


@dataclass(frozen=True)
class Line:
    """``where`` is empty in a network's log; an area's names the network, the administration's the area."""

    at: datetime
    who: str
    what: str
    where: str = ""


def _events(place: Place):
    """A network's own; an area's, also where a network gave it something; and for administrators what belongs to
    no network, since they see nothing of any."""
    if isinstance(place, Network):
        return AuditEvent.objects.filter(network_code=place.code)
    if isinstance(place, Icb):
        return AuditEvent.objects.filter(ics_code=place.code)
    return AuditEvent.objects.filter(network_code="")


def _rows(place: Place) -> dict:
    """Where the names of what an event is about are found: users, and rows that the readers of this log may see.
    A related manager reads the field "network" of each row: left out, it costs a query a row."""
    users = {"accounts.user": User.objects.only("name", "email")}
    if isinstance(place, Network):
        return users | {
            "practices.practice": Practice.objects.only("name"),
            "practices.populationneed": PopulationNeed.objects.filter(network=place).only("network", "need"),
            "people.person": Person.objects.filter(network=place).only("network", "name"),
            "roles.post": Post.objects.filter(network=place).only("network", "role", "title"),
            "surveys.round": Round.objects.filter(network=place).only("network", "title"),
            "meetings.series": Series.objects.filter(network=place).only("network", "title"),
            "purpose.objective": Objective.objects.filter(network=place).only("network", "text"),
            "meetings.action": Action.objects.filter(network=place).only("network", "number"),
            "meetings.meeting": Meeting.objects.filter(network=place).only("network", "title"),
            "reports.report": Report.objects.filter(network=place).only("network", "year_end"),
        }
    if isinstance(place, Icb):
        given = Report.objects.filter(state__in=(Report.State.RELEASED, Report.State.SUPERSEDED))
        return users | {
            "reports.report": given.filter(network__in=place.networks).only("network", "year_end")
        }
    return users | {"networks.network": Network.objects.only("name")}


def events_of(
    place: Place,
    *,
    kind: Kind | None = None,
    who: str = "",
    since: date | None = None,
    until: date | None = None,
):
    """Events in the log of ``place``, newest first. ``who`` is a user's id or `BY_PORTAL`; the days are London's,
    both included."""
    events = _events(place)
    if kind:
        events = events.filter(event__in=codes_of(kind))
    if who:
        events = events.filter(actor_id=None if who == BY_PORTAL else int(who))
    if since:
        events = events.filter(at__date__gte=since)
    if until:
        events = events.filter(at__date__lte=until)
    return events


def people_in(place: Place) -> list[tuple[str, str]]:
    """Everybody still here who is in the log of ``place``: id and name, by name."""
    actors = _events(place).order_by().values("actor_id").distinct()
    users = User.objects.filter(pk__in=actors).only("name", "email")
    return sorted(((str(user.pk), str(user)) for user in users), key=lambda found: found[1].casefold())


def lines(place: Place, events) -> list[Line]:
    """``events`` of ``place`` in words: one query for the names of all who acted, one for each kind of thing that
    was acted on, one for where."""
    events = list(events)
    users = User.objects.only("name", "email").in_bulk({event.actor_id for event in events} - {None})
    names = {}
    for kind, rows in _rows(place).items():
        codes = {event.object_code for event in events if event.object_kind == kind}
        if codes:
            names |= {(kind, str(row.pk)): str(row) for row in rows.filter(pk__in=codes)}
    places = _places(place, events)
    return [
        Line(
            at=event.at,
            who=_who(event, users),
            what=sentence(event.event, event.detail, names.get((event.object_kind, event.object_code), "")),
            where=places.get(event.network_code if isinstance(place, Icb) else event.ics_code, ""),
        )
        for event in events
    ]


def _places(place: Place, events) -> dict[str, str]:
    if isinstance(place, Network):
        return {}
    if isinstance(place, Icb):
        model, codes = Network, {event.network_code for event in events}
    else:
        model, codes = Icb, {event.ics_code for event in events}
    codes.discard("")
    return dict(model.objects.filter(code__in=codes).values_list("code", "name")) if codes else {}


def _who(event, users) -> str:
    if event.actor_id is None:
        return UNKNOWN if is_by_anybody(event.event) else PORTAL
    return str(users.get(event.actor_id, GONE.capitalize()))
