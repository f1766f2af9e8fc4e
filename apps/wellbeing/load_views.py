"""Workload beside wellbeing."""

from datetime import timedelta

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from apps.accounts.permissions import Permission
from apps.core import contributions
from apps.networks.access import network_view
from apps.people.queries import turnover

from . import load

YEAR = timedelta(days=365)


@network_view(Permission.VIEW_RESULTS)
@require_safe
def workload(request):
    today = timezone.localdate()
    loads = contributions.network_load.of(request.network, request.permissions)
    context = {
        "shared": load.shared(loads),
        "sources": [one for one in loads if one.pieces and one.url],
        "staying": load.staying(turnover(request.network, since=today - YEAR, until=today)),
    }
    return render(request, "wellbeing/workload.html", context)
