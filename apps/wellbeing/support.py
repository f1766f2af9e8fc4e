"""Where people who answer find somebody to talk to: national places as dated data, and the network's own.

A network may leave national places out; where to turn in an emergency stands there whatever it does."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data" / "support-1.json"
# More than a few help nobody.
MOST_OWN = 5


@dataclass(frozen=True)
class Place:
    code: str
    name: str
    about: str
    url: str


@dataclass(frozen=True)
class National:
    """``urgent`` says where to turn in an emergency; ``drawn_up`` is the day of the list, as ISO date."""

    drawn_up: str
    urgent: str
    places: tuple[Place, ...]


@cache
def national() -> National:
    data = json.loads(DATA.read_text(encoding="utf-8"))
    return National(data["drawn_up"], data["urgent"], tuple(Place(**one) for one in data["links"]))


def places(network) -> dict:
    """What pages and mails of a check-in say about support. One query."""
    kept = list(network.support_links.all())
    left_out = {link.national for link in kept if link.is_left_out}
    return {
        "urgent": national().urgent,
        "national": [place for place in national().places if place.code not in left_out],
        "local": [link for link in kept if not link.national],
    }
