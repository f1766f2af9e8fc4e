"""A round on its way through the pages that open it. Kept in the session: codes, ids and the manager's own
words, no names; forgotten when the round opens."""

from dataclasses import asdict, dataclass, fields
from datetime import datetime

from apps.surveys.models import Way

STEPS = ("way", "who", "when", "message", "check")
_KEY = "scorecard.draft:{}"


@dataclass
class Draft:
    """What was chosen so far; a step that was not reached is None."""

    way: str | None = None
    practices: list[str] | None = None
    groups: list[str] | None = None
    leave_out: list[int] | None = None
    slips: bool = False
    # Of a series: its id, whether its people are asked again ("same", or "joined" for those who joined since as well).
    series: int | None = None
    same: str = ""
    rhythm: str | None = None
    breakdown: str = ""
    title: str | None = None
    closes_at: str | None = None
    message: str | None = None
    reviewer: int | None = None

    @property
    def closes(self) -> datetime | None:
        return datetime.fromisoformat(self.closes_at) if self.closes_at else None

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


def load(request) -> Draft:
    stored = request.session.get(_KEY.format(request.network.code), {})
    names = {field.name for field in fields(Draft)}
    return Draft(**{name: value for name, value in stored.items() if name in names})


def keep(request, draft: Draft) -> None:
    request.session[_KEY.format(request.network.code)] = asdict(draft)


def forget(request) -> None:
    request.session.pop(_KEY.format(request.network.code), None)
