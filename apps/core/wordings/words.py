"""What the sentences of the log are made of; no Django."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum

PORTAL = "The portal"
GONE = "somebody who is no longer here"
UNKNOWN = "Somebody unknown"


class Kind(Enum):
    """What a reader may narrow the log to; the value stands in addresses."""

    ACCESS = "access"
    PEOPLE = "people"
    HOUSE = "house"
    MEETINGS = "meetings"
    ROUNDS = "rounds"
    NOTES = "notes"
    REPORTS = "reports"
    DOWNLOADS = "downloads"
    PUBLISHED = "published"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Kind.ACCESS: "Access and logging in",
    Kind.PEOPLE: "People",
    Kind.HOUSE: "The network’s own house",
    Kind.MEETINGS: "Meetings",
    Kind.ROUNDS: "Scorecards and check-ins",
    Kind.NOTES: "Anonymous notes",
    Kind.REPORTS: "Reports",
    Kind.DOWNLOADS: "Downloads",
    Kind.PUBLISHED: "Published lists",
}


@dataclass(frozen=True)
class Wording:
    """``say(detail, about)`` gives what stands behind the name of whoever did it. ``about`` is the name of the
    person, round or report concerned, and empty where there is none any more."""

    kind: Kind
    say: Callable[[Mapping, str], str]


def many(count, one: str, more: str) -> str:
    return one if count == 1 else more.format(f"{count:,}")


def person(about: str) -> str:
    return about or GONE


def plain(words: str) -> Callable[[Mapping, str], str]:
    return lambda detail, about: words


def of(words: str, name: Callable[[str], str]) -> Callable[[Mapping, str], str]:
    return lambda detail, about: words.format(name(about))


def round_named(about: str) -> str:
    return f"the round “{about}”" if about else "a round"
