"""What rooms offer to pages that compose several of them: frozen dataclasses, and a registry for each kind.

A room registers a provider in ``AppConfig.ready``; the pages above collect without knowing the rooms. A provider is
asked about all places of a reader at once, so that a page about ten networks takes as many queries as one about one."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar


@dataclass(frozen=True)
class Reader:
    """Somebody's eyes on one network or area: the place, and what they may do there."""

    place: Any
    permissions: frozenset


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
        return self.of_each([Reader(place, permissions)])[place.pk]


network_needs: Offers[Need] = Offers(lambda need: (need.order, need.text))
network_coming: Offers[Coming] = Offers(lambda coming: (coming.day, coming.text))
network_news: Offers[News] = Offers(lambda news: (-news.day.toordinal(), news.text))
network_steps: Offers[Step] = Offers(lambda step: step.order)
area_needs: Offers[Need] = Offers(lambda need: (need.order, need.text))
platform_needs: Offers[Need] = Offers(lambda need: (need.order, need.text))
