"""A round on its way through the pages that open it. Kept in the session: codes, ids and the manager's own
words, no names; forgotten when the round opens."""

from dataclasses import asdict, dataclass, fields
from datetime import datetime

from apps.surveys.models import Way

STEPS = ("way", "who", "when", "message", "check")
PAGES = {
    "way": "open",
    "who": "open_who",
    "when": "open_when",
    "message": "open_message",
    "check": "open_check",
}


@dataclass
class Draft:
    """What was chosen so far; a step that was not reached is None."""

    way: str | None = None
    practices: list[str] | None = None
    groups: list[str] | None = None
    leave_out: list[int] | None = None
    roles: list[str] | None = None
    # Of lists that were pasted or uploaded on the way: asked whatever is ticked.
    also: list[int] | None = None
    slips: bool = False
    # Of a series: its id, whether its people are asked again ("same", or "joined" for those who joined since as well).
    series: int | None = None
    same: str = ""
    rhythm: str | None = None
    breakdown: str = ""
    title: str | None = None
    # None: as soon as it is sent.
    opens_at: str | None = None
    closes_at: str | None = None
    message: str | None = None
    # Days before the close; None where that page was not reached.
    reminders: list[int] | None = None
    reviewer: int | None = None

    @property
    def closes(self) -> datetime | None:
        return datetime.fromisoformat(self.closes_at) if self.closes_at else None

    def opens(self, now: datetime) -> datetime:
        """The time that was chosen, or ``now`` where none was or it has passed."""
        return max(now, datetime.fromisoformat(self.opens_at)) if self.opens_at else now

    @property
    def has_open_link(self) -> bool:
        return self.way == Way.OPEN

    @property
    def steps(self) -> tuple[str, ...]:
        """The pages to go through, in order. With an open link nobody is chosen."""
        return ("way", "when", "message", "check") if self.has_open_link else STEPS

    @property
    def step(self) -> str:
        """The first of them that is still to be taken."""
        missing = {
            "way": self.way is None,
            "who": self.practices is None and not self.same,
            "when": self.closes_at is None,
            "message": self.message is None,
        }
        return next((name for name in self.steps if missing.get(name)), "check")


def place(draft: Draft, name: str) -> dict:
    """Where the page ``name`` stands among those to go through, for its heading and the way back."""
    at = draft.steps.index(name)
    back = PAGES[draft.steps[at - 1]] if at else ""
    return {"number": at + 1, "of": len(draft.steps), "back": back, "draft": draft}


def missing(draft: Draft, name: str) -> str:
    """The step to go to instead of ``name``: one that comes before it, or the next where it is none of the draft's."""
    steps = draft.steps
    if name not in steps:
        return draft.step
    return draft.step if steps.index(draft.step) < steps.index(name) else ""


def key_of(network) -> str:
    """Under which the session holds the draft of a round of ``network``."""
    return f"scorecard.draft:{network.code}"


def load(request) -> Draft:
    stored = request.session.get(key_of(request.network), {})
    names = {field.name for field in fields(Draft)}
    return Draft(**{name: value for name, value in stored.items() if name in names})


def keep(request, draft: Draft) -> None:
    request.session[key_of(request.network)] = asdict(draft)


def forget(request) -> None:
    request.session.pop(key_of(request.network), None)
