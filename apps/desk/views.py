"""What an ICS sees: its networks, their list sizes and report states, and reports that were released to it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_safe

from apps.accounts.confirm import confirmed_download
from apps.accounts.permissions import Permission
from apps.core.audit import Event, record
from apps.core.exports import table_csv
from apps.core.fragments import render_part
from apps.core.tables import Sorting, build
from apps.networks.access import ics_view
from apps.reports import actions as reports
from apps.reports.queries import latest_released
from apps.reports.tables import REPORTS
from apps.reports.views import as_download

from . import queries, tables
from .forms import AreaListForm

PAGE = 25


def _listed(request):
    """The networks that the address asks for, in its order; with the filter and the order."""
    form = AreaListForm(request.GET, icb=request.ics)
    sorting = Sorting.of(tables.AREA_SORTS, request.GET, default="name", ties=("name", "code"))
    return sorting.apply(queries.area_networks(request.ics, form.filters())), form, sorting


@ics_view(Permission.VIEW_ICS)
@require_safe
def network_list(request):
    networks, form, sorting = _listed(request)
    table = build(
        networks,
        tables.area_columns(request.ics, may_download=Permission.DOWNLOAD_RELEASED in request.permissions),
        request.GET,
        id="networks",
        caption="Networks with their list sizes and reports",
        noun=tables.NETWORKS,
        path=reverse("ics:networks", args=[request.ics.code]),
        sorting=sorting,
        form=form,
        form_label="Find a network",
        csv=reverse("ics:export", args=[request.ics.code]),
        size=PAGE,
        present=queries.with_reports,
    )
    search = form.filters().search
    nothing = f"No network has “{search}” in its name or as its code." if search else "No network fits."
    context = {
        "table": table,
        "nothing": nothing,
        "may_ask": Permission.ASK_FOR_REPORTS in request.permissions,
    }
    return render_part(request, "desk/networks.html", "desk/_networks.html", context, said=table.said)


@ics_view(Permission.VIEW_ICS)
@require_GET
@confirmed_download
def export(request):
    networks, _, _ = _listed(request)
    name = f"networks-{request.ics.code}-{timezone.localdate():%Y-%m-%d}.csv"
    response, count = table_csv(name, tables.AREA_CSV, queries.with_reports(networks))
    record(Event.EXPORTED, by=request.user, ics=request.ics, what="networks", count=count)
    return response


@ics_view(Permission.VIEW_ICS)
@require_safe
def network(request, network_code):
    """One network as its area may see it: what is published about it, and what it released."""
    found = get_object_or_404(queries.area_networks(request.ics), code=network_code)
    may_download = Permission.DOWNLOAD_RELEASED in request.permissions
    released = queries.released_years(found)
    table = build(
        released,
        tables.released_columns(request.ics, found, may_download=may_download),
        {},
        id="released",
        caption=f"Reports that {found.name} released",
        noun=REPORTS,
        path=request.path,
        size=len(released) or 1,
    )
    context = {
        "network": found,
        "word": queries.report_word(found),
        "table": table,
        "places": queries.place_history(request.ics, found),
        "asked": queries.asked_of(request.ics, found),
    }
    return render(request, "desk/network.html", context)


@ics_view(Permission.DOWNLOAD_RELEASED)
@require_GET
def report_download(request, network_code, year_end=None):
    found = get_object_or_404(request.ics.networks, code=network_code)
    report = latest_released(found, year_end)
    if report is None:
        raise Http404
    try:
        content = reports.hand_out(report=report, by=request.user, ics=request.ics)
    except FileNotFoundError:
        messages.error(
            request, "The file is not in storage any more. Please tell the platform’s administrator."
        )
        return redirect("ics:networks", request.ics.code)
    return as_download(report, content)
