"""What rooms offer to pages that compose several of them: frozen dataclasses, and a registry for each kind.

A room registers a provider in ``AppConfig.ready``; the pages above collect without knowing the rooms. A provider is
asked about all places of a reader at once, so that a page about ten networks takes as many queries as one about one."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Generic, TypeVar


@dataclass(frozen=True)
class Reader:
    """Somebody's eyes on one network or area: the place, and what they may do there. ``user_id`` is whose, None where
    it is nobody in particular; ``loaded`` is what rooms have read for the page that made this reader (`once`)."""

    place: Any
    permissions: frozenset
    user_id: int | None = None
    loaded: dict = field(default_factory=dict, compare=False, repr=False)


Loaded = TypeVar("Loaded")


def once(readers: Sequence[Reader], load: Callable[[Sequence[Reader]], Loaded]) -> Loaded:
    """``load(readers)``, read once for the page that made them, however many registries it asks: about all their
    places, so whoever asks has still to look at what each reader may know."""
    kept = readers[0].loaded
    if load not in kept:
        kept[load] = load(readers)
    return kept[load]


@dataclass(frozen=True)
class Need:
    """Something that waits for the reader. ``text`` says it in a few words, ``detail`` what helps to decide;
    ``order`` sorts: lower is more urgent."""

    text: str
    url: str
    action: str
    order: int = 50
    detail: str = ""


@dataclass(frozen=True)
class Coming:
    """Something that will happen on ``day``, in words for everybody who may know."""

    text: str
    day: date
    url: str = ""


@dataclass(frozen=True)
class News:
    """Something that was published on ``day``; ``detail`` says what it found, in plain words."""

    text: str
    day: date
    url: str
    action: str
    detail: str = ""


@dataclass(frozen=True)
class Step:
    """A step of setting a network up; ``done`` once it was taken, by whomever."""

    text: str
    hint: str
    url: str
    done: bool
    order: int


@dataclass(frozen=True)
class Raised:
    """What people raised for the meetings on ``day``: ``kind`` is "agenda" or "action", ``owner`` who takes it on (in
    the words of whoever wrote it down, may be empty), ``source`` where it came up, ``topic`` the key of what it is
    about ("scorecard:purpose"), empty where it is about nothing in particular."""

    kind: str
    text: str
    owner: str
    source: str
    url: str
    day: date
    topic: str = ""


@dataclass(frozen=True)
class Load:
    """Work of one ``kind`` that a room knows of, over the last 12 months: how many ``pieces`` of it somebody carries,
    how many of these others than the clinical director and the manager do (``beyond``), and how many lie with those
    three who carry most (``busiest``), of ``hands`` people together. Never who."""

    kind: str
    pieces: int
    beyond: int
    hands: int
    busiest: int
    url: str = ""


@dataclass(frozen=True)
class Purpose:
    """Why a network exists, in the one ``line`` that it adopted, and since when."""

    line: str
    since: date
    url: str


@dataclass(frozen=True)
class Known:
    """Something that the portal knows to have happened on ``day`` and that may serve as evidence. ``kind`` is what the
    matrix of maturity asks for ("round_closed", "role:lay_member", "objective_kept"), ``key`` names it for good."""

    kind: str
    key: str
    text: str
    day: date
    url: str


Offer = TypeVar("Offer")
Provider = Callable[[Sequence[Reader]], Iterable[tuple[Any, Offer]]]


class Offers(Generic[Offer]):
    """The providers of one kind. Each gets the readers of several places, all networks or all areas, and gives
    pairs of a place's primary key and an offer, in few queries however many places there are."""

    def __init__(self, sorted_by: Callable[[Offer], Any]):
        self._sorted_by = sorted_by
        self._providers: list[Provider] = []

    def register(self, provider: Provider) -> None:
        self._providers.append(provider)

    def of_each(self, readers: Sequence[Reader]) -> dict[Any, list[Offer]]:
        """The offers of every place, by its primary key, in their order."""
        found: dict[Any, list[Offer]] = {reader.place.pk: [] for reader in readers}
        if readers:
            for provider in self._providers:
                for pk, offer in provider(readers):
                    found[pk].append(offer)
        return {pk: sorted(offers, key=self._sorted_by) for pk, offers in found.items()}

    def of(self, place, permissions) -> list[Offer]:
        return self.to(Reader(place, permissions))

    def to(self, reader: Reader) -> list[Offer]:
        """The offers of one place, to a reader who is asked about in several registries."""
        return self.of_each([reader])[reader.place.pk]


network_needs: Offers[Need] = Offers(lambda need: (need.order, need.text))
network_coming: Offers[Coming] = Offers(lambda coming: (coming.day, coming.text))
network_news: Offers[News] = Offers(lambda news: (-news.day.toordinal(), news.text))
network_raised: Offers[Raised] = Offers(lambda raised: (-raised.day.toordinal(), raised.kind, raised.text))
network_load: Offers[Load] = Offers(lambda load: load.kind)
network_purpose: Offers[Purpose] = Offers(lambda purpose: purpose.since)
network_known: Offers[Known] = Offers(lambda known: (-known.day.toordinal(), known.text))
network_steps: Offers[Step] = Offers(lambda step: step.order)
area_needs: Offers[Need] = Offers(lambda need: (need.order, need.text))
platform_needs: Offers[Need] = Offers(lambda need: (need.order, need.text))


@dataclass(frozen=True)
class Hanging:
    """What of one sort still hangs on a practice: "2 people", "1 board seat". ``practice`` is its primary key, ``url``
    where it is put right, empty where it can only be read about."""

    practice: Any
    count: int
    one: str
    many: str
    url: str = ""

    @property
    def words(self) -> str:
        return f"{self.count:,} {self.one if self.count == 1 else self.many}"


class Hangings:
    """What rooms keep that belongs to a practice, for when it leaves a network. Each provider gets the network and the
    primary keys of all practices asked about, and gives `Hanging`s of those that have any, in few queries however many
    there are; rooms stand in the order in which they registered. What stands here is never dropped when one leaves."""

    def __init__(self):
        self._providers: list[Callable[[Any, Sequence], Iterable[Hanging]]] = []

    def register(self, provider: Callable[[Any, Sequence], Iterable[Hanging]]) -> None:
        self._providers.append(provider)

    def on(self, network, practices: Sequence) -> dict[Any, list[Hanging]]:
        """By practice; of those on which nothing hangs an empty list."""
        found: dict[Any, list[Hanging]] = {pk: [] for pk in practices}
        for provider in self._providers if found else ():
            for hanging in provider(network, practices):
                if hanging.count:
                    found[hanging.practice].append(hanging)
        return found


practice_hangings = Hangings()


# --- Who holds which office ------------------------------------------------------------------
@dataclass(frozen=True)
class Office:
    """Somebody of the directory in a post: ``role`` the code of its type, ``title`` its name, ``practice`` the primary
    key of the practice it speaks for. Those who share a seat of the board share its ``seat`` and its one vote;
    ``interests`` is what they declared, empty for none."""

    person: int
    role: str
    title: str
    seat: str
    practice: int | None = None
    on_board: bool = False
    votes: bool = False
    is_deputy: bool = False
    is_director: bool = False
    interests: str = ""


@dataclass(frozen=True)
class QuorumRule:
    """Without how many ``votes`` nothing is decided, how many of them are those of practices, and whether the clinical
    director has to be there."""

    votes: int
    of_practices: int = 0
    with_director: bool = False


class Offices:
    """Who holds which post of a network on a day, and its board's rule; from the one room that knows. Without a room
    nobody holds any."""

    def __init__(self):
        self._provider: Callable[[Any, date], tuple[Sequence[Office], QuorumRule | None]] | None = None

    def register(self, provider: Callable[[Any, date], tuple[Sequence[Office], QuorumRule | None]]) -> None:
        self._provider = provider

    def of(self, network, on: date) -> tuple[Sequence[Office], QuorumRule | None]:
        return self._provider(network, on) if self._provider else ((), None)


network_offices = Offices()


# --- What hangs on a person of the directory ------------------------------------------------
class CannotMove(ValueError):
    """What hangs on one entry can't be moved to another; the message says why, for people."""


@dataclass(frozen=True)
class Holding:
    """Something that a person (primary key of the directory) holds, such as a role: ``text`` says what in a few words,
    ``url`` where it is kept, ``key`` names it in a form ("roles.appointment:12"). ``hand_over(to=, by=, on=)`` ends it
    on that day and gives it to another person of the network; ``to`` None leaves it to nobody. ``proposed`` is whom the
    room would ask first, such as a deputy."""

    person: int
    text: str
    url: str
    key: str
    hand_over: Callable[..., None]
    proposed: int | None = None


class Holdings:
    """Rooms in which people hold something. A provider gets primary keys of people and gives what these hold now, in
    few queries however many they are."""

    def __init__(self):
        self._providers: list[Callable[[Collection[int]], Iterable[Holding]]] = []

    def register(self, provider: Callable[[Collection[int]], Iterable[Holding]]) -> None:
        self._providers.append(provider)

    def of(self, people: Collection[int]) -> dict[int, list[Holding]]:
        """What each of ``people`` holds, in words' order; whoever holds nothing is left out."""
        found: dict[int, list[Holding]] = {}
        for provider in self._providers if people else ():
            for holding in provider(people):
                found.setdefault(holding.person, []).append(holding)
        return {person: sorted(held, key=lambda one: one.text) for person, held in found.items()}


@dataclass(frozen=True)
class Section:
    """What a room keeps about one person, as a table in plain words. ``private``: only they themselves may read it."""

    heading: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    private: bool = False


@dataclass(frozen=True)
class Records:
    """How a ``room`` (an app's label) deals with what it keeps about people of the directory.

    ``sections(person)`` gives all of it. ``erase(person=, by=)`` deletes it, or takes the person out of what must stay,
    before the entry itself goes. ``move(kept=, merged=, by=)`` gives what hangs on one entry to the other, which is the
    same person; it raises `CannotMove` where that can't be. Both are called inside a transaction."""

    room: str
    sections: Callable[[Any], Iterable[Section]]
    erase: Callable[..., None]
    move: Callable[..., None]


class PersonalData:
    """The `Records` of every room; a test holds them against the foreign keys to people."""

    def __init__(self):
        self._records: list[Records] = []

    def register(self, records: Records) -> None:
        self._records.append(records)

    @property
    def rooms(self) -> frozenset[str]:
        return frozenset(records.room for records in self._records)

    def sections(self, person) -> list[Section]:
        """Of every room, in the order of the rooms; empty ones are left out."""
        found = [section for records in self._records for section in records.sections(person)]
        return [section for section in found if section.rows]

    def erase(self, *, person, by) -> None:
        for records in self._records:
            records.erase(person=person, by=by)

    def move(self, *, kept, merged, by) -> None:
        for records in self._records:
            records.move(kept=kept, merged=merged, by=by)


person_holdings = Holdings()
personal_data = PersonalData()
