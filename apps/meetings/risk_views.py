"""The risk register: the picture, the list, one risk and how it moved."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from apps.accounts.permissions import Permission
from apps.core.audit import Event, record
from apps.core.exports import table_csv
from apps.core.fragments import render_part
from apps.core.topics import starts_from
from apps.networks.access import network_view

from . import issue_queries, issue_tables, risk_actions, risk_picture
from .action_tables import name
from .issue_forms import CloseForm, MoveForm, RiskForm
from .views import may_keep

BOTH = ["GET", "HEAD", "POST"]


def _risk(request, pk):
    return get_object_or_404(issue_queries.risks(request.network), pk=pk)


def _to(request, pk, words: str):
    messages.success(request, words)
    return redirect("meetings:risk", request.network.code, pk)


@network_view(Permission.VIEW_NETWORK)
@require_safe
def risks(request):
    found = issue_queries.risks(request.network).filter(closed_on=None)
    table = issue_tables.risks_table(found, request.GET, network=request.network)
    context = {
        "table": table,
        "picture": risk_picture.picture(found) if table.count else (),
        "likely": risk_picture.LIKELY,
        "may_keep": may_keep(request),
    }
    return render_part(request, "meetings/risks.html", "components/table.html", context, said=table.said)


@network_view(Permission.VIEW_NETWORK)
@require_GET
def risks_csv(request):
    """Open and closed."""
    name = f"risks-{request.network.code}-{timezone.localdate():%Y-%m-%d}.csv"
    response, count = table_csv(name, issue_tables.RISK_CSV, issue_queries.risks(request.network))
    record(Event.EXPORTED, by=request.user, network=request.network, what="risks", count=count)
    return response


@network_view(Permission.VIEW_NETWORK)
@require_safe
def risk(request, pk):
    found = _risk(request, pk)
    band = risk_picture.band(found.score)
    context = {
        "risk": found,
        "owner": name(found.owner),
        "band": band,
        "colour": risk_picture.COLOURS[band],
        "levels": issue_tables.levels(found),
        "moved": risk_picture.moved(found.before, found.score),
        "table": issue_tables.moves_table(found, request.GET),
        "may_keep": may_keep(request),
        "starts": starts_from(request, issue_queries.RISK, found.pk),
    }
    return render_part(
        request, "meetings/risk.html", "components/table.html", context, said=context["table"].said
    )


@network_view(Permission.KEEP_MEETINGS)
@require_http_methods(BOTH)
def risk_new(request):
    form = RiskForm(request.POST or None, network=request.network)
    if request.method == "POST" and form.is_valid():
        added = risk_actions.add_risk(network=request.network, by=request.user, **form.cleaned_data)
        return _to(request, added.pk, "The risk is on the register.")
    return render(request, "meetings/risk_form.html", {"form": form})


@network_view(Permission.KEEP_MEETINGS)
@require_http_methods(BOTH)
def risk_edit(request, pk):
    found = _risk(request, pk)
    form = RiskForm(request.POST or None, network=request.network, risk=found)
    return _write(request, found, form, risk_actions.change_risk, "Change it")


@network_view(Permission.KEEP_MEETINGS)
@require_http_methods(BOTH)
def risk_move(request, pk):
    found = _risk(request, pk)
    now = {"likelihood": found.likelihood, "impact": found.impact}
    form = MoveForm(request.POST or None, initial=now)
    return _write(request, found, form, risk_actions.move_risk, "How does it stand now?")


@network_view(Permission.KEEP_MEETINGS)
@require_http_methods(BOTH)
def risk_close(request, pk):
    form = CloseForm(request.POST or None)
    return _write(request, _risk(request, pk), form, risk_actions.close_risk, "Close it?")


def _write(request, found, form, act, question: str):
    if request.method == "POST" and form.is_valid():
        try:
            act(risk=found, by=request.user, **form.cleaned_data)
        except risk_actions.RiskRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            return _to(request, found.pk, "Recorded.")
    return render(request, "meetings/risk_form.html", {"form": form, "risk": found, "question": question})
