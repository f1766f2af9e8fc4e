"""Reading team roles: as one reader may know them, and who the leadership team is."""

from django.db.models.functions import Lower

from apps.accounts.permissions import NETWORK_ROLES, Permission
from apps.core.contributions import Records, Section
from apps.core.moments import day

from .models import Sight, TeamResult, TeamRole, WorkingGroup
from .team_rules import Recorded, TeamMap, draw

# The leadership team: whoever has access in one of these roles.
LEADERS = [role for role in NETWORK_ROLES.values() if Permission.VIEW_RESULTS in role.permissions]
LEADERSHIP = "leadership"


def leaders(network):
    """People of the directory who are the leadership team, known by the address of their account."""
    members = network.memberships.current().filter(role__in=[role.code for role in LEADERS])
    emails = members.values(address=Lower("user__email"))
    return network.people.active().annotate(address=Lower("email")).filter(address__in=emails)


def team_map(network, permissions, *, group: WorkingGroup | None = None, leadership: bool = False) -> TeamMap:
    """As a reader with ``permissions`` may see it: of the leadership, of a working group, or of everybody; two queries
    at most."""
    results = TeamResult.objects.filter(person__in=network.people.active()).select_related("person")
    if leadership:
        results = results.filter(person__in=leaders(network))
    elif group:
        results = results.filter(person__working_groups=group)
    leads = Permission.VIEW_RESULTS in permissions
    # What the map of everybody has more than a part's would be about the few who are not in it.
    whole = not leadership and group is None
    return draw([_as_known(one, leads) for one in results], counts_unnamed=whole)


def _as_known(result: TeamResult, leads: bool) -> Recorded:
    is_named = result.seen_by == Sight.NETWORK or (leads and result.seen_by == Sight.LEADERS)
    name = result.person.name if is_named else ""
    return Recorded(name, tuple(result.top), tuple(result.least), result.seen_by == Sight.COUNTS)


def _said(codes) -> str:
    return ", ".join(TeamRole(code).label for code in codes)


def sections(person):
    result = TeamResult.objects.filter(person=person).first()
    if result:
        row = (_said(result.top), _said(result.least), day(result.reported_on), result.get_seen_by_display())
        columns = ("Top roles", "Least preferred", "Date of the report", "Who may see whose it is")
        yield Section("Team roles", columns, (row,), private=True)
    groups = tuple((one.name,) for one in person.working_groups.all())
    yield Section("Working groups", ("Name",), groups)


def erase(*, person, by):
    TeamResult.objects.filter(person=person).delete()
    person.working_groups.clear()


def move(*, kept, merged, by):
    """Of two results the newer report is kept."""
    mine, theirs = (TeamResult.objects.filter(person=one).first() for one in (kept, merged))
    if theirs and mine and mine.reported_on < theirs.reported_on:
        mine.delete()
        mine = None
    if theirs and mine:
        theirs.delete()
    elif theirs:
        TeamResult.objects.filter(pk=theirs.pk).update(person=kept)
    for group in merged.working_groups.all():
        group.people.add(kept)
    merged.working_groups.clear()


RECORDS = Records("roles", sections, erase, move)
