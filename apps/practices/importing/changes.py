"""What an import changes in networks that the portal knew before, for those who keep them to see."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from ..models import Change, ListSize, PracticeMembership
from .figures import Figures
from .saving import BATCH
from .state import NETWORK_OF_PRACTICE, ImportRefused, State

# A list size that moved by this share is told.
MUCH = 0.05
# More practices than this, and more than this share of all, in another network than before: an import asks first.
MOST_MOVES, MOST_MOVE_SHARE = 20, 0.1

Kind = Change.Kind


class MovesNotConfirmed(ImportRefused):
    """An import would put so many practices elsewhere that somebody has to look first; ``moves`` says which."""

    def __init__(self, moves: list[str], known: int):
        self.moves = moves
        share = f"{len(moves) / known:.0%}"
        super().__init__(
            f"{len(moves):,} of {known:,} practices ({share}) would be in another network than before, or in none:"
        )


def refuse_many_moves(state: State) -> None:
    """Raises MovesNotConfirmed. Practices that were in no network are not counted: they only come in."""
    before = {code: network for code, network in _networks_before(state).items() if network}
    moves = []
    for code, was in sorted(before.items()):
        now = _network_now(state, code)
        if now != was:
            row, names = state.rows["practice"][code], [_named(state, one) for one in (was, now)]
            moves.append(f"{code} {row.name}: from {names[0]} to {names[1]}")
    if len(moves) > max(MOST_MOVES, MOST_MOVE_SHARE * len(before)):
        raise MovesNotConfirmed(moves, len(before))


def _named(state: State, code: str | None) -> str:
    return f"{code} {state.rows['network'][code].name}" if code else "no network"


def _networks_before(state: State) -> dict[str, str | None]:
    stored = state.spells_before[NETWORK_OF_PRACTICE]
    return {
        code: stored[code][-1][1].parent if stored.get(code) and stored[code][-1][1].end is None else None
        for code in state.real(NETWORK_OF_PRACTICE)
        if code in state.values_before["practice"]
    }


def _network_now(state: State, code: str) -> str | None:
    timeline = state.timeline(NETWORK_OF_PRACTICE, code)
    return timeline[-1].parent if timeline and timeline[-1].end is None else None


@dataclass(frozen=True)
class _Found:
    """A change by codes; the rows may not have primary keys yet."""

    network: str
    practice: str | None
    kind: Kind
    day: date
    was: str = ""
    now: str = ""
    was_day: date | None = None


class Changes:
    """Looks at ``state`` after all editions, before anything is saved; `save` comes after."""

    def __init__(self, state: State, figures: Figures, today: date):
        self.state, self.today = state, today
        self.known = state.values_before["network"].keys() - state.fictional["network"]
        self.found = [*self._moves(), *self._names(), *self._closed_networks(), *self._sizes(figures)]

    # --- Who is in ---------------------------------------------------------------------
    def _moves(self) -> Iterator[_Found]:
        before = _networks_before(self.state)
        for code in self.state.real(NETWORK_OF_PRACTICE):
            was, now = before.get(code), _network_now(self.state, code)
            if was == now:
                continue
            if was in self.known:
                yield self._left(code, was, now)
            if now in self.known:
                start = self.state.timeline(NETWORK_OF_PRACTICE, code)[-1].start
                yield _Found(now, code, Kind.JOINED, start, was=self._name(was))

    def _left(self, code: str, was: str, now: str | None) -> _Found:
        closed = self.state.rows["practice"][code].closed_on
        spells = [one for one in self.state.timeline(NETWORK_OF_PRACTICE, code) if one.parent == was]
        day = (spells[-1].end if spells else None) or closed or self.today
        if closed and not now:
            return _Found(was, code, Kind.CLOSED, closed)
        return _Found(was, code, Kind.LEFT, day, now=self._name(now))

    def _name(self, network: str | None) -> str:
        return self.state.rows["network"][network].name if network else ""

    # --- What they are called, and whether they still are --------------------------------
    def _names(self) -> Iterator[_Found]:
        for kind, sort in (("practice", Kind.RENAMED), ("network", Kind.NETWORK_RENAMED)):
            for code, values in self.state.values_before[kind].items():
                if code in self.state.fictional[kind]:
                    continue
                row = self.state.rows[kind][code]
                old = self._before(row, values, "published_name") or self._before(row, values, "name")
                new = row.published_name or row.name
                network = _network_now(self.state, code) if kind == "practice" else code
                if network in self.known and _plain(old) != _plain(new):
                    day = row.described_on or self.today
                    yield _Found(network, code if kind == "practice" else None, sort, day, old, new)

    @staticmethod
    def _before(row, values: tuple, name: str):
        names = [field.attname for field in row._meta.concrete_fields]
        return values[names.index(name)]

    def _closed_networks(self) -> Iterator[_Found]:
        for code in self.known:
            row = self.state.rows["network"][code]
            if row.closed_on and not self._before(
                row, self.state.values_before["network"][code], "closed_on"
            ):
                yield _Found(code, None, Kind.NETWORK_CLOSED, row.closed_on)

    # --- How many patients ------------------------------------------------------------------
    def _sizes(self, figures: Figures) -> Iterator[_Found]:
        if not figures.list_sizes:
            return
        latest = ListSize.objects.order_by("practice_id", "-day").distinct("practice_id")
        for code, was_day, was in latest.values_list("practice__code", "day", "patients"):
            day = max((day for day, sizes in figures.list_sizes.items() if code in sizes), default=was_day)
            network = _network_now(self.state, code)
            if day <= was_day or network not in self.known:
                continue
            now = figures.list_sizes[day][code]
            if abs(now - was) > MUCH * was:
                yield _Found(network, code, Kind.LIST_SIZE, day, str(was), str(now), was_day)

    # --- Keeping it --------------------------------------------------------------------------
    def save(self) -> None:
        networks, practices = self.state.rows["network"], self.state.rows["practice"]
        rows = [
            Change(
                network_id=networks[one.network].pk,
                practice_id=practices[one.practice].pk if one.practice else None,
                kind=one.kind, day=one.day, was=one.was, now=one.now, was_day=one.was_day,
            )
            for one in self._news()
        ]  # fmt: skip
        Change.objects.bulk_create(rows, batch_size=BATCH)

    def _news(self) -> Iterable[_Found]:
        """What was found, without a departure taken back that nobody had seen: that one goes instead."""
        departures = Change.objects.unseen().filter(kind__in=(Kind.LEFT, Kind.CLOSED))
        waiting = {
            (network, practice): pk
            for pk, network, practice in departures.values_list("pk", "network__code", "practice__code")
        }
        taken_back = []
        for one in self.found:
            if one.kind is Kind.JOINED and (one.network, one.practice) in waiting and self._never_left(one):
                taken_back.append(waiting[one.network, one.practice])
            else:
                yield one
        Change.objects.filter(pk__in=taken_back).delete()

    def _never_left(self, one: _Found) -> bool:
        spells = PracticeMembership.objects.filter(network__code=one.network, practice__code=one.practice)
        return spells.filter(end=None).exists() and spells.count() == 1


def _plain(name: str) -> str:
    """Publications differ in case, spaces and stray commas."""
    return " ".join(name.casefold().replace(",", " ").split())
