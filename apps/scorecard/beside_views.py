"""A closed round beside other networks, and the director's switches."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from apps.accounts.permissions import Permission
from apps.core import moments
from apps.core.audit import Event, record
from apps.core.exports import csv_response
from apps.networks.access import network_view
from apps.networks.models import Sharing
from apps.networks.sharing_actions import switch_off, switch_on
from apps.surveys.queries import protection_sentence, results_of

from . import beside, sharing, tables
from .others import FEW, others_of
from .results_views import _closed, _may_see, _wait

What = Sharing.What


def _beside(round_):
    """A closed round's results, what they stand beside (None: nothing yet) and the lines of both."""
    found = results_of([round_])[0]
    others = others_of(round_.network, round_.closed_at)
    return found, others, beside.lines_of(found, others.sets if others else ())


@network_view(Permission.VIEW_RESULTS)
@require_safe
def compare(request, pk):
    round_ = _closed(request, pk)
    if not _may_see(request, round_):
        return _wait(request, round_)
    found, others, lines = _beside(round_)
    context = {
        "round": round_,
        "few": FEW,
        "headline": beside.NOT_YET,
        "protection": protection_sentence(round_),
        "may_decide": Permission.COMPARE in request.permissions,
        "counts_now": request.network.sharing.current().filter(what=What.COUNT).exists(),
    }
    if others:
        page = beside.present(lines, others, basis=f"{found.turnout} · {moments.month(round_.closed_at)}")
        facts = tables.context_table(beside.context(others), path=request.path)
        context |= {"others": others, "page": page, "headline": page.headline, "facts": facts}
    return render(request, "scorecard/compare.html", context)


@network_view(Permission.VIEW_RESULTS)
@require_GET
def compare_csv(request, pk):
    round_ = _closed(request, pk)
    if not _may_see(request, round_):
        return redirect("scorecard:compare", request.network.code, round_.pk)
    _, others, lines = _beside(round_)
    record(Event.EXPORTED, by=request.user, network=request.network, about=round_, what="comparison")
    name = f"comparison-{request.network.code}-{slugify(round_.title)}.csv"
    return csv_response(name, beside.columns(others.sets if others else ()), beside.table(lines, others))


@network_view(Permission.COMPARE)
@require_safe
def switches(request):
    return render(request, "scorecard/sharing.html", {"switches": sharing.switches(request.network)})


@network_view(Permission.COMPARE)
@require_http_methods(["GET", "HEAD", "POST"])
def switch(request, what):
    """What would change, with a preview, and the button that changes it."""
    one = sharing.switch_of(request.network, What(what))
    if request.method == "POST":
        change = switch_on if request.POST.get("to") == "on" else switch_off
        if change(network=request.network, by=request.user, what=one.what):
            messages.success(request, f"“{one.what.label}” is {'on' if change is switch_on else 'off'}.")
        return redirect("scorecard:sharing", request.network.code)
    return render(
        request, "scorecard/switch.html", {"one": one, **sharing.preview(request.network, one.what)}
    )
