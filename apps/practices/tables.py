"""A network's member practices as a table, in order of their names: page and CSV say the same."""

from apps.core.moments import day
from apps.core.tables import Column, Noun

from .queries import PracticeFact

PRACTICES = Noun("practice", "practices")
_NONE = "not published"


def _score(practice: PracticeFact) -> str:
    return "" if practice.imd_score is None else f"{practice.imd_score:.1f}"


COLUMNS = (
    Column("practice", "Practice", lambda practice: practice.name, head=True),
    Column("code", "Code", lambda practice: practice.code),
    Column("since", "Member since", lambda practice: day(practice.since)),
    Column(
        "patients",
        "Registered patients",
        lambda practice: practice.patients,
        lambda practice: _NONE if practice.patients is None else f"{practice.patients:,}",
        numeric=True,
    ),
    Column("score", "Deprivation score", _score, lambda practice: _score(practice) or _NONE, numeric=True),
)
