"""What a room adds to the pages and mails of its kind of round. Rooms register in ``AppConfig.ready``, since this one
may know none of them."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

from .models import DAYS_BETWEEN_ROUNDS, Round


@dataclass(frozen=True)
class Pages:
    """Where a room keeps the pages of its rounds, and what it calls one of them. ``home`` and ``page`` are the names of
    the room's first page and of a round's; the pages that every room has are called the same in all of them.

    Whoever has an open link is ``asked``, together ``in_a_room`` or not; ``then`` says when the next can follow."""

    noun: str = "round"
    room: str = "Scorecard"
    space: str = "scorecard"
    home: str = "list"
    page: str = "round"
    in_a_room: bool = True
    asked: str = "the room"
    then: str = f"The next round of these questions can open {DAYS_BETWEEN_ROUNDS} days later."

    def address(self, round_: Round, page: str = "", *more) -> str:
        """Of a page of ``round_``, whose network is loaded; of its own one where none is named."""
        return reverse(f"{self.space}:{page or self.page}", args=[round_.network.code, round_.pk, *more])

    def context(self, round_: Round) -> dict:
        """What the templates of those pages say of the room, with the addresses that they lead to."""
        names = ["links", "results", "cancel", "close", "extend", "remind"]
        names += ["share", "new_link"] * round_.has_open_link + ["slips"] * bool(round_.slips)
        return {
            "round": round_,
            "noun": self.noun,
            "room": self.room,
            "home_url": reverse(f"{self.space}:{self.home}", args=[round_.network.code]),
            "round_url": self.address(round_),
            "in_a_room": self.in_a_room,
            "asked": self.asked,
            "then": self.then,
            "to": {name: self.address(round_, name) for name in names},
        }


@dataclass(frozen=True)
class Companion:
    """Templates of a kind of round: its questions, its thanks, the folder of its mails; and ``words`` of a round, which
    all of them and the notices get. ``results`` is the name of the address, made with the round's id, at which a link
    shows what came out, empty where there is none. ``pages`` are those of whoever runs it."""

    answer: str = "surveys/answer.html"
    thanks: str = "surveys/thanks.html"
    mails: str = "surveys/mail"
    results: str = ""
    words: Callable[[Round], dict] = lambda round_: {}
    pages: Pages = Pages()


_companions: dict[str, Companion] = {}


def register(kind: str, companion: Companion) -> None:
    _companions[kind] = companion


def of(round_: Round) -> Companion:
    return _companions.get(round_.kind, Companion())
