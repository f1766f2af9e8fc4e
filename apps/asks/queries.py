"""Reading asks: a network's own, those that others opened to it, and those that an area received."""

from datetime import date

from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from apps.networks.models import IcsMembership
from apps.reports.models import Report

from .models import Ask, Support

OPEN, REPLIED, SETTLED = "open", "replied", "settled"
OVERDUE, UNOWNED = "overdue", "unowned"


def _counted(asks: QuerySet) -> QuerySet:
    """With ``supporters``: how many networks support it today."""
    supports = Support.objects.filter(ask=OuterRef("pk"), ended_on=None).order_by().values("ask")
    count = Subquery(supports.annotate(count=Count("pk")).values("count"), output_field=IntegerField())
    return asks.annotate(supporters=Coalesce(count, Value(0)))


def of_network(network, *, with_drafts: bool) -> QuerySet:
    asks = network.asks.select_related("icb", "sent_by")
    return _counted(asks if with_drafts else asks.exclude(state=Ask.State.DRAFT))


def of_area(icb) -> QuerySet:
    """What networks sent to an area; ``is_unowned`` where nobody looks after it, or somebody who has no access to the
    area any more."""
    return (
        _counted(icb.asks.sent()).annotate(is_unowned=Q(owner="") | _gone()).select_related("network", "icb")
    )


def _gone():
    current = IcsMembership.objects.current().filter(icb=OuterRef("icb"), user=OuterRef("member"))
    return Q(member__isnull=False) & ~Exists(current)


def unowned() -> QuerySet:
    """Open asks of all areas that nobody looks after."""
    return Ask.objects.open().filter(Q(owner="") | _gone())


def overdue(on: date) -> QuerySet:
    """Accepted asks of all areas whose promised day has passed."""
    return Ask.objects.filter(state=Ask.State.REPLIED, promised_on__lt=on)


def of_others(network) -> QuerySet:
    """What other networks of the same area opened to it; ``supported``: by this network. Nothing in it names a network
    that did not say so."""
    mine = Support.objects.filter(ask=OuterRef("pk"), network=network, ended_on=None)
    icb = network.icb
    asks = Ask.objects.sent().filter(icb=icb).exclude(shown="").exclude(network=network)
    asks = asks if icb else asks.none()
    return _counted(asks).annotate(supported=Exists(mine)).select_related("network", "icb")


def narrowed(asks: QuerySet, *, words: str = "", show: str = "", names: bool = False) -> QuerySet:
    """``names``: networks' names are looked through as well, for a reader who sees them all."""
    if words:
        said = Q(what__icontains=words) | Q(why__icontains=words)
        asks = asks.filter(said | Q(network__name__icontains=words) if names else said)
    if show == OPEN:
        return asks.filter(state=Ask.State.SENT)
    if show == OVERDUE:
        return asks.filter(state=Ask.State.REPLIED, promised_on__lt=timezone.localdate())
    if show == UNOWNED:
        return asks.filter(is_unowned=True, state__in=[Ask.State.SENT, Ask.State.REPLIED])
    return asks.filter(state=show) if show else asks


# --- What a report asks ----------------------------------------------------------------------
def lines_of(report: Report) -> list[str]:
    """What a released report asks of the area, read out of its snapshot without the rest of it."""
    found = Report.objects.filter(pk=report.pk).values_list("snapshot__chapters__asks__parts", flat=True)
    return said_in(found.first())


def said_in(parts) -> list[str]:
    """The lines of the chapter of asks, as frozen: of any version of a snapshot, also of one without it."""
    listed = [one for one in parts or () if isinstance(one, dict) and one.get("part") == "listing"]
    return [str(line) for one in listed for line in one.get("items", ())]


def to_take(network) -> tuple[Report | None, int]:
    """The latest released report with asks that nobody took yet, and how many these are; three queries."""
    released = network.reports.released().defer("snapshot").order_by("-year_end", "-version")
    report = released.first()
    if report is None:
        return None, 0
    taken = set(network.asks.filter(year_end=report.year_end).values_list("line", flat=True))
    missing = [line for line in dict.fromkeys(lines_of(report)) if line not in taken]
    return report, len(missing)


def members(icb) -> QuerySet:
    """Who has access to an area today, to look after an ask."""
    found = icb.memberships.current().annotate(name=F("user__name"))
    return found.order_by("name", "user").distinct("name", "user").select_related("user")
