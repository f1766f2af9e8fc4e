"""What check-ins know that may serve as evidence: those whose results everybody of the network can see."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from apps.accounts.permissions import Permission
from apps.core.contributions import Known
from apps.surveys.models import Kind, Round

SINCE = timedelta(days=366)


def known(readers):
    """Of the last 12 months; one query."""
    places = {one.place.pk: one.place for one in readers if Permission.VIEW_RESULTS in one.permissions}
    rounds = Round.objects.released().filter(
        network__in=places, kind=Kind.CHECK_IN, closed_at__gte=timezone.now() - SINCE
    )
    for pk, network, title, closed in rounds.values_list("pk", "network", "title", "closed_at"):
        url = reverse("wellbeing:results", args=[places[network].code, pk])
        text = f"Check-in “{title}” closed"
        yield (
            network,
            Known("check_in_closed", f"wellbeing.round:{pk}", text, timezone.localdate(closed), url),
        )
