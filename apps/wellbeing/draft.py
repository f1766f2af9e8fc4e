"""A series of check-ins on its way through the pages that set it up. Kept in the session: codes and ids, no names;
forgotten when it begins."""

from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Self


@dataclass(frozen=True)
class Draft:
    """``when`` and ``questions`` are what those pages' forms gave, empty where they were not reached; ``first`` is the
    day of the first, as ISO date."""

    when: dict = field(default_factory=dict)
    questions: dict = field(default_factory=dict)
    first: str = ""

    @property
    def first_day(self) -> date | None:
        return date.fromisoformat(self.first) if self.first else None

    @property
    def is_whole(self) -> bool:
        return bool(self.when and self.questions)

    def with_when(self, data: dict) -> Self:
        rest = {name: value for name, value in data.items() if name != "first_day"}
        return replace(self, when=rest, first=data["first_day"].isoformat())

    def with_questions(self, data: dict) -> Self:
        return replace(self, questions=dict(data))


def questions_of(plan) -> dict:
    return {
        "burnout": plan.burnout,
        "bank": plan.bank,
        "comment": plan.comment,
        "reviewer": plan.reviewer_id,
    }


def key_of(network) -> str:
    return f"wellbeing.draft:{network.code}"


def load(request) -> Draft:
    return Draft(**request.session.get(key_of(request.network), {}))


def keep(request, draft: Draft) -> None:
    request.session[key_of(request.network)] = asdict(draft)


def forget(request) -> None:
    request.session.pop(key_of(request.network), None)
