"""What a year's report would lack if it were made today: chapter by chapter, with who can supply it and where."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from apps.accounts.permissions import NETWORK_ROLES, Permission
from apps.core.tables import Column, Noun
from apps.networks.models import NetworkMembership

from . import contents, parts, told, writing_queries
from .snapshot import rounds_of
from .years import Year


@dataclass(frozen=True)
class Supply:
    """Of a chapter: what fills it, who may do that, and on which page."""

    what: str
    permission: Permission
    url: str


P = Permission
SUPPLIES = {
    code: Supply(what, permission, url)
    for code, what, permission, url in (
        ("purpose", "Adopt a purpose, or say what changed", P.KEEP_PURPOSE, "purpose:index"),
        ("objectives", "Set objectives, and say what became of them", P.KEEP_PURPOSE, "purpose:objectives"),
        ("leadership", "Write how you lead, and who leads what", P.KEEP_PURPOSE, "purpose:strategy"),
        ("board", "Say who sits on the board", P.KEEP_ROLES, "roles:board"),
        ("scorecard", "Run a scorecard round, and release its results", P.RUN_ROUNDS, "scorecard:list"),
        ("comparison", "Switch on that your network counts in medians", P.COMPARE, "scorecard:list"),
        ("maturity", "Record what a meeting said, and add evidence", P.KEEP_MATURITY, "maturity:index"),
        ("wellbeing", "Run check-ins, and say what was done", P.RUN_ROUNDS, "wellbeing:index"),
        ("meetings", "Hold meetings, record decisions and actions", P.KEEP_MEETINGS, "meetings:list"),
        ("people", "Say who does what, and which posts are vacant", P.KEEP_ROLES, "roles:list"),
        ("inequalities", "Record needs, with action and measure", P.KEEP_PROFILE, "practices:population"),
        ("residents", "Hold an event with residents, and say what changed", P.KEEP_MEETINGS, "meetings:list"),
    )
}
# Rooms that are not built yet have their place in the report, and nothing to ask of anybody.
TO_COME = frozenset({"money", "partners", "services", "library"})
# What people write, by the chapter it fills.
WRITTEN = {
    "foreword": ("foreword",),
    "for_residents": ("for_residents",),
    "accounted": ("accounted",),
    "stories": ("story_1", "story_2"),
    "looking_back": ("went_well", "challenges"),
    "next": ("next",),
    "commitments": ("commitments",),
    "asks": ("asks",),
}


@dataclass(frozen=True)
class Line:
    """``there``: the report would say something. ``who`` are those who can supply it, by name."""

    chapter: str
    there: bool
    what: str
    who: str
    url: str

    @property
    def word(self) -> str:
        return "There" if self.there else "Missing"


def lines(network, year: Year) -> list[Line]:
    """Every chapter that somebody can fill, in the order of the report. It takes as many queries as a report does,
    however much there is."""
    told_now = set(told.sections(told.period_of(network, year)))
    if any(one["enough"] for one in rounds_of(network, year)):
        told_now.add("scorecard")
    if network.rounds.released().filter(kind="check_in").exists():
        told_now.add("wellbeing")
    states = {state.part.code: state for state in writing_queries.states(network, year.end)}
    people = _People(network)
    found = []
    for code, title in contents.TITLES.items():
        if code in WRITTEN:
            found += [_written(network, year, title, states[part], people) for part in WRITTEN[code]]
        elif code in SUPPLIES:
            supply = SUPPLIES[code]
            who = people.of(supply.permission)
            url = reverse(supply.url, args=[network.code])
            found.append(Line(title, code in told_now, supply.what, who, url))
    return found


def _written(network, year, chapter, state, people) -> Line:
    url = reverse("reports:part", args=[network.code, year.end, state.part.code])
    what = f"Write: {state.part.title}"
    return Line(chapter, parts.is_written(state.part, state.words), what, people.of(P.PREPARE_REPORTS), url)


class _People:
    """Who may do what in a network, by name; one query."""

    def __init__(self, network):
        held = NetworkMembership.objects.current().filter(network=network, user__is_active=True)
        rows = held.select_related("user").order_by("user__name", "pk")
        self._rows = [(NETWORK_ROLES[row.role], row.user.name) for row in rows if row.role in NETWORK_ROLES]

    def of(self, permission: Permission) -> str:
        """ "Morgan Tillery (PCN manager)"; "nobody yet" where none may."""
        named: Iterable[str] = dict.fromkeys(
            f"{name} ({role.name})" for role, name in self._rows if permission in role.permissions
        )
        return ", ".join(named) or "nobody yet"


LINES = Noun("chapter", "chapters")
COLUMNS = (
    Column("chapter", "Chapter", lambda line: line.chapter, head=True),
    Column("there", "In the report", lambda line: line.word),
    Column("what", "What fills it", lambda line: line.what),
    Column("who", "Who can", lambda line: line.who),
)
