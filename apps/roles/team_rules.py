"""What a team map shows of recorded team roles, and what its gaps mean. Pure.

Names stand only where the person allowed it for this reader. Those who want only to be counted are counted in the map
of the whole network alone, and alike for every reader: all of them where they can hide behind each other (`_can_hide`),
else none. So whoever lays the maps of two readers side by side and takes away those who are named in either finds all
of them together or nobody. Those whose names only the leadership sees are counted for the others by the same rule. In
the leadership and in a working group, which a manager could put together to find somebody out, only the named are
counted. Below three people nothing is shown at all."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

ENOUGH = 3
# By role: what it brings, and what its absence means for starting and for finishing work, in our words.
ROLES = {
    "plant": (
        "New ideas, other ways",
        "Before you settle on a way, ask somebody from outside how they would do it.",
        "",
    ),
    "investigator": (
        "Contacts and chances outside",
        "Say who will ring three people elsewhere who have done it already.",
        "",
    ),
    "coordinator": (
        "Aims, and who does what",
        "Write down in one line what it is for, and who decides, before work begins.",
        "Name at each meeting who has which next step.",
    ),
    "shaper": (
        "Drive, and a push when it stalls",
        "Set a first date that is soon, even for something small.",
        "Agree who may say aloud that it has stalled.",
    ),
    "evaluator": (
        "A cool look at the choices",
        "Take ten minutes to list what speaks against it before you say yes.",
        "Look back once after a month: is it what we wanted?",
    ),
    "teamworker": (
        "An ear for others",
        "Ask the quiet ones first.",
        "Ask how people are with it, not only how far it is.",
    ),
    "implementer": (
        "Plans that become daily work",
        "",
        "Turn what was decided into a rota, a checklist or a slot in the week on the same day.",
    ),
    "finisher": (
        "Care for detail and deadlines",
        "",
        "Name one person who reads everything once more, and a day on which it is done.",
    ),
    "specialist": (
        "Deep knowledge of one thing",
        "Say whose knowledge you need, and ask for an hour of it.",
        "",
    ),
}
COVERED, THIN, MISSING = "covered", "thin", "missing"


@dataclass(frozen=True)
class Recorded:
    """Somebody's result as one reader may know it; ``name`` is empty where they may not, ``only_counted`` where nobody
    may."""

    name: str
    top: tuple[str, ...]
    least: tuple[str, ...]
    only_counted: bool = False


@dataclass(frozen=True)
class Row:
    """One role: how many have it among their top roles, those of them who may be named, how many would rather not."""

    role: str
    count: int
    names: tuple[str, ...]
    least: int

    @property
    def state(self) -> str:
        return COVERED if self.count > 1 else THIN if self.count else MISSING

    @property
    def brings(self) -> str:
        return ROLES[self.role][0]

    @property
    def starting(self) -> str:
        return ROLES[self.role][1]

    @property
    def finishing(self) -> str:
        return ROLES[self.role][2]


@dataclass(frozen=True)
class TeamMap:
    """``people`` are counted in it; ``left_out``: some are not, to protect them. Without ``rows`` too few are."""

    people: int
    rows: tuple[Row, ...]
    left_out: bool

    @property
    def gaps(self) -> list[Row]:
        """Missing roles, then thin ones."""
        return [row for state in (MISSING, THIN) for row in self.rows if row.state == state]


def draw(recorded: Collection[Recorded], *, counts_unnamed: bool) -> TeamMap:
    """The map of ``recorded``; ``counts_unnamed`` is False for a part of the network."""
    counted = [one for one in recorded if one.name]
    if counts_unnamed:
        counted += _unnamed(recorded)
    if len(counted) < ENOUGH:
        return TeamMap(0, (), False)
    rows = tuple(_row(role, counted) for role in ROLES)
    # Of a part it is not even said: whoever puts a working group together would learn who recorded something.
    return TeamMap(len(counted), rows, counts_unnamed and len(counted) < len(recorded))


def _unnamed(recorded: Collection[Recorded]) -> list[Recorded]:
    """Whoever is counted without a name."""
    # First by themselves: whoever knows the names that others see could take them away.
    only_counted = [one for one in recorded if one.only_counted]
    unnamed = [one for one in recorded if not one.name and not one.only_counted]
    unnamed += only_counted if _can_hide(only_counted) else []
    return unnamed if _can_hide(unnamed) else []


def _can_hide(people: Collection[Recorded]) -> bool:
    """Three at least, and nothing that all of them said: three who are all a Plant are found out by counting three."""
    if len(people) < ENOUGH:
        return False
    return not set.intersection(*(set(one.top) for one in people)) and not set.intersection(
        *(set(one.least) for one in people)
    )


def _row(role: str, counted: Sequence[Recorded]) -> Row:
    having = [one for one in counted if role in one.top]
    names = tuple(sorted(one.name for one in having if one.name))
    return Row(role, len(having), names, sum(role in one.least for one in counted))


def headline(found: TeamMap, labels: dict[str, str]) -> str:
    """ "Nobody is a Plant or Shaper; one person alone is a Specialist." """
    missing = [labels[row.role] for row in found.rows if row.state == MISSING]
    thin = [labels[row.role] for row in found.rows if row.state == THIN]
    parts = []
    if missing:
        parts.append(f"{_some(missing)} {'is' if len(missing) == 1 else 'are'} missing")
    if thin:
        parts.append(
            f"{_some(thin)} {'rests' if len(thin) == 1 else 'rest'} on one person each"
            if len(thin) > 1
            else f"{thin[0]} rests on one person"
        )
    return "; ".join(parts) if parts else "All nine team roles are covered"


def _some(names: list[str]) -> str:
    if len(names) > 3:
        return f"{len(names)} of nine team roles"
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
