"""How a network follows through, in figures and words. Pure: rows in, sentences out.

A practice attended a meeting to which one of its people was asked where one of them, or a deputy, was present. It
attended most meetings where it was there at more than half of those it was asked to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Attendance:
    """Of one practice: how many meetings it was ``asked`` to and ``attended``. Shown inside the network only."""

    practice: str
    asked: int
    attended: int

    @property
    def most(self) -> bool:
        return 2 * self.attended > self.asked

    @property
    def words(self) -> str:
        return f"{self.attended} of {self.asked}"


@dataclass(frozen=True)
class FollowThrough:
    """Of a year: ``meetings`` to which practices were asked, these practices and those that attended most of them,
    decisions, actions that were to be done by now and those done by their day, actions owned and those owned beyond
    clinical director and manager. Names nobody."""

    meetings: int
    practices: int
    attended_most: int
    decisions: int
    due: int
    on_time: int
    owned: int
    beyond: int

    @property
    def headline(self) -> str:
        if not self.due:
            return "No action was due yet"
        return f"{self.on_time} of {_many(self.due, 'action', 'actions')} {_were(self.on_time, self.due)} done on time"

    @property
    def sentences(self) -> tuple[str, ...]:
        """What a report says."""
        said = []
        if self.practices:
            said.append(
                f"Of {_many(self.practices, 'practice', 'practices')} whose people were asked to meetings, "
                f"{self.attended_most:,} attended most of them; there {_were(self.meetings, 0)} "
                f"{_many(self.meetings, 'meeting', 'meetings')}."
            )
        said.append(f"{_many(self.decisions, 'decision was', 'decisions were')} made.")
        if self.due:
            said.append(f"{self.headline}.")
        if self.owned:
            said.append(
                f"{self.beyond} of {_many(self.owned, 'action', 'actions')} {_were(self.beyond, self.owned)} owned "
                "beyond the clinical director and the manager."
            )
        return tuple(said)


def _were(count: int, of: int) -> str:
    return "was" if 1 in (count, of) else "were"


def _many(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}"


def attendance(rows: Iterable[tuple[int, str, bool]]) -> tuple[Attendance, ...]:
    """From (meeting, practice, present) of every invitee, by practice in the order of names."""
    asked: dict[str, dict[int, bool]] = {}
    for meeting, practice, present in rows:
        there = asked.setdefault(practice, {})
        there[meeting] = there.get(meeting, False) or present
    return tuple(
        Attendance(practice, len(there), sum(there.values())) for practice, there in sorted(asked.items())
    )


def on_time(actions: Iterable[tuple[date | None, str, date | None]], today: date) -> tuple[int, int]:
    """From (due on, state, ended on): how many were to be done by ``today``, and how many were done by their day.
    Dropped ones were to be done by nobody, and so were those without a day."""
    due = [(day, state, ended) for day, state, ended in actions if day and state != "dropped"]
    counted = [(day, state, ended) for day, state, ended in due if state == "done" or day < today]
    return len(counted), sum(state == "done" and ended <= day for day, state, ended in counted)
