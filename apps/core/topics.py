"""What meetings can take up, and everything that happened about it: the thread from a score to the next score.

A topic is something of any room by its ``kind`` and ``code``: a question or theme of the scorecard, a response to a
check-in, an objective, a need, a risk, an issue somebody raised. Rooms register what they know and what they did."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from urllib.parse import urlencode

from django.urls import reverse

from .contributions import Reader

Key = tuple[str, str]


@dataclass(frozen=True)
class Topic:
    """Something to take up. ``words`` say what it is, ``source`` where it stands ("Scorecard, spring 2026"), ``url``
    leads there. ``parts`` are the codes, of the same kind, of what belongs to it: a theme's questions."""

    kind: str
    code: str
    words: str
    url: str
    source: str = ""
    parts: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """As it stands in an address: "scorecard:purpose"."""
        return f"{self.kind}:{self.code}"

    @property
    def keys(self) -> list[Key]:
        """It and its parts."""
        return [(self.kind, code) for code in (self.code, *self.parts)]


Resolver = Callable[[Reader, Collection[str]], Mapping[str, Topic]]


class Topics:
    """The kinds of topic. A resolver gets a reader and codes, which may be anything that stood in an address, and gives
    the topics among them that the reader may see, in few queries however many they are; others are left out."""

    def __init__(self):
        self._resolvers: dict[str, Resolver] = {}
        self._sorts: dict[str, str] = {}
        self.open: set[str] = set()

    def register(self, kind: str, resolver: Resolver, sort: str = "", *, is_open: bool = False) -> None:
        """``sort`` is the word for such a topic, "Objective", where everybody may know of some. ``is_open``: whoever
        reads a network at all (`Permission.VIEW_NETWORK`) may open each of them, so nobody need be asked."""
        self._resolvers[kind], self._sorts[kind] = resolver, sort
        if is_open:
            self.open.add(kind)

    def sort_of(self, kind: str) -> str:
        """The word for topics of this kind, "" where there is none."""
        return self._sorts.get(kind, "")

    def find(self, reader: Reader, keys: Iterable[Key]) -> dict[Key, Topic]:
        """By (kind, code)."""
        wanted: dict[str, set[str]] = {}
        for kind, code in keys:
            wanted.setdefault(kind, set()).add(code)
        return {
            (kind, code): topic
            for kind, codes in wanted.items()
            if kind in self._resolvers
            for code, topic in self._resolvers[kind](reader, codes).items()
        }

    def one(self, reader: Reader, key: str) -> Topic | None:
        """The topic of a key as it stands in an address; None where there is none, or none that the reader may see."""
        kind, _, code = key.partition(":")
        return self.find(reader, [(kind, code)]).get((kind, code))


@dataclass(frozen=True)
class Moment:
    """Something that happened about a topic on ``day``: ``sort`` is a word for it ("Score", "Agenda", "Decision",
    "Action", "Progress"), ``detail`` what helps to understand. Of one day, lower ``order`` stands first."""

    day: date
    sort: str
    text: str
    url: str = ""
    detail: str = ""
    order: int = 50


Teller = Callable[[Reader, Sequence[Key], date | None], Iterable[tuple[Key, Moment]]]


class Threads:
    """Rooms that know what happened about topics. A provider gets a reader, all topics asked about and the day since
    when, None for ever; it gives pairs of a topic's key and a `Moment` that the reader may see, in few queries however
    many topics there are."""

    def __init__(self):
        self._providers: list[Teller] = []

    def register(self, provider: Teller) -> None:
        self._providers.append(provider)

    def about(
        self, reader: Reader, keys: Sequence[Key], since: date | None = None
    ) -> dict[Key, list[Moment]]:
        """By topic, those of which nothing is told left out; in the order of time."""
        found: dict[Key, list[Moment]] = {}
        asked = set(keys)
        for provider in self._providers if keys else ():
            for key, moment in provider(reader, keys, since):
                if key in asked:
                    found.setdefault(key, []).append(moment)
        return {key: _in_time(moments) for key, moments in found.items()}

    def of(self, reader: Reader, keys: Sequence[Key]) -> list[Moment]:
        """Of all these topics together, in the order of time."""
        return _in_time(moment for moments in self.about(reader, keys).values() for moment in moments)


def _in_time(moments: Iterable[Moment]) -> list[Moment]:
    return sorted(moments, key=lambda one: (one.day, one.order, one.text))


class Start(NamedTuple):
    """A link to where something begins about a topic: a form that is filled in with it beforehand."""

    text: str
    url: str


class Beginning(NamedTuple):
    """A form at the address ``url`` that takes a topic's key as "about"; it is not offered for topics of the kind
    ``never``."""

    text: str
    url: str
    never: str = ""

    def with_(self, key: str) -> Start:
        return Start(self.text, f"{self.url}?{urlencode({'about': key})}")


class Starts:
    """Rooms in which something begins: "Put on the agenda", "Raise an action". A provider gets a reader and gives a
    `Beginning` for each that the reader may use, without a query."""

    def __init__(self):
        self._providers: list[Callable[[Reader], Iterable[Beginning]]] = []

    def register(self, provider: Callable[[Reader], Iterable[Beginning]]) -> None:
        self._providers.append(provider)

    def about(self, reader: Reader, key: str) -> list[Start]:
        """``key`` as in an address."""
        return self.about_all(reader, [key])[key]

    def about_all(self, reader: Reader, keys: Iterable[str]) -> dict[str, list[Start]]:
        """By key."""
        found = [one for provider in self._providers for one in provider(reader)]
        return {key: [one.with_(key) for one in found if one.never != key.partition(":")[0]] for key in keys}


def starts_from(request, kind: str, code) -> list[Start]:
    """What a network's page offers about something it shows: where something begins, if anything may still, then the
    thread of what came of it. No queries."""
    network, key = request.network, f"{kind}:{code}"
    begin = [] if network.is_read_only else topic_starts.about(Reader(network, request.permissions), key)
    return [*begin, Start("What came of it", reverse("home:thread", args=[network.code, kind, code]))]


topics = Topics()
# What was decided and done about a topic, and how it stood: a score of each round. Only the page of a thread asks both.
threads = Threads()
standings = Threads()
topic_starts = Starts()
