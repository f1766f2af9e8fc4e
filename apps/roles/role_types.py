"""The roles a network may have: data with dates and a source, in ``data/role-types-1.json``. No Django."""

import json
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "data" / "role-types-1.json"


class Group(Enum):
    LEADERSHIP = "leadership"
    BOARD = "board"
    ARRS = "arrs"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Group.LEADERSHIP: "Leadership",
    Group.BOARD: "Board and partners",
    Group.ARRS: "Additional roles (ARRS)",
}


@dataclass(frozen=True)
class RoleType:
    """``starts`` is the first day on which the role exists, by ``source``; ``unit`` what its time is counted in
    ("sessions" a week, "wte", or empty: nothing); ``on_board`` and ``votes`` what a new post proposes. ``one``: one
    person at a time, unless two share it; ``of_practice``: each member practice has its own; ``cover``: somebody else
    has to stand in for whoever is away; ``arrs``: may be reimbursed; ``published`` its names in workforce figures."""

    code: str
    name: str
    group: Group
    about: str
    starts: date
    source: str
    unit: str = ""
    on_board: bool = False
    votes: bool = False
    one: bool = False
    of_practice: bool = False
    cover: bool = False
    arrs: bool = False
    published: tuple[str, ...] = ()


@cache
def all_types() -> dict[str, RoleType]:
    """By code, in the order of the file."""
    rows = json.loads(FILE.read_text())["types"]
    return {row["code"]: _read(row) for row in rows}


def _read(row: dict) -> RoleType:
    row = dict(row)
    return RoleType(
        group=Group(row.pop("group")),
        starts=date.fromisoformat(row.pop("from")),
        published=tuple(row.pop("published", ())),
        **row,
    )


def role_type(code: str) -> RoleType:
    return all_types()[code]
