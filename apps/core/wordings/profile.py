"""Sentences about the network's profile and what its population needs."""

from collections.abc import Mapping

from .words import Kind, Wording, many, of

FIELDS = {"name": "name", "collaboration": "working together before the network"}


def _changed(detail: Mapping, about: str) -> str:
    fields = ", ".join(FIELDS.get(field, field) for field in detail.get("fields", []))
    return f"changed the network’s profile: {fields}"


def _named(detail: Mapping, about: str) -> str:
    practice = about or "a practice"
    if detail.get("taken_back"):
        return f"took the corrected name of {practice} back"
    return f"corrected the name of {practice}"


def _need(about: str) -> str:
    return f"the need “{about}”" if about else "a need of the population"


WORDINGS = {
    "profile.changed": Wording(Kind.HOUSE, _changed),
    "profile.practice_named": Wording(Kind.HOUSE, _named),
    "profile.changes_seen": Wording(
        Kind.HOUSE,
        lambda detail, about: (
            f"marked {many(detail['count'], 'one change', '{} changes')} of the published lists as seen"
        ),
    ),
    "need.recorded": Wording(Kind.HOUSE, of("recorded {}", _need)),
    "need.changed": Wording(Kind.HOUSE, of("changed {}", _need)),
    "need.closed": Wording(Kind.HOUSE, of("closed {}", _need)),
    "need.reopened": Wording(Kind.HOUSE, of("opened {} again", _need)),
}
