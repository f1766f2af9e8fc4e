"""The team map as a table."""

from apps.core.table_html import quiet, tag
from apps.core.tables import Column, Noun, Table, build

from .team_rules import COVERED, MISSING, THIN, TeamMap

_STATES = {COVERED: ("Covered", "green"), THIN: ("Thin", "yellow"), MISSING: ("Missing", "purple")}


def _who(row) -> str:
    rest = row.count - len(row.names)
    unnamed = f"{rest} not named" if row.names and rest else ""
    return ", ".join([*row.names, *([unnamed] if unnamed else [])])


def columns(labels: dict[str, str]) -> tuple[Column, ...]:
    return (
        Column("role", "Team role", lambda row: labels[row.role], head=True),
        Column("brings", "Brings", lambda row: row.brings),
        Column("count", "People", lambda row: row.count, numeric=True),
        Column("who", "Who", _who, cell=lambda row: _who(row) or quiet("–")),
        Column("least", "Least preferred by", lambda row: row.least, numeric=True),
        Column(
            "state", "State", lambda row: _STATES[row.state][0], cell=lambda row: tag(*_STATES[row.state])
        ),
    )


def map_table(found: TeamMap, labels: dict[str, str], *, path: str, csv: str) -> Table:
    """All nine, in the field's usual order: it is no ranking."""
    return build(
        found.rows, columns(labels), {}, id="team", caption="Team roles", noun=Noun("team role", "team roles"),
        path=path, csv=csv, size=len(found.rows) or 1,
    )  # fmt: skip
