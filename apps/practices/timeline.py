"""Who belonged to whom on which day, put together from publications that come in any order. No Django here.

A timeline is what is known of one child (a practice, a network, an ICB): its spells under a parent, in order,
not overlapping, adjoining spells of one parent being one. Two sorts of publication speak of it:

* a **map** is a photograph of one day. What it shows holds from that day until the next one known to differ;
* the **register** (ePCN) gives exact dates for the whole past up to its own day. Up to that day its dates win,
  except that a parent only a map has seen stays on record, from that map to the next known day.

So an older publication may add to the past, yet never changes what a newer one says of its own day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Spell:
    """Under ``parent`` from ``start`` until the day before ``end``; no end: still."""

    parent: str
    start: date
    end: date | None = None

    def covers(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day < self.end)


Timeline = tuple[Spell, ...]


def parent_on(timeline: Timeline, day: date) -> str | None:
    return next((spell.parent for spell in timeline if spell.covers(day)), None)


def joined(spells: Iterable[Spell]) -> Timeline:
    """The spells in order, adjoining ones of one parent made one."""
    result: list[Spell] = []
    for spell in sorted(spells, key=lambda spell: spell.start):
        last = result[-1] if result else None
        if last and last.parent == spell.parent and last.end == spell.start:
            result[-1] = Spell(last.parent, last.start, spell.end)
        else:
            result.append(spell)
    return tuple(result)


def within(timeline: Timeline, start: date | None, end: date | None) -> list[Spell]:
    """What is known of the days from ``start`` until the day before ``end``; None is open."""
    result = []
    for spell in timeline:
        first = spell.start if start is None else max(spell.start, start)
        last = spell.end if end is None else end if spell.end is None else min(spell.end, end)
        if last is None or first < last:
            result.append(Spell(spell.parent, first, last))
    return result


def replaced(timeline: Timeline, start: date | None, end: date | None, spells: Iterable[Spell]) -> Timeline:
    """The timeline with ``spells`` in place of everything from ``start`` until the day before ``end``."""
    before = within(timeline, None, start) if start else []
    after = within(timeline, end, None) if end else []
    return joined([*before, *spells, *after])


def first_after(days: Iterable[date], day: date) -> date | None:
    return min((other for other in days if other > day), default=None)


def observe(timeline: Timeline, day: date, parent: str | None, known: Iterable[date]) -> Timeline:
    """Add that a map of ``day`` showed ``parent`` (None: it had none).

    ``known``: days of the other maps that spoke of this child; what they said stands."""
    if parent_on(timeline, day) == parent:
        return timeline
    until = first_after([*_edges(timeline), *known], day)
    return replaced(timeline, day, until, [Spell(parent, day, until)] if parent else [])


def _edges(spells: Iterable[Spell]) -> list[date]:
    return [edge for spell in spells for edge in (spell.start, spell.end) if edge]


@dataclass(frozen=True, slots=True)
class Register:
    """What the register of ``day`` says of one child: its spells, disjoint, none beginning or ended after it."""

    day: date
    spells: Timeline

    def to_json(self) -> dict:
        spells = [[s.parent, s.start.isoformat(), s.end and s.end.isoformat()] for s in self.spells]
        return {"day": self.day.isoformat(), "spells": spells}

    @classmethod
    def from_json(cls, stored: dict) -> "Register":
        spells = tuple(
            Spell(parent, date.fromisoformat(start), date.fromisoformat(end) if end else None)
            for parent, start, end in stored["spells"]
        )
        return cls(date.fromisoformat(stored["day"]), spells)

    def lay(self, timeline: Timeline, known: Iterable[date]) -> Timeline:
        """The timeline as the register has it up to its day, and as it was from the first map after that.

        ``known``: the days of all maps. A parent that the register never names stays where a map showed it."""
        later, base = first_after(known, self.day), joined(self.spells)
        told = {spell.parent for spell in base}
        seen = {day: parent_on(timeline, day) for day in known if day <= self.day}
        laid = replaced(timeline, None, later, within(base, None, later))
        limits = [*_edges(base), *known, self.day + ONE_DAY]
        for day, parent in seen.items():
            if parent and parent not in told:
                until = first_after(limits, day)
                laid = replaced(laid, day, until, [Spell(parent, day, until)])
        return laid

    def observe(self, timeline: Timeline, day: date, parent: str | None, known: Iterable[date]) -> Timeline:
        """As the function `observe`, beside this register."""
        if day > self.day:
            return observe(timeline, day, parent, known)
        if parent and parent not in {spell.parent for spell in self.spells}:
            shown = [Spell(parent, day, day + ONE_DAY)]
        else:
            shown = within(self.spells, day, day + ONE_DAY)
        return self.lay(replaced(timeline, day, day + ONE_DAY, shown), {*known, day})


def end_by(timeline: Timeline, day: date, known: Iterable[date]) -> Timeline:
    """End the spell under way on ``day``, unless a publication of that day or later saw it still."""
    spell = next((spell for spell in timeline if spell.covers(day) and spell.start < day), None)
    if spell is None or any(seen >= day and spell.covers(seen) for seen in known):
        return timeline
    return replaced(timeline, day, spell.end, [])


def disjoint(spells: Iterable[Spell]) -> tuple[list[Spell], int]:
    """A register's spells of one child without overlaps: a later start cuts an earlier spell short.

    Returns them and how many were left with no day at all."""
    ordered = sorted(spells, key=lambda spell: (spell.start, spell.end is None, spell.end or spell.start))
    result = []
    for spell, following in zip(ordered, [*ordered[1:], None], strict=False):
        end = spell.end
        if following and (end is None or end > following.start):
            end = following.start
        if end is None or spell.start < end:
            result.append(Spell(spell.parent, spell.start, end))
    return result, len(ordered) - len(result)
