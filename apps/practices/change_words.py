"""What imports changed, in words, and what still hangs on practices that left."""

from dataclasses import dataclass
from datetime import date

from apps.core.contributions import Hanging, practice_hangings
from apps.core.moments import day
from apps.networks.models import Network

from .models import Change, PracticeMembership

Kind = Change.Kind


def sentence(change: Change) -> str:
    """ "Fulwell Surgery left on 1 August 2026. It is in Saltmarsh PCN now."; one change, its practice loaded."""
    who, when = change.practice.name if change.practice else "The network", day(change.day)
    match change.kind:
        case Kind.JOINED:
            return f"{who} joined on {when}" + (f", from {change.was}" if change.was else "")
        case Kind.LEFT:
            return f"{who} left on {when}" + (f", to {change.now}" if change.now else "")
        case Kind.CLOSED:
            return f"{who} closed on {when}"
        case Kind.LIST_SIZE:
            return _list_size(change, who)
        case Kind.NETWORK_CLOSED:
            return f"The network closed on {when}"
        case _:
            return _renamed(change)


def _renamed(change: Change) -> str:
    row = change.practice or change.network
    stays = f". Here it stays {row.name}, as somebody corrected it" if row.is_corrected else ""
    return f"{change.was} is called {change.now} in the published lists of {day(change.day)}{stays}"


def _list_size(change: Change, who: str) -> str:
    was, now = int(change.was), int(change.now)
    way = "grew" if now > was else "shrank"
    share = f", by {abs(now - was) / was:.0%}" if was else ""
    since = f"{was:,} on {day(change.was_day)}"
    return f"{who} {way} from {since} to {now:,} registered patients on {day(change.day)}{share}"


def belongings(hangings: list[Hanging]) -> str:
    """ "2 people and 1 board seat belong to it"; "Nothing belongs to it any more"."""
    if not hangings:
        return "Nothing here belongs to it any more"
    words = [hanging.words for hanging in hangings]
    joined = " and ".join(part for part in (", ".join(words[:-1]), words[-1]) if part)
    single = len(hangings) == 1 and hangings[0].count == 1
    return f"{joined} {'belongs' if single else 'belong'} to it"


@dataclass(frozen=True)
class Departed:
    """A practice that is no longer in the network, and what still hangs on it there."""

    name: str
    left: date
    hangings: tuple[Hanging, ...]

    @property
    def words(self) -> str:
        return belongings(list(self.hangings))


def departed(network: Network) -> list[Departed]:
    """Every practice that left, the last first; one query, and those of the rooms that keep something."""
    here = PracticeMembership.objects.current().filter(network=network).values("practice")
    spells = network.practice_spells.exclude(practice__in=here).select_related("practice")
    last = {spell.practice_id: spell for spell in spells.defer("practice__register").order_by("end")}
    hangings = practice_hangings.on(network, list(last))
    return [
        Departed(spell.practice.name, spell.end, tuple(hangings[pk]))
        for pk, spell in sorted(last.items(), key=lambda pair: pair[1].end, reverse=True)
    ]
