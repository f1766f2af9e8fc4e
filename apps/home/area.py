"""How far the reports of an area's networks are."""

from dataclasses import dataclass

from apps.desk.queries import NONE, PREPARING, RELEASED, area_networks, report_word

NAMED = 6


@dataclass(frozen=True)
class State:
    """Networks whose reports have come as far as ``word`` says: how many, and the first `NAMED` by name."""

    word: str
    count: int
    names: tuple[str, ...]

    @property
    def others(self) -> int:
        return self.count - len(self.names)


@dataclass(frozen=True)
class States:
    total: int
    released: State
    preparing: State
    none: State


def area_states(icb) -> States:
    """The networks of ``icb`` by the state of their reports; one query."""
    by_word: dict[str, list[str]] = {RELEASED: [], PREPARING: [], NONE: []}
    for network in area_networks(icb).order_by("name", "code"):
        by_word[report_word(network)].append(network.name)
    states = [State(word, len(names), tuple(names[:NAMED])) for word, names in by_word.items()]
    return States(sum(state.count for state in states), *states)
