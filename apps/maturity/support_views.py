"""“We’d like support”: written and sent by a network, read and answered by its area."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.accounts.permissions import Permission
from apps.networks.access import ics_view, network_view

from . import actions, queries
from .actions import MaturityRefused
from .forms import AskForm, OfferForm, StepNamesForm
from .models import Ask
from .statements import matrix
from .views import BOTH, component_or_404


def _described(ask) -> dict:
    component = matrix().component(ask.component)
    return {"ask": ask, "component": component, "step": matrix().steps[ask.step]}


@network_view(Permission.KEEP_MATURITY)
@require_http_methods(BOTH)
def ask_new(request, component):
    """Towards the step that comes next, or one after it."""
    found = component_or_404(component)
    standings = queries.standing(request.network, on=timezone.localdate())
    steps = next(one.missing_steps for one in standings if one.code == found.code)
    if not steps:
        raise Http404
    form = AskForm(request.POST or None, steps=steps, initial={"step": steps[0]})
    if request.method == "POST" and form.is_valid():
        ask = actions.draft_ask(
            network=request.network, by=request.user, component=found.code, **form.cleaned_data
        )
        messages.success(request, "Saved as a draft. Nobody outside your network sees it until you send it.")
        return redirect("maturity:ask", request.network.code, ask.pk)
    context = {"form": form, "component": found}
    return render(request, "maturity/ask_new.html", context)


def _own(request, pk):
    return get_object_or_404(request.network.support_asks.select_related("network", "icb"), pk=pk)


@network_view(Permission.KEEP_MATURITY)
@require_http_methods(BOTH)
def ask(request, pk):
    """A draft to change and send; once sent, what it says and what was offered."""
    found = _own(request, pk)
    form = AskForm(request.POST or None, initial={"text": found.text})
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_ask(ask=found, by=request.user, **form.cleaned_data)
        except MaturityRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Saved.")
            return redirect("maturity:ask", request.network.code, found.pk)
    context = {"form": form, "is_draft": found.state == Ask.State.DRAFT, "icb": request.network.icb}
    return render(request, "maturity/ask.html", context | _described(found))


@network_view(Permission.KEEP_MATURITY)
@require_POST
def send(request, pk):
    found = _own(request, pk)
    try:
        actions.send_ask(ask=found, by=request.user)
    except MaturityRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Sent. Your area sees it now, and answers with an offer.")
    return redirect("maturity:ask", request.network.code, found.pk)


@network_view(Permission.KEEP_MATURITY)
@require_POST
def delete(request, pk):
    found = _own(request, pk)
    try:
        actions.delete_ask(ask=found, by=request.user)
    except MaturityRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("maturity:ask", request.network.code, found.pk)
    messages.success(request, "The draft was deleted.")
    return redirect("maturity:index", request.network.code)


# --- The area ----------------------------------------------------------------------------------
@ics_view(Permission.VIEW_ICS)
@require_safe
def area_list(request):
    """What networks sent; never a draft, and nothing else of their maturity."""
    asks = [_described(one) for one in queries.received(request.ics)[:200]]
    context = {
        "waiting": [one for one in asks if one["ask"].state == Ask.State.SENT],
        "answered": [one for one in asks if one["ask"].state == Ask.State.ANSWERED],
        "may_offer": Permission.OFFER_SUPPORT in request.permissions,
    }
    return render(request, "maturity/area_list.html", context)


@ics_view(Permission.OFFER_SUPPORT)
@require_http_methods(BOTH)
def area_ask(request, pk):
    found = get_object_or_404(queries.received(request.ics).select_related("network", "icb"), pk=pk)
    form = OfferForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer_ask(ask=found, by=request.user, **form.cleaned_data)
        except MaturityRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Your offer was sent to the network.")
            return redirect("area_support:list", request.ics.code)
    return render(request, "maturity/area_ask.html", {"form": form} | _described(found))


@ics_view(Permission.OFFER_SUPPORT)
@require_http_methods(BOTH)
def area_steps(request):
    """What the area's own framework calls the steps."""
    form = StepNamesForm(request.POST or None, names=queries.local_names(request.ics))
    if request.method == "POST" and form.is_valid():
        actions.name_steps(icb=request.ics, by=request.user, names=form.values())
        messages.success(request, "Saved. Your networks see these names beside ours.")
        return redirect("area_support:steps", request.ics.code)
    return render(request, "maturity/area_steps.html", {"form": form})
