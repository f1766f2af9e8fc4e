"""What an administrator sees of a round that can't be counted: why, and what to do. Nothing of its answers."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from apps.accounts.permissions import Permission
from apps.networks.access import administration_view

from . import alarms


@administration_view(Permission.ADMINISTER)
@require_safe
def alarm(request, pk):
    round_ = get_object_or_404(alarms.standing(), pk=pk)
    return render(request, "surveys/alarm.html", {"round": round_, **alarms.about(round_)})
