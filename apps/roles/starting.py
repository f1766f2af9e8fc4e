"""How somebody starts in a role, and what a yearly review asks: data in ``data/starting-1.json``. No Django."""

import json
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from .role_types import RoleType

FILE = Path(__file__).parent / "data" / "starting-1.json"
BY = timedelta(days=30)


@dataclass(frozen=True)
class Step:
    code: str
    text: str


@cache
def _data() -> dict:
    return json.loads(FILE.read_text())


@cache
def steps_of(kind: RoleType) -> tuple[Step, ...]:
    """What somebody in a role of this kind needs, the same in every practice."""
    return tuple(
        Step(row["code"], row["text"])
        for row in _data()["steps"]
        if kind.group.value in row["groups"] and kind.code in row.get("roles", [kind.code])
    )


def prompts() -> list[str]:
    return _data()["review"]


def review_note() -> str:
    return _data()["review_note"]


@dataclass(frozen=True)
class Progress:
    """How many of ``steps`` are done, and how many were by ``day_30``."""

    steps: int
    done: int
    in_time: int
    day_30: date

    @property
    def is_done(self) -> bool:
        return self.done == self.steps


def progress(kind: RoleType, start: date, ticks: dict[str, date]) -> Progress:
    """``ticks`` are the days on which steps were done, by code; those of no step any more don't count."""
    days = [ticks[step.code] for step in steps_of(kind) if step.code in ticks]
    day_30 = start + BY
    return Progress(len(steps_of(kind)), len(days), sum(day <= day_30 for day in days), day_30)
