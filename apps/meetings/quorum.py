"""Whether enough votes are in the room to decide. No queries, no Django."""

from collections.abc import Iterable
from dataclasses import dataclass

from apps.core.contributions import QuorumRule


@dataclass(frozen=True)
class Quorum:
    """``votes`` in the room, ``of_practices`` of them those of practices; ``missing`` says what the rule asks for and
    is not there. Without a ``rule`` nobody can say."""

    votes: int
    of_practices: int
    missing: tuple[str, ...]
    rule: QuorumRule | None

    @property
    def is_met(self) -> bool | None:
        return None if self.rule is None else not self.missing

    @property
    def needs(self) -> str:
        """What the rule asks for, before anybody is there; empty without one."""
        if self.rule is None:
            return ""
        said = "1 vote" if self.rule.votes == 1 else f"{self.rule.votes} votes"
        if self.rule.of_practices:
            said += f", {self.rule.of_practices} of them of practices"
        return said + (", and the clinical director" if self.rule.with_director else "")

    @property
    def words(self) -> str:
        here = f"{self.votes} {'vote is' if self.votes == 1 else 'votes are'} in the room"
        if self.rule is None:
            return f"{here}. Your network has not written down how many it takes to decide."
        if self.missing:
            return f"{here}. Not enough to decide: {' and '.join(self.missing)} missing."
        return f"{here}, {self.rule.votes} are needed. There are enough to decide."


def quorum(invitees: Iterable, rule: QuorumRule | None) -> Quorum:
    """Of those ``invitees`` who are present, in person or by a deputy. Who shares a seat shares its one vote."""
    seats = {}
    director = False
    for one in invitees:
        if one.is_present:
            director = director or one.is_director
            if one.votes:
                seats[one.seat or f"invitee {one.pk}"] = one.practice_id
    votes, of_practices = len(seats), sum(practice is not None for practice in seats.values())
    return Quorum(votes, of_practices, tuple(_missing(votes, of_practices, director, rule)), rule)


def _missing(votes, of_practices, director, rule):
    if rule is None:
        return
    if (short := rule.votes - votes) > 0:
        yield "one vote" if short == 1 else f"{short} votes"
    if (short := rule.of_practices - of_practices) > 0:
        yield "one practice’s vote" if short == 1 else f"the votes of {short} practices"
    if rule.with_director and not director:
        yield "the clinical director"
