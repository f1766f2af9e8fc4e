"""All rounds over time: the page, and the same figures as CSV."""

from django.shortcuts import render
from django.views.decorators.http import require_GET, require_safe

from apps.accounts.permissions import Permission
from apps.core import moments
from apps.core.audit import Event, record
from apps.core.exports import csv_response
from apps.networks.access import network_view

from . import history as presenter
from .queries import all_results


def _found(request):
    found = all_results(request.network, request.permissions)
    return found, [moments.day(one.round.closed_at) for one in found]


@network_view(Permission.VIEW_RESULTS)
@require_safe
def history(request):
    found, days = _found(request)
    context = {
        "rounds": len(found),
        "history": presenter.present(found, days) if len(found) > 1 else None,
    }
    return render(request, "scorecard/history.html", context)


@network_view(Permission.VIEW_RESULTS)
@require_GET
def history_csv(request):
    rows = presenter.table(*_found(request))
    record(Event.EXPORTED, by=request.user, network=request.network, what="history")
    return csv_response(f"scorecard-history-{request.network.code}.csv", presenter.COLUMNS, rows)
