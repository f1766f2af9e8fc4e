"""The home of check-ins."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from apps.accounts.permissions import Permission
from apps.networks.access import network_view


@network_view(Permission.VIEW_RESULTS)
@require_safe
def index(request):
    may_run = Permission.RUN_ROUNDS in request.permissions and not request.network.is_read_only
    return render(request, "wellbeing/index.html", {"may_run": may_run})
