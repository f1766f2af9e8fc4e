"""Who belonged to whom on which day, put together from publications that come in any order. No Django here.

A timeline is what is known of one child (a practice, a network, an ICB): its spells under a parent, in order,
not overlapping, adjoining spells of one parent being one. Two sorts of publication speak of it:

* a **map** is a photograph of one day. What it shows holds from that day until the next one known to differ;
* the **register** (ePCN) gives exact dates for the whole past up to its own day. Up to that day its dates win,
  except that a parent only a map has seen stays on record, from that map to the next known day.

So an older publication may add to the past, yet never changes what a newer one says of its own day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


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
    """Add that on ``day`` the parent was ``parent`` (None: it had none).

    ``known``: days on which other publications spoke of this child; what they said stands."""
    if parent_on(timeline, day) == parent:
        return timeline
    changes = [edge for spell in timeline for edge in (spell.start, spell.end) if edge]
    until = first_after([*changes, *known], day)
    return replaced(timeline, day, until, [Spell(parent, day, until)] if parent else [])


def lay_register(timeline: Timeline, spells: Iterable[Spell], day: date, known: Iterable[date]) -> Timeline:
    """Put the register of ``day`` underneath what later publications say.

    ``spells``: the child's in the register, disjoint; ``known``: days of the other publications."""
    known = sorted(known)
    laid = replaced(
        timeline, None, first_after(known, day), within(joined(spells), None, first_after(known, day))
    )
    kept = {spell.parent for spell in laid}
    for spell in timeline:
        if spell.parent not in kept:
            for seen in known:
                if seen <= day and spell.covers(seen):
                    laid = observe(laid, seen, spell.parent, [*known, day])
    return laid


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
    for spell, following in zip(ordered, [*ordered[1:], None], strict=True):
        end = spell.end
        if following and (end is None or end > following.start):
            end = following.start
        if end is None or spell.start < end:
            result.append(Spell(spell.parent, spell.start, end))
    return result, len(ordered) - len(result)
