"""Sentences about actions, raised issues and risks. An action goes by its number: its words may be confidential."""

from collections.abc import Mapping

from .words import Kind, Wording, of, plain


def _action(about: str) -> str:
    return about.lower() if about else "an action"


def _ended(detail: Mapping, about: str) -> str:
    word = "dropped" if detail.get("state") == "dropped" else "done"
    return f"recorded that {_action(about)} was {word}"


def _by_link(detail: Mapping, about: str) -> str:
    if detail.get("what") == "done":
        return f"recorded by its owner’s link that {_action(about)} was done"
    return f"noted by its owner’s link how {_action(about)} comes along"


_SETTLED = {
    "answered": "answered an issue that somebody raised",
    "closed": "closed an issue that somebody raised",
    "agenda": "put an issue that somebody raised on an agenda",
}

WORDINGS = {
    "action.added": Wording(Kind.MEETINGS, of("wrote down {}", _action)),
    "action.changed": Wording(Kind.MEETINGS, of("changed {}", _action)),
    "action.noted": Wording(Kind.MEETINGS, of("noted how {} comes along", _action)),
    "action.ended": Wording(Kind.MEETINGS, _ended),
    "action.reopened": Wording(Kind.MEETINGS, of("opened {} again", _action)),
    "action.handed_over": Wording(Kind.MEETINGS, of("gave {} to another owner", _action)),
    "action.link_used": Wording(Kind.MEETINGS, _by_link),
    "issue.raised": Wording(Kind.MEETINGS, plain("raised an issue")),
    "issue.settled": Wording(
        Kind.MEETINGS, lambda detail, about: _SETTLED.get(detail.get("state"), "settled an issue")
    ),
    "risk.added": Wording(Kind.MEETINGS, plain("added a risk")),
    "risk.changed": Wording(Kind.MEETINGS, plain("changed a risk")),
    "risk.moved": Wording(Kind.MEETINGS, plain("said that a risk moved")),
    "risk.closed": Wording(Kind.MEETINGS, plain("closed a risk")),
}
