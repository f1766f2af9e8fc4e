"""Which months can be logged, and what others than the person see of them. Pure.

A session is half a day. Others see sums of a quarter, and those only where at least `LEAST` people logged time in it,
two weeks after its end: from then on nothing in it can be written, so that no sum changes and two looks at it can't be
subtracted. What is shown is coarse: sessions to the nearest 5, shares to a tenth."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

KINDS = {
    "meetings": "Network meetings, preparing them included",
    "change": "Leading a project or a change",
    "people": "Supporting and supervising people",
    "partners": "Partners, patients and the area",
    "running": "Running the network: money, contracts, reports",
}
OTHER = "Other kinds of work"
MOST_SESSIONS = 60
LEAST = 5
# Of a kind of work, and of those who are neither director nor manager.
LEAST_OF_A_PART = 3
GRACE = timedelta(days=14)


def first_of(day: date, months: int = 0) -> date:
    """The first of the month of ``day``, ``months`` later."""
    number = day.year * 12 + day.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


def quarter_of(day: date) -> date:
    """The first day of the quarter of ``day``."""
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def is_settled(quarter: date, today: date) -> bool:
    """Whether nothing in the quarter that begins on this day can be written any more."""
    return today >= first_of(quarter, 3) + GRACE


def open_months(today: date) -> list[date]:
    """The months that can be logged, the newest first: those of this quarter so far, and for two weeks those of the
    last one."""
    months = [first_of(today, -back) for back in range(6)]
    return [month for month in months if not is_settled(quarter_of(month), today)]


def settled_quarters(today: date, count: int) -> list[date]:
    """The last ``count`` settled quarters, the newest first."""
    newest = quarter_of(today)
    quarters = [first_of(newest, -3 * back) for back in range(1, count + 2)]
    return [quarter for quarter in quarters if is_settled(quarter, today)][:count]


@dataclass(frozen=True)
class Worked:
    """What one person logged in a quarter: sessions by kind, and whether they lead the network."""

    leads: bool
    sessions: Mapping[str, float]

    @property
    def total(self) -> float:
        return sum(self.sessions.values())


@dataclass(frozen=True)
class Sums:
    """What others see of a quarter: ``sessions`` to the nearest 5; ``kinds`` as words and percent to the nearest 10;
    ``beyond`` director and manager likewise, or None where too few are on one of the two sides."""

    sessions: int
    kinds: tuple[tuple[str, int], ...]
    beyond: int | None


def sums(people: Sequence[Worked]) -> Sums | None:
    """None where too few people logged any time."""
    people = [one for one in people if one.total > 0]
    if len(people) < LEAST:
        return None
    total = sum(one.total for one in people)
    kinds = [
        (
            OTHER if len(group) > 1 or group[0] not in KINDS else KINDS[group[0]],
            _tenths(_in(people, group), total),
        )
        for group in _groups(people)
    ]
    return Sums(5 * _half_up(total / 5), tuple(kinds), _beyond(people, total))


def _half_up(number: float) -> int:
    return int(float(number) + 0.5)


def _tenths(part, whole) -> int:
    return 10 * _half_up(10 * float(part) / float(whole))


def _in(people: Collection[Worked], group: Collection[str]) -> float:
    return sum(one.sessions.get(kind, 0) for one in people for kind in group)


def _hands(people: Collection[Worked], group: Collection[str]) -> int:
    return sum(any(one.sessions.get(kind, 0) > 0 for kind in group) for one in people)


def _groups(people: Collection[Worked]) -> list[list[str]]:
    """Kinds of work, each with enough people; those with too few are put together, with the smallest of the others
    where they are too few even so. Kinds nobody worked on are left out."""
    used = [kind for kind in KINDS if _hands(people, [kind])]
    thin = [kind for kind in used if _hands(people, [kind]) < LEAST_OF_A_PART]
    shown = sorted((kind for kind in used if kind not in thin), key=lambda kind: _in(people, [kind]))
    # One thin kind alone could be told from what is missing to the whole: it takes another along.
    while thin and shown and (_hands(people, thin) < LEAST_OF_A_PART or len(thin) == 1):
        thin.append(shown.pop(0))
    return [[kind] for kind in reversed(shown)] + ([thin] if thin else [])


def _beyond(people: Collection[Worked], total: float) -> int | None:
    leading = sum(one.leads for one in people)
    if leading == 1 or len(people) - leading < LEAST_OF_A_PART:
        return None
    return _tenths(sum(one.total for one in people if not one.leads), total)
