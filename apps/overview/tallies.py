"""What reports of several networks say together: counts of networks by step, medians of themes. Pure.

Nothing here is about one network. Below `LEAST` networks there is no figure at all, and below as many with a figure
of their own none of that sort. Medians are rounded and made as all medians are (`surveys.benchmarks`)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from apps.surveys.benchmarks import OTHERS, counted, of_counts

LEAST = OTHERS
NOT_YET = "Not yet"


@dataclass(frozen=True)
class Spread:
    """How many networks say, and how many can show, that they are at each step of a component: first those not yet at
    the lowest. ``ahead``: how many say more than they can show."""

    component: str
    said: tuple[int, ...]
    shown: tuple[int, ...]
    ahead: int

    @property
    def networks(self) -> int:
        return sum(self.shown)

    @property
    def showing(self) -> int:
        """How many can show the lowest step or more."""
        return self.networks - self.shown[0]

    @property
    def saying(self) -> int:
        return self.networks - self.said[0]


@dataclass(frozen=True)
class Middle:
    """``half`` is low, median and high of the middle half of the networks' published means; None: too few have one."""

    theme: str
    networks: int
    half: tuple[float, float, float] | None


def spreads(figures: Iterable[Mapping], components: Sequence[str], steps: int) -> list[Spread]:
    """Of each component of which at least `LEAST` networks' reports speak, in the order of ``components``."""
    found: dict[str, list[tuple]] = {}
    for one in figures:
        for rung in one.get("maturity", ()):
            found.setdefault(rung["component"], []).append((_step(rung["said"]), _step(rung["shown"])))
    ordered = [name for name in components if name in found]
    return [_spread(name, found[name], steps) for name in ordered if len(found[name]) >= LEAST]


def _step(step: int | None) -> int:
    """0 for not yet there, 1 for the lowest."""
    return 0 if step is None else step + 1


def _spread(name: str, pairs: Sequence[tuple[int, int]], steps: int) -> Spread:
    said, shown = [0] * (steps + 1), [0] * (steps + 1)
    for says, shows in pairs:
        said[says] += 1
        shown[shows] += 1
    return Spread(name, tuple(said), tuple(shown), sum(says > shows for says, shows in pairs))


def middles(figures: Iterable[Mapping]) -> list[Middle]:
    """Of the themes in the order in which reports have them; those of fewer than `LEAST` networks without figures."""
    titles, means = {}, {}
    for one in figures:
        for theme in one.get("themes", ()):
            titles.setdefault(theme["code"], theme["title"])
            if theme["mean"] is not None:
                means.setdefault(theme["code"], []).append(theme["mean"])
    return [_middle(title, means.get(code, [])) for code, title in titles.items()]


def _middle(title: str, means: Sequence[float]) -> Middle:
    found = of_counts(counted(means))
    if found is None:
        return Middle(title, 0, None)
    return Middle(title, found.others, (found.low, found.median, found.high))
