"""The paper slips of a running round, to print."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_safe

from apps.accounts.confirm import confirmed_download
from apps.accounts.permissions import Permission
from apps.core.audit import Event, record
from apps.core.moments import moment
from apps.core.tables import build
from apps.networks.access import network_view
from apps.surveys import slips as paper
from apps.surveys.invited_views import over
from apps.surveys.models import Kind
from apps.surveys.running_views import round_or_404

from . import tables
from .queries import asker_of


def _with_slips(request, pk):
    round_ = round_or_404(request, Kind.SCORECARD, pk)
    if not round_.slips:
        raise Http404
    return round_


@network_view(Permission.RUN_ROUNDS)
@require_safe
def slips(request, pk):
    round_ = _with_slips(request, pk)
    if not round_.takes_answers(timezone.now()):
        return over(request, round_)
    table = None
    if counts := paper.counts(round_):
        table = build(
            list(counts.items()),
            tables.SLIPS,
            request.GET,
            id="slips",
            caption="Slips",
            noun=tables.PLACES[round_.breakdown],
            path=reverse("scorecard:slips", args=[request.network.code, round_.pk]),
            size=100,
        )
    context = {
        "round": round_,
        "closes": moment(round_.closes_at),
        "table": table,
        "parts": [(part[0], part[-1]) for part in paper.parts(round_)],
    }
    return render(request, "scorecard/slips.html", context)


@network_view(Permission.RUN_ROUNDS)
@require_GET
@confirmed_download
def slips_pdf(request, pk, part):
    round_ = _with_slips(request, pk)
    parts = paper.parts(round_)
    if not 0 < part <= len(parts):
        raise Http404
    if not round_.takes_answers(timezone.now()):
        return over(request, round_)
    sheet = paper.sheet(round_, parts[part - 1], asker=asker_of(round_))
    record(Event.EXPORTED, by=request.user, network=request.network, about=round_, what="slips")
    response = HttpResponse(sheet.content, content_type="application/pdf")
    name = f"slips-{request.network.code}-{timezone.localdate():%Y-%m-%d}-{part}.pdf"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
