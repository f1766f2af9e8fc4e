"""The board as it stands: seats, votes, whether it can decide, and whose interests are known. No queries."""

from collections.abc import Sequence
from dataclasses import dataclass

from .models import Appointment, BoardRule
from .queries import Seat

NONE = {"", "none", "none.", "no", "nil"}
DIRECTOR = "clinical_director"


def has_interests(term: Appointment) -> bool:
    return term.interests.strip().casefold() not in NONE


@dataclass(frozen=True)
class Board:
    """``rule`` is None until the network wrote one down."""

    seats: tuple[Seat, ...]
    rule: BoardRule | None

    @classmethod
    def of(cls, seats: Sequence[Seat], rule: BoardRule | None) -> "Board":
        return cls(tuple(seat for seat in seats if seat.post.on_board), rule)

    @property
    def filled(self) -> int:
        return sum(not seat.is_vacant for seat in self.seats)

    @property
    def votes(self) -> int:
        return sum(seat.post.votes for seat in self.seats)

    @property
    def voters(self) -> list[Seat]:
        """Seats with a vote that somebody holds; two who share one have one vote."""
        return [seat for seat in self.seats if seat.post.votes and not seat.is_vacant]

    @property
    def undeclared(self) -> list[Appointment]:
        return [one for seat in self.seats for one in seat.holders if one.declared_on is None]

    @property
    def with_interests(self) -> list[Seat]:
        return [seat for seat in self.seats if any(has_interests(one) for one in seat.holders)]

    @property
    def missing(self) -> list[str]:
        """What the rule asks for and nobody holds; empty where the board can decide, or has no rule."""
        return self._missing(self.voters)

    @property
    def missing_without_interests(self) -> list[str]:
        """The same, were everybody with a declared interest to stand back."""
        away = self.with_interests
        return self._missing([seat for seat in self.voters if seat not in away])

    def _missing(self, voters: list[Seat]) -> list[str]:
        if self.rule is None:
            return []
        found = []
        if short := self.rule.quorum - len(voters):
            if short > 0:
                found.append("one vote" if short == 1 else f"{short} votes")
        short = self.rule.of_practices - sum(seat.post.practice_id is not None for seat in voters)
        if short > 0:
            found.append("one practice’s vote" if short == 1 else f"the votes of {short} practices")
        if self.rule.with_director and not any(seat.post.role == DIRECTOR for seat in voters):
            found.append("the clinical director")
        return found

    @property
    def headline(self) -> str:
        """What is filled, and whether it can decide."""
        said = f"{self.filled} of {len(self.seats)} seats are filled"
        if self.votes:
            said += f", {len(self.voters)} of {self.votes} with a vote"
        if self.rule is None:
            return f"{said}."
        if self.missing:
            return f"{said}. The board can’t decide anything: {' and '.join(self.missing)} missing."
        return f"{said}. There are enough votes to decide."
