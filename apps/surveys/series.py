"""Rounds that follow one another: who is asked and what is shown apart carries over from one to the next.

A series keeps its own list of directory ids, since invitations forget whose they were when a round ends. Whoever was
erased or has left is dropped when the list is used the next time."""

from dataclasses import dataclass
from datetime import datetime

from apps.people.models import Person

from .models import Kind, Round, Series


@dataclass(frozen=True)
class Carried:
    """Whom the next round of ``series`` can ask: those of its list who are still here, and who ``joined`` the directory
    since the list was made. ``left`` of the list are gone. Each with their practice."""

    series: Series
    people: tuple[Person, ...]
    joined: tuple[Person, ...]
    left: int

    @property
    def on_paper(self) -> int:
        return sum(not person.email for person in self.asked(with_joined=True))

    def asked(self, *, with_joined: bool) -> list[Person]:
        return [*self.people, *(self.joined if with_joined else ())]


def carried(network, kind: str = Kind.SCORECARD) -> Carried | None:
    """Of the series that a round was opened in last; None where there is none. Two queries."""
    series = network.series.filter(kind=kind).order_by("-listed_at").first()
    if series is None:
        return None
    listed, here = set(series.people), list(network.people.active().select_related("practice"))
    people = tuple(person for person in here if person.pk in listed)
    joined = tuple(
        person for person in here if person.pk not in listed and person.created_at > series.listed_at
    )
    return Carried(series, people, joined, len(listed) - len(people))


def carry_on(round_: Round, series: Series | None, *, rhythm: str, people, now: datetime) -> None:
    """Put ``round_``, which asks ``people``, into ``series`` and make its list anew; into another one where there was
    none, or where something else is shown apart, since that is fixed for a series."""
    listed = {"rhythm": rhythm, "people": sorted(person.pk for person in people), "listed_at": now}
    if series is None or series.breakdown != round_.breakdown:
        series = Series(network=round_.network, kind=round_.kind, breakdown=round_.breakdown)
    for name, value in listed.items():
        setattr(series, name, value)
    series.save()
    round_.series = series
    round_.save(update_fields=["series", "updated_at"])
