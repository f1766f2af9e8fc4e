"""Reading logged time: one's own, and sums of everybody's by the rules of `time_rules`."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.urls import reverse
from django.utils import timezone

from apps.core.contributions import Load
from apps.core.moments import month

from .models import Appointment, MonthLogged, Share, Unit
from .time_rules import KINDS, Sums, Worked, first_of, quarter_of, settled_quarters, sums

SHOWN = 4
# 1.0 WTE is five days of two sessions.
SESSIONS_A_WTE = 10


@dataclass(frozen=True)
class Quarter:
    """A settled quarter; ``sums`` is None where too few people logged time."""

    start: date
    sums: Sums | None

    @property
    def words(self) -> str:
        return f"{month(self.start).split()[0]} to {month(first_of(self.start, 2))}"


def own_months(network, user):
    """One's own rows, the newest first."""
    return MonthLogged.objects.filter(network=network, user=user).order_by("-month")


def own_month(network, user, first: date) -> MonthLogged | None:
    return own_months(network, user).filter(month=first).first()


def quarters(networks, today: date | None = None) -> dict:
    """The settled quarters of the last year by network, the newest first; one query for all."""
    starts = settled_quarters(today or timezone.localdate(), SHOWN)
    found: dict = {pk: {start: defaultdict(list) for start in starts} for pk in networks}
    rows = MonthLogged.objects.filter(network__in=networks)
    rows = rows.filter(month__gte=starts[-1], month__lt=first_of(starts[0], 3))
    for row in rows:
        found[row.network_id][quarter_of(row.month)][row.who].append(row)
    return {
        pk: [
            Quarter(start, sums([_worked(rows) for rows in people.values()]))
            for start, people in months.items()
        ]
        for pk, months in found.items()
    }


def _worked(rows) -> Worked:
    sessions = {kind: float(sum(getattr(row, kind) for row in rows)) for kind in KINDS}
    return Worked(any(row.leads for row in rows), sessions)


def loads(readers):
    """How logged time spreads, in tenths of it, from the newest quarter that can be shown. One query."""
    networks = {reader.place.pk: reader.place for reader in readers}
    for pk, found in quarters(list(networks)).items():
        shown = next((one.sums for one in found if one.sums and one.sums.beyond is not None), None)
        if shown:
            url = reverse("roles:spread", args=[networks[pk].code])
            yield pk, Load("Time logged, in tenths", 10, shown.beyond // 10, 0, 0, url)


@dataclass(frozen=True)
class Funded:
    """Sessions a week that somebody's roles pay for, and that they logged on average over ``months`` months."""

    funded: Decimal
    logged: Decimal
    months: int

    @property
    def more(self) -> Decimal:
        return self.logged - self.funded


def funded_against_logged(person, months, today: date | None = None) -> Funded | None:
    """Of the roles ``person`` holds today and of those of their ``months`` that are over; None without a funded role.
    One query."""
    today = today or timezone.localdate()
    terms = Appointment.objects.running(today).filter(person=person).exclude(share=Share.DEPUTY)
    funded = [found for term in terms.select_related("post") if (found := _funded(term))]
    if not funded:
        return None
    over = [row for row in months if first_of(row.month, 1) <= today]
    days = sum((first_of(row.month, 1) - row.month).days for row in over)
    logged = sum(row.total for row in over) * 7 / days if days else 0
    return Funded(_one(sum(funded)), _one(Decimal(logged)), len(over))


def _funded(term) -> Decimal | None:
    amount = term.funded if term.funded is not None else term.post.funded
    return amount * SESSIONS_A_WTE if amount and term.post.unit == Unit.WTE else amount


def _one(number) -> Decimal:
    return Decimal(number).quantize(Decimal("0.1"))
