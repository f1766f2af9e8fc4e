"""Rounds that follow one another: who is asked and what is shown apart carries over from one to the next.

A series keeps its own list of directory ids, since invitations forget whose they were when a round ends. Whoever was
erased or has left is dropped when the list is used the next time."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Exists, Max, OuterRef, Q
from django.utils import timezone

from apps.core.audit import Event, record
from apps.people.models import Person

from .models import DAYS_BETWEEN_ROUNDS, Kind, Round, Series

EVERY = {Series.Rhythm.QUARTERLY: timedelta(days=91), Series.Rhythm.YEARLY: timedelta(days=364)}
PUT_OFF = timedelta(days=28)


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
        return sum(not person.email for person in (*self.people, *self.joined))


def latest(network, kind: str = Kind.SCORECARD) -> Series | None:
    """That a round was opened in last."""
    return network.series.filter(kind=kind, ended_at=None).order_by("-listed_at").first()


def asked_again(series: Series, *, with_joined: bool):
    """Those of its list who are still here and, ``with_joined``, who joined the directory since it was made."""
    joined = Q(created_at__gt=series.listed_at) if with_joined else Q()
    return series.network.people.active().filter(Q(pk__in=series.people) | joined)


def carried(network, kind: str = Kind.SCORECARD) -> Carried | None:
    """Of the series that a round was opened in last; None where there is none. Two queries."""
    series = latest(network, kind)
    if series is None:
        return None
    listed, here = set(series.people), list(network.people.active().select_related("practice"))
    people = tuple(person for person in here if person.pk in listed)
    joined = tuple(
        person for person in here if person.pk not in listed and person.created_at > series.listed_at
    )
    return Carried(series, people, joined, len(listed) - len(people))


def carry_on(round_: Round, series: Series | None, *, rhythm: str, people, now: datetime) -> None:
    """Put ``round_``, which asks ``people`` (directory ids), into ``series`` and make its list anew; into another one
    where there was none, or where something else is shown apart, since that is fixed for a series."""
    listed = {
        "rhythm": rhythm,
        "people": sorted(people),
        "listed_at": now,
        "put_off_until": None,
    }
    if series is None or series.ended_at or series.breakdown != round_.breakdown:
        series = Series(network=round_.network, kind=round_.kind, breakdown=round_.breakdown)
    for name, value in listed.items():
        setattr(series, name, value)
    series.save()
    round_.series = series
    round_.save(update_fields=["series", "updated_at"])


def join(round_: Round, series: Series, *, people, now: datetime) -> None:
    """Put ``round_``, which asks ``people`` (directory ids), into ``series`` as it is, and make its list anew."""
    series.people, series.listed_at = sorted(people), now
    series.save(update_fields=["people", "listed_at", "updated_at"])
    round_.series = series
    round_.save(update_fields=["series", "updated_at"])


@dataclass(frozen=True)
class Proposal:
    """The next round of ``series``, due since ``day`` by its rhythm and by its last round, which opened then."""

    series: Series
    day: date


def due(networks, kind: str = Kind.SCORECARD) -> list[Proposal]:
    """Of each of ``networks`` the next round that is due by now; one query. None of a network where a round runs, where
    the last one closed too lately for another, or where it was put off."""
    today = timezone.localdate()
    recent = timezone.now() - timedelta(days=DAYS_BETWEEN_ROUNDS)
    too_soon = Round.objects.filter(network=OuterRef("network"), kind=kind).filter(
        Q(state__in=Round.RUNNING) | Q(state=Round.State.CLOSED, closed_at__gt=recent)
    )
    series = (
        Series.objects.filter(network__in=networks, kind=kind, ended_at=None)
        .filter(~Exists(too_soon))
        .select_related("network")
        .annotate(opened=Max("rounds__opens_at", filter=Q(rounds__state=Round.State.CLOSED)))
        .order_by("network_id", "-listed_at")
    )
    latest = {}
    for one in series:
        latest.setdefault(one.network_id, one)
    found = []
    for one in latest.values():
        day = _due_on(one)
        if day and day <= today and not (one.put_off_until and today < one.put_off_until):
            found.append(Proposal(one, day))
    return found


def _due_on(series: Series) -> date | None:
    every = EVERY.get(series.rhythm)
    return every and timezone.localdate(series.opened or series.listed_at) + every


@transaction.atomic
def put_off(*, series: Series, by) -> date:
    """Propose the next round of ``series`` four weeks later; returns that day."""
    until = timezone.localdate() + PUT_OFF
    Series.objects.filter(pk=series.pk).update(put_off_until=until, updated_at=timezone.now())
    record(Event.SERIES_PUT_OFF, by=by, network=series.network, about=series)
    return until


@transaction.atomic
def end(*, series: Series, by) -> None:
    """Propose and carry forward nothing any more, and delete the list of whom it asked. Harmless to repeat."""
    now = timezone.now()
    open_one = Series.objects.filter(pk=series.pk, ended_at=None)
    if open_one.update(ended_at=now, people=[], updated_at=now):
        record(Event.SERIES_ENDED, by=by, network=series.network, about=series)
