"""Additional roles: how far recruitment has come, published figures, and where shared staff work."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from apps.accounts.permissions import Permission
from apps.core.audit import Event, record
from apps.core.exports import table_csv
from apps.networks.access import network_view

from . import headlines, work_actions, work_tables
from .forms import refuse
from .queries import seats
from .rules import Refused
from .term_views import term_or_404
from .views import may_keep
from .work_forms import ConfirmForm, DeployForm
from .workforce import deployable, figures, reimbursed
from .workforce import grid as grid_of


def _additional(network):
    return seats(network.posts.filter(role__in=[one.code for one in reimbursed()]))


@network_view(Permission.VIEW_NETWORK)
@require_safe
def pipeline(request):
    found = _additional(request.network)
    published = figures(request.network, found)
    context = {
        "headline": headlines.in_post(found),
        "table": work_tables.pipeline(request.network, found, request.GET),
        "published": work_tables.published(published),
        "day": published[0].day if published else None,
        "may_keep": may_keep(request),
    }
    return render(request, "roles/pipeline.html", context)


@network_view(Permission.KEEP_ROLES)
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request):
    published = figures(request.network, _additional(request.network))
    form = ConfirmForm(request.POST or None, figures=published)
    if request.method == "POST" and published and form.is_valid():
        work_actions.confirm_figures(
            network=request.network, by=request.user, day=published[0].day, figures=form.confirmed()
        )
        messages.success(request, "The figures are confirmed.")
        return redirect("roles:pipeline", request.network.code)
    day = published[0].day if published else None
    return render(request, "roles/confirm.html", {"form": form, "day": day})


@network_view(Permission.VIEW_NETWORK)
@require_safe
def grid(request):
    found, code = grid_of(request.network), request.network.code
    context = {
        "grid": found,
        "headline": headlines.shared_staff(found),
        "sites": work_tables.sites(found),
        "table": work_tables.grid(
            found, request.GET, path=reverse("roles:grid", args=[code]),
            csv=reverse("roles:grid_csv", args=[code]), keeps=may_keep(request),
        ),
    }  # fmt: skip
    return render(request, "roles/grid.html", context)


@network_view(Permission.VIEW_NETWORK)
@require_GET
def grid_csv(request):
    found = grid_of(request.network)
    name = f"shared-staff-{request.network.code}-{timezone.localdate():%Y-%m-%d}.csv"
    response, count = table_csv(name, work_tables.grid_columns(found), found.workers)
    record(Event.EXPORTED, by=request.user, network=request.network, what="shared_staff", count=count)
    return response


@network_view(Permission.KEEP_ROLES)
@require_http_methods(["GET", "HEAD", "POST"])
def deploy(request, pk):
    term = term_or_404(request, pk)
    now = dict(term.deployments.values_list("practice", "sessions"))
    form = DeployForm(request.POST or None, practices=deployable(request.network, now), now=now)
    if request.method == "POST" and form.is_valid():
        try:
            work_actions.deploy(term=term, by=request.user, sessions=form.sessions())
        except Refused as problem:
            refuse(form, problem)
        else:
            messages.success(request, f"It is recorded where {term.person} works.")
            return redirect("roles:grid", request.network.code)
    return render(request, "roles/deploy.html", {"form": form, "term": term})
