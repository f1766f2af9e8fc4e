"""What the yearly report tells of the people who work in and with a network: counts, nobody by name."""

from collections import Counter

from django.db.models import Q
from django.db.models.functions import Coalesce, TruncDate

from apps.core.chapters import Period, Section, Table, Text
from apps.core.moments import day

from .models import StaffGroup
from .queries import turnover

# No network is smaller: with fewer the directory was not kept yet on that day.
FEWEST = 5


def people(period: Period) -> Section | None:
    """By staff group on the year's last day, and who stayed. Two queries."""
    began = Coalesce("active_from", TruncDate("created_at"))
    here = period.network.people.alias(began=began).filter(
        Q(active_to=None) | Q(active_to__gt=period.on), began__lte=period.on
    )
    counts = Counter(here.order_by().values_list("staff_group", flat=True))
    total = counts.total()
    if total < FEWEST:
        return None
    said = f"On {day(period.on)} {total:,} people worked in or with the network."
    found = turnover(period.network, since=period.start, until=period.on)
    if found.then:
        said += (
            f" Of {found.then:,} who did when the year began {found.stayed:,} still did; "
            f"{_number(found.left)} left and {_number(found.joined)} joined."
        )
    table = Table(
        f"People by staff group on {day(period.on)}",
        ("Staff group", "People"),
        [(label, f"{counts[code]:,}") for code, label in StaffGroup.choices if counts[code]],
        source="the network’s directory",
        numbers=(1,),
        wide=(0,),
        note="Everybody in the directory, of the practices and of the network, whatever their hours.",
    )
    return Section([Text(said, lead=True), table])


def _number(count: int) -> str:
    return f"{count:,}" if count else "nobody"
