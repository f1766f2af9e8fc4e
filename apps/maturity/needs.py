"""What waits: evidence that runs out, an offer that came; for the area what networks sent."""

from collections import Counter
from datetime import timedelta

from django.db.models import Max
from django.urls import reverse
from django.utils import timezone

from apps.accounts.permissions import Permission
from apps.core.contributions import Need
from apps.core.moments import day

from . import ladder
from .models import Ask, Evidence

REMIND = timedelta(days=42)
OFFERED = timedelta(days=30)


def _places(readers, permission) -> dict:
    return {
        one.place.pk: one.place
        for one in readers
        if permission in one.permissions and not one.place.is_read_only
    }


def needs(readers):
    """Evidence that stops counting within six weeks, or did in the last six, and offers that came; two queries."""
    places, today = _places(readers, Permission.KEEP_MATURITY), timezone.localdate()
    if not places:
        return
    used = Evidence.objects.filter(network__in=places, supports__end=None, supports__isnull=False)
    rows = used.order_by().values_list("pk", "network", "dated").annotate(Max("renewals__on")).distinct()
    ending = {}
    for pk, network, dated, renewed in rows:
        ends = ladder.ends(dated, [renewed] if renewed else [])
        if today - REMIND <= ends <= today + REMIND:
            ending.setdefault(network, []).append((ends, pk))
    for network, found in ending.items():
        first, pk = min(found)
        count = len(found)
        these = "One piece of evidence" if count == 1 else f"{count} pieces of evidence"
        text = f"{these} for our maturity {'runs' if count == 1 else 'run'} out"
        detail = f"The first {'stopped counting' if first <= today else 'counts until'} {_on(first, today)}"
        url = reverse("maturity:evidence", args=[places[network].code, pk])
        yield network, Need(text, url, "Say if it is still true", 44, detail)
    offers = Ask.objects.filter(network__in=places, state="answered", answered_on__gt=today - OFFERED)
    for pk, network in offers.values_list("pk", "network"):
        url = reverse("maturity:ask", args=[places[network].code, pk])
        yield network, Need("Your area answered with an offer of support", url, "Read it", 36)


def _on(first, today) -> str:
    return f"on {day(first)}" if first <= today else day(first - timedelta(days=1))


def area_needs(readers):
    """What networks sent and nobody answered; one query."""
    places = _places(readers, Permission.OFFER_SUPPORT)
    if not places:
        return
    waiting = Counter(Ask.objects.filter(icb__in=places, state="sent").values_list("icb", flat=True))
    for icb, count in waiting.items():
        text = "A network would like support" if count == 1 else f"{count} requests for support wait"
        url = reverse("area_support:list", args=[places[icb].code])
        yield icb, Need(text, url, "Read and answer", 30, "Answer with an offer")
