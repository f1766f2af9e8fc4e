"""The next round of a series: put it off, or end the series."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from apps.accounts.permissions import Permission
from apps.core.moments import day
from apps.networks.access import network_view
from apps.surveys import series
from apps.surveys.models import Kind


def _series_or_404(request, pk):
    return get_object_or_404(request.network.series.filter(kind=Kind.SCORECARD, ended_at=None), pk=pk)


@network_view(Permission.RUN_ROUNDS)
@require_POST
def put_off(request, pk):
    until = series.put_off(series=_series_or_404(request, pk), by=request.user)
    messages.success(request, f"Put off: the next round is proposed again on {day(until)}.")
    return redirect("scorecard:list", request.network.code)


@network_view(Permission.RUN_ROUNDS)
@require_http_methods(["GET", "HEAD", "POST"])
def end(request, pk):
    found = _series_or_404(request, pk)
    if request.method == "POST":
        series.end(series=found, by=request.user)
        messages.success(request, "The series has ended. Its rounds and results stay.")
        return redirect("scorecard:list", request.network.code)
    return render(request, "scorecard/end_series.html", {"series": found})
