"""The primary navigation of networks, areas and the platform. Rooms register their link in ``AppConfig.ready``."""

from dataclasses import dataclass
from enum import Enum

from django.urls import resolve, reverse


class Where(Enum):
    """What a link belongs to; addresses of networks and areas carry its code, those of the platform none."""

    NETWORK = "network"
    AREA = "area"
    PLATFORM = "platform"


@dataclass(frozen=True)
class Entry:
    """A room's link: ``order`` sorts, ``permission`` decides who sees it, ``exact`` marks only its own address;
    ``group`` is the menu of the row that it stands in, if it is needed seldom."""

    text: str
    url_name: str
    permission: Enum
    order: int
    exact: bool = False
    where: Where = Where.NETWORK
    group: str = ""


@dataclass(frozen=True)
class Link:
    """``current`` is what aria-current says: "page", "true" for a page below it, or empty."""

    text: str
    url: str
    current: str = ""
    group: str = ""


_entries: list[Entry] = []


def register(entry: Entry) -> None:
    _entries.append(entry)


def links_for(where: Where, code: str, permissions, path: str = "") -> list[Link]:
    """The links of a place that ``permissions`` allow, with those marked that lead to ``path`` or above it."""
    links = []
    for entry in sorted(_entries, key=lambda entry: entry.order):
        if entry.where is where and entry.permission in permissions:
            url = reverse(entry.url_name, args=[code] if code else [])
            below = not entry.exact and path.startswith(url)
            current = "page" if path == url else "true" if below else ""
            links.append(Link(entry.text, url, current, entry.group))
    return links


def beside(request, name: str, **kwargs) -> str:
    """The address of another page of the same set and the same place: one set of pages may serve networks, areas
    and the portal itself."""
    # Not the request's own match: what was sent in before somebody confirmed who they are is sent in from another page.
    match = resolve(request.path_info)
    here = {"code": match.kwargs["code"]} if "code" in match.kwargs else {}
    return reverse(f"{match.namespace}:{name}", kwargs={**here, **kwargs})
