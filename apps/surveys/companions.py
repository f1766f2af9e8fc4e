"""What a room adds to the pages and mails of its kind of round. Rooms register in ``AppConfig.ready``, since this one
may know none of them."""

from collections.abc import Callable
from dataclasses import dataclass

from .models import Round


@dataclass(frozen=True)
class Companion:
    """Templates of a kind of round: its questions, its thanks, the folder of its mails; and ``words`` of a round, which
    all of them and the notices get. ``results`` is the name of the address, made with the round's id, at which a link
    shows what came out, empty where there is none."""

    answer: str = "surveys/answer.html"
    thanks: str = "surveys/thanks.html"
    mails: str = "surveys/mail"
    results: str = ""
    words: Callable[[Round], dict] = lambda round_: {}


_companions: dict[str, Companion] = {}


def register(kind: str, companion: Companion) -> None:
    _companions[kind] = companion


def of(round_: Round) -> Companion:
    return _companions.get(round_.kind, Companion())
