"""How the network leads: who leads what, who stands in, how it is decided, and since when."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from apps.accounts.permissions import Permission
from apps.core.audit import Event, record
from apps.core.exports import table_csv
from apps.networks.access import network_view

from . import queries, strategy_actions, tables
from .actions import PurposeRefused
from .forms import HandOverForm, LeadForm, StartForm, StrategyForm
from .views import may_keep

BOTH = ["GET", "HEAD", "POST"]


def _of(request, pk):
    return get_object_or_404(request.network.strategies.select_related("network"), pk=pk)


def _lead(request, pk):
    """A lead of any of the network's strategies."""
    of = request.network.strategies.filter(leads=pk)
    strategy = get_object_or_404(of.select_related("network"))
    return get_object_or_404(strategy.leads.select_related("strategy__network", "person", "deputy"), pk=pk)


def _to(request, strategy, words: str = ""):
    if words:
        messages.success(request, words)
    if strategy.is_in_force:
        return redirect("purpose:strategy", request.network.code)
    return redirect("purpose:strategy_version", request.network.code, strategy.pk)


def _page(request, strategy, **more):
    change = ""
    if strategy and may_keep(request):
        change = "lead_edit" if strategy.is_draft else "lead_hand_over" if strategy.is_in_force else ""
    csv = reverse("purpose:leads_csv", args=[request.network.code])
    context = {
        "strategy": strategy,
        "may_keep": may_keep(request),
        "past": tables.strategies_table(
            request.network.strategies.filter(end__isnull=False), network=request.network
        ),
        "draft": queries.strategy_draft(request.network),
        **more,
    }
    if strategy:
        leads = queries.leads_of(strategy)
        in_force = strategy.is_in_force
        context["table"] = tables.leads_table(
            leads, network=request.network, change=change, csv=csv if in_force else ""
        )
        context["handed_over"] = queries.handed_over(strategy)
    return render(request, "purpose/strategy.html", context)


@network_view(Permission.VIEW_NETWORK)
@require_safe
def strategy(request):
    """The strategy that holds."""
    return _page(request, queries.strategy_in_force(request.network))


@network_view(Permission.VIEW_NETWORK)
@require_safe
def strategy_version(request, pk):
    """A draft, or one that held before."""
    return _page(request, _of(request, pk), titled=True)


@network_view(Permission.VIEW_NETWORK)
@require_GET
def leads_csv(request):
    now = queries.strategy_in_force(request.network)
    leads = queries.leads_of(now) if now else ()
    name = f"leads-{request.network.code}-{timezone.localdate():%Y-%m-%d}.csv"
    response, count = table_csv(name, (*tables.LEAD_CSV, tables.SINCE), leads)
    record(Event.EXPORTED, by=request.user, network=request.network, what="leads", count=count)
    return response


@network_view(Permission.KEEP_PURPOSE)
@require_http_methods(BOTH)
def strategy_new(request):
    """A new version, begun with the words and leads of the one that holds."""
    now = queries.strategy_in_force(request.network)
    initial = {"approach": now.approach, "deciding": now.deciding} if now else None
    form = StrategyForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            draft = strategy_actions.write_strategy(
                network=request.network, by=request.user, **form.cleaned_data
            )
        except PurposeRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            return _to(request, draft, "Saved as a draft. Next, say who leads on what.")
    return render(request, "purpose/strategy_new.html", {"form": form, "now": now})


@network_view(Permission.KEEP_PURPOSE)
@require_http_methods(BOTH)
def strategy_edit(request, pk):
    strategy = _of(request, pk)
    initial = {"approach": strategy.approach, "deciding": strategy.deciding}
    form = StrategyForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            strategy_actions.change_strategy(strategy=strategy, by=request.user, **form.cleaned_data)
        except PurposeRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            return _to(request, strategy, "Saved.")
    return render(request, "purpose/strategy_edit.html", {"form": form, "strategy": strategy})


@network_view(Permission.KEEP_PURPOSE)
@require_POST
def strategy_delete(request, pk):
    strategy = _of(request, pk)
    try:
        strategy_actions.delete_strategy(strategy=strategy, by=request.user)
    except PurposeRefused as refusal:
        messages.error(request, str(refusal))
        return _to(request, strategy)
    messages.success(request, "The draft was deleted.")
    return redirect("purpose:strategy", request.network.code)


@network_view(Permission.KEEP_PURPOSE)
@require_http_methods(BOTH)
def strategy_start(request, pk):
    strategy = _of(request, pk)
    form = StartForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            strategy_actions.start_strategy(strategy=strategy, by=request.user, **form.cleaned_data)
        except PurposeRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "The strategy holds.")
            return redirect("purpose:strategy", request.network.code)
    return render(request, "purpose/strategy_start.html", {"form": form, "strategy": strategy})


@network_view(Permission.KEEP_PURPOSE)
@require_http_methods(BOTH)
def lead_add(request, pk):
    return _edit_lead(request, _of(request, pk), None)


@network_view(Permission.KEEP_PURPOSE)
@require_http_methods(BOTH)
def lead_edit(request, pk):
    lead = _lead(request, pk)
    return _edit_lead(request, lead.strategy, lead)


def _edit_lead(request, strategy, lead):
    form = LeadForm(request.POST or None, network=request.network, lead=lead)
    if request.method == "POST" and form.is_valid():
        try:
            strategy_actions.save_lead(strategy=strategy, by=request.user, lead=lead, **form.cleaned_data)
        except PurposeRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            return _to(request, strategy, "Saved.")
    page = "purpose/lead_edit.html" if lead else "purpose/lead_add.html"
    return render(request, page, {"form": form, "strategy": strategy, "lead": lead})


@network_view(Permission.KEEP_PURPOSE)
@require_POST
def lead_remove(request, pk):
    lead = _lead(request, pk)
    try:
        strategy_actions.remove_lead(lead=lead, by=request.user)
    except PurposeRefused as refusal:
        messages.error(request, str(refusal))
        return _to(request, lead.strategy)
    return _to(request, lead.strategy, "Removed.")


@network_view(Permission.KEEP_PURPOSE)
@require_http_methods(BOTH)
def lead_hand_over(request, pk):
    """Somebody else leads from a day on, or stands in, in the strategy that holds."""
    lead = _lead(request, pk)
    if lead.end or not lead.strategy.is_in_force:
        return _to(request, lead.strategy)
    form = HandOverForm(request.POST or None, network=request.network, lead=lead)
    if request.method == "POST" and form.is_valid():
        strategy_actions.change_holder(lead=lead, by=request.user, **form.cleaned_data)
        return _to(request, lead.strategy, "Saved.")
    return render(request, "purpose/lead_hand_over.html", {"form": form, "lead": lead})
