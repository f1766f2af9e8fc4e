"""Where a component stands, by one rule for what is said and for what can be shown. Pure.

The rule (`reached`): the steps are Foundation, 1, 2 and 3, counted from 0, and each has its statements. A component has
reached the highest step up to which, without a gap, every statement holds: a step whose statements all hold counts for
nothing while one below it is incomplete. It is asked twice: of the statements that a meeting said hold (claimed), and
of those with live evidence (evidenced). The two stand side by side; nothing here makes one number of them, or of
several components.

Evidence is live (`live`) from its day for 12 months, the last day excluded, and for 12 months more from each day on
which somebody said that it is still true; it never counts before it was linked to a statement or after it was taken
off.
"""

from calendar import monthrange
from collections.abc import Collection, Iterable, Sequence
from datetime import date


def reached(steps: Sequence[Collection[str]], holding: Collection[str]) -> int | None:
    """The step that is reached, from 0; None below the first. ``steps`` are the codes of each step's statements."""
    step = None
    for place, statements in enumerate(steps):
        if not all(code in holding for code in statements):
            break
        step = place
    return step


def missing(steps: Sequence[Collection[str]], holding: Collection[str]) -> tuple[int | None, list[str]]:
    """The next step and those of its statements that do not hold yet; None and none at the top."""
    step = reached(steps, holding)
    following = 0 if step is None else step + 1
    if following >= len(steps):
        return None, []
    return following, [code for code in steps[following] if code not in holding]


def a_year_after(day: date) -> date:
    """The same day of the next year; 28 February for a leap day."""
    return date(day.year + 1, day.month, min(day.day, monthrange(day.year + 1, day.month)[1]))


def a_year_before(day: date) -> date:
    return date(day.year - 1, day.month, min(day.day, monthrange(day.year - 1, day.month)[1]))


def live(dated: date, renewed: Iterable[date], on: date) -> bool:
    """Whether evidence of the day ``dated``, said to be still true on the days ``renewed``, counts ``on`` a day."""
    return any(start <= on < a_year_after(start) for start in (dated, *renewed))


def ends(dated: date, renewed: Iterable[date]) -> date:
    """The first day on which it does not count any more."""
    return a_year_after(max((dated, *renewed)))
