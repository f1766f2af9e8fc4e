"""The primary navigation of a network's pages. Rooms register their link in ``AppConfig.ready``."""

from dataclasses import dataclass
from enum import Enum

from django.urls import reverse


@dataclass(frozen=True)
class Entry:
    """A room's link: ``order`` sorts, ``permission`` decides who sees it, ``exact`` marks only its own address."""

    text: str
    url_name: str
    permission: Enum
    order: int
    exact: bool = False


@dataclass(frozen=True)
class Link:
    text: str
    url: str
    exact: bool

    @property
    def length(self) -> str:
        return f":{len(self.url)}"


_entries: list[Entry] = []


def register(entry: Entry) -> None:
    _entries.append(entry)


def links_for(network, permissions) -> list[Link]:
    return [
        Link(entry.text, reverse(entry.url_name, args=[network.code]), entry.exact)
        for entry in sorted(_entries, key=lambda entry: entry.order)
        if entry.permission in permissions
    ]
