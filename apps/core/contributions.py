"""What rooms offer to pages that compose several of them: frozen dataclasses, and a registry for each kind.

A room registers a provider in ``AppConfig.ready``; the pages above collect without knowing the rooms."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Need:
    """Something that waits for the reader. ``order`` sorts: lower is more urgent."""

    text: str
    url: str
    action: str
    order: int = 50


NetworkNeeds = Callable[..., Iterable[Need]]

_network_needs: list[NetworkNeeds] = []


def register_network_needs(provider: NetworkNeeds) -> None:
    """``provider(network, permissions)`` returns the needs of somebody with these permissions; few queries."""
    _network_needs.append(provider)


def network_needs(network, permissions) -> list[Need]:
    needs = [need for provider in _network_needs for need in provider(network, permissions)]
    return sorted(needs, key=lambda need: (need.order, need.text))
