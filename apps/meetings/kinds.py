"""The kinds of meeting, with a template each: data in ``data/kinds-1.json``. No Django."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "data" / "kinds-1.json"


@dataclass(frozen=True)
class TemplateItem:
    """An item that a new meeting of the kind begins with; ``purpose`` is decide, discuss or note."""

    title: str
    purpose: str
    minutes: int


@dataclass(frozen=True)
class Kind:
    """``length`` in minutes; ``invites`` codes of role types whose holders are asked, "board" for all seats of the
    board; ``event``: people sign up, and it has groups, ideas and a follow-up."""

    code: str
    name: str
    about: str
    length: int
    needs_quorum: bool
    event: bool
    invites: tuple[str, ...]
    agenda: tuple[TemplateItem, ...]


@cache
def all_kinds() -> dict[str, Kind]:
    """By code, in the order of the file."""
    rows = json.loads(FILE.read_text())["kinds"]
    return {row["code"]: _read(row) for row in rows}


def _read(row: dict) -> Kind:
    agenda = tuple(TemplateItem(*item) for item in row["agenda"])
    return Kind(**{**row, "invites": tuple(row["invites"]), "agenda": agenda})


def kind_of(code: str) -> Kind:
    return all_kinds()[code]
