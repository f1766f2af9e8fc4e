"""The ladder of the five components: last year beside this, what is said beside what can be shown."""

from collections.abc import Sequence
from datetime import date

from apps.core import ladders
from apps.core.drawing import Chart
from apps.core.moments import day, month

from .queries import Standing
from .statements import matrix


def headline(now: Sequence[Standing]) -> str:
    """What the page says first: in how many components we can show all that we say. Counts, never a mean."""
    said = [one for one in now if one.agreed_on]
    if not said:
        return "We have not yet said where we are"
    ahead = [one for one in said if _place(one.claimed) > _place(one.evidenced)]
    if not ahead:
        return "We can show what we say we are"
    where = "one component" if len(ahead) == 1 else f"{len(ahead)} components"
    return f"In {where} we say more than we can show so far"


def _place(step: int | None) -> int:
    return -1 if step is None else step


def picture(now: Sequence[Standing], before: Sequence[Standing], *, on: date, then: date) -> Chart:
    there = any(one.count or one.agreed_on for one in before)
    return ladders.ladder(
        [
            ladders.Rung(one.name, one.claimed, one.evidenced, was.evidenced)
            for one, was in zip(now, before, strict=True)
        ],
        steps=matrix().steps,
        title=headline(now),
        subtitle=f"What a meeting said, and what has evidence of the last 12 months, on {day(on)}",
        then=month(then) if there else None,
        now=month(on),
    )
