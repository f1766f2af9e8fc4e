"""Reading how a network follows through: attendance by practice, actions by practice and role. Four queries."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from apps.core.contributions import network_offices

from .follow_through import Attendance, FollowThrough, attendance, on_time
from .models import Action, Invitee, Meeting

DIRECTOR, MANAGER, NO_POST = "Clinical director", "Manager", "People without a role in the network"
LEADERS = {"clinical_director": DIRECTOR, "manager": MANAGER}
WITHOUT = "No practice: network and partners"


@dataclass(frozen=True)
class Share:
    """How many actions people of a practice, or with a role, took on in the year, and how many are open still."""

    name: str
    count: int
    open: int


@dataclass(frozen=True)
class Found:
    figures: FollowThrough
    attended: tuple[Attendance, ...]
    by_practice: tuple[Share, ...]
    by_role: tuple[Share, ...]


def follow_through(network, since: date, until: date) -> Found:
    """Of the meetings held and the actions taken on after ``since``, up to ``until``. What is confidential is counted
    and never told."""
    held = network.meetings.filter(state=Meeting.State.ENDED, starts_at__date__range=(since, until))
    asked = Invitee.objects.filter(meeting__in=held, practice__isnull=False).order_by()
    present = (Invitee.Came.PRESENT, Invitee.Came.DEPUTY)
    rows = list(asked.values_list("meeting", "practice__name", "came"))
    attended = attendance((meeting, practice, came in present) for meeting, practice, came in rows)
    actions = network.actions.filter(agreed_on__range=(since, until)).exclude(state=Action.State.DROPPED)
    fields = ("owner", "practice__name", "state", "due_on", "ended_on")
    taken = [_as_of(until, *row) for row in actions.order_by().values_list(*fields)]
    due, done = on_time(((day, state, ended) for _, _, state, day, ended in taken), until)
    offices, _ = network_offices.of(network, until)
    roles = _roles(offices)
    owned = [row for row in taken if row[0]]
    figures = FollowThrough(
        meetings=len({meeting for meeting, *_ in rows}),
        practices=len(attended),
        attended_most=sum(one.most for one in attended),
        decisions=network.decisions.filter(decided_on__range=(since, until)).count(),
        due=due,
        on_time=done,
        owned=len(owned),
        beyond=sum(roles.get(row[0]) not in (DIRECTOR, MANAGER) for row in owned),
    )
    by_practice = _shares((row[1] or WITHOUT, row[2]) for row in owned)
    by_role = _shares((roles.get(row[0], NO_POST), row[2]) for row in owned)
    return Found(figures, attended, by_practice, by_role)


def _as_of(until: date, owner, practice, state, due, ended) -> tuple:
    """An action as it stood on that day: what was done later was open."""
    if ended and ended > until:
        state, ended = Action.State.OPEN, None
    return owner, practice, state, due, ended


def _roles(offices) -> dict[int, str]:
    """One role for each person: who leads counts as that, else the first by name."""
    found: dict[int, str] = {}
    for office in sorted(offices, key=lambda one: (one.role not in LEADERS, one.title)):
        found.setdefault(office.person, LEADERS.get(office.role, office.title))
    return found


def _shares(rows) -> tuple[Share, ...]:
    """In the order of names: this is no league table."""
    counts, still = Counter(), Counter()
    for name, state in rows:
        counts[name] += 1
        still[name] += state == Action.State.OPEN
    return tuple(Share(name, counts[name], still[name]) for name in sorted(counts))
