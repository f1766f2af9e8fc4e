"""Evidence: adding it, taking what the portal knows, saying that it is still true."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from apps.accounts.permissions import Permission
from apps.meetings.paper_files import ENDINGS
from apps.networks.access import network_view

from . import actions, ladder, queries
from .actions import MaturityRefused
from .forms import AlsoForm, EvidenceForm, RenewForm
from .statements import matrix
from .views import BOTH, component_or_404, may_keep


def _evidence(request, pk):
    return get_object_or_404(request.network.evidence.select_related("network", "owner", "file"), pk=pk)


def _to(request, evidence, words: str):
    messages.success(request, words)
    return redirect("maturity:evidence", request.network.code, evidence.pk)


@network_view(Permission.KEEP_MATURITY)
@require_http_methods(BOTH)
def evidence_new(request, component):
    found = component_or_404(component)
    asked = [one for one in request.GET.getlist("for") if one in {s.code for s in found.statements}]
    form = EvidenceForm(
        request.POST or None,
        request.FILES or None,
        network=request.network,
        component=found,
        initial={"statements": asked},
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_evidence(network=request.network, by=request.user, **form.values())
        except MaturityRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "The evidence was added.")
            return redirect("maturity:component", request.network.code, found.code)
    return render(request, "maturity/evidence_new.html", {"form": form, "component": found})


@network_view(Permission.KEEP_MATURITY)
@require_POST
def take(request, component):
    """Take what the portal proposed for a statement."""
    found = component_or_404(component)
    known = queries.known_by_key(request.network, request.permissions, request.POST.get("key", ""))
    statement = request.POST.get("statement", "")
    try:
        if known is None:
            raise MaturityRefused("The portal does not know of this any more.")
        actions.take_known(network=request.network, by=request.user, known=known, statement=statement)
    except MaturityRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "It was taken as evidence.")
    return redirect("maturity:component", request.network.code, found.code)


def _page(request, evidence, renew_form, also_form):
    today, statements = timezone.localdate(), matrix().statements
    days = queries.renewed(evidence, today)
    supports = [
        {
            "pk": one.pk,
            "statement": statements[one.statement],
            "component": matrix().component(statements[one.statement].component),
            "step": matrix().steps[statements[one.statement].step],
        }
        for one in evidence.supports.filter(end=None)
        if one.statement in statements
    ]
    context = {
        "evidence": evidence,
        "ends": ladder.ends(evidence.dated, days),
        "last_day": ladder.ends(evidence.dated, days) - timedelta(days=1),
        "is_live": ladder.live(evidence.dated, days, today),
        "supports": supports,
        "renewals": evidence.renewals.select_related("by"),
        # The page’s title says that there is a problem, whichever form has it.
        "form": also_form if also_form.is_bound else renew_form,
        "renew_form": renew_form,
        "also_form": also_form,
        "may_keep": may_keep(request),
    }
    return render(request, "maturity/evidence.html", context)


def _supported(evidence) -> set[str]:
    return set(evidence.supports.filter(end=None).values_list("statement", flat=True))


@network_view(Permission.VIEW_NETWORK)
@require_http_methods(BOTH)
def evidence(request, pk):
    """One piece of evidence; whoever keeps it says that it is still true."""
    found = _evidence(request, pk)
    form = RenewForm(request.POST or None)
    if request.method == "POST":
        if not may_keep(request):
            return HttpResponse(status=403)
        if form.is_valid():
            actions.renew(evidence=found, by=request.user, **form.cleaned_data)
            return _to(request, found, "It counts for 12 months more.")
    return _page(request, found, form, AlsoForm(supported=_supported(found)))


@network_view(Permission.KEEP_MATURITY)
@require_POST
def also(request, pk):
    found = _evidence(request, pk)
    form = AlsoForm(request.POST, supported=_supported(found))
    if not form.is_valid():
        return _page(request, found, RenewForm(), form)
    try:
        actions.also_for(evidence=found, by=request.user, **form.cleaned_data)
    except MaturityRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("maturity:evidence", request.network.code, found.pk)
    return _to(request, found, "It supports that statement too.")


@network_view(Permission.KEEP_MATURITY)
@require_POST
def take_off(request, pk):
    support = get_object_or_404(queries.open_supports(request.network), pk=pk)
    actions.take_off(support=support, by=request.user)
    return _to(request, support.evidence, "It was taken off the statement.")


@network_view(Permission.VIEW_NETWORK)
@require_GET
def download(request, pk):
    """Always a download of the type that was found, never shown within the portal."""
    kept = request.network.evidence.filter(file__isnull=False)
    found = get_object_or_404(kept.select_related("file", "network"), pk=pk)
    try:
        content = actions.hand_out(evidence=found, by=request.user)
    except FileNotFoundError:
        messages.error(
            request, "The file is not in storage any more. Please tell the platform’s administrator."
        )
        return redirect("maturity:evidence", request.network.code, found.pk)
    kind = found.file.content_type
    headers = {"Content-Disposition": f'attachment; filename="evidence-{found.pk}.{ENDINGS[kind]}"'}
    return HttpResponse(content, content_type=kind, headers=headers)
