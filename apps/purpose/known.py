"""What the purpose knows that may serve as evidence: objectives that were kept."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from apps.accounts.permissions import Permission
from apps.core.contributions import Known

from .models import Objective

SINCE = timedelta(days=366)


def known(readers):
    """Of the last 12 months; one query."""
    places = {one.place.pk: one.place for one in readers if Permission.VIEW_NETWORK in one.permissions}
    kept = Objective.objects.filter(
        network__in=places, outcome=Objective.Outcome.KEPT, ended_on__gte=timezone.localdate() - SINCE
    )
    for one in kept:
        url = reverse("purpose:objective", args=[places[one.network_id].code, one.pk])
        text = f"Objective kept: {one.text}"
        yield one.network_id, Known("objective_kept", f"purpose.objective:{one.pk}", text, one.ended_on, url)
