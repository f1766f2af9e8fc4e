"""What an ICS sees: its networks, their list sizes and report states, and reports that were released to it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_safe

from apps.accounts.permissions import Permission
from apps.core.audit import Event, record
from apps.core.exports import csv_response
from apps.networks.access import ics_view

from . import actions, queries
from .forms import AreaListForm
from .views import as_download
from .years import Year

PAGE = 25


@ics_view(Permission.VIEW_ICS)
@require_safe
def network_list(request):
    form = AreaListForm(request.GET)
    options = form.options()
    page = Paginator(queries.area_networks(request.ics, **options), PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "columns": _columns(options),
        "search": options["search"],
        "may_download": Permission.DOWNLOAD_RELEASED in request.permissions,
    }
    return render(request, "reports/ics_list.html", context)


def _columns(options) -> list[dict]:
    """Heads of the list: which sorts it now, and which way the next click sorts."""
    names = {
        "name": "Network",
        "practices": "Practices",
        "patients": "Registered patients",
        "report": "Report",
    }
    return [
        {
            "key": key,
            "name": name,
            "is_sorted": key == options["sort"],
            "descending": options["descending"],
            "next": "down" if key == options["sort"] and not options["descending"] else "up",
            "is_number": key in ("practices", "patients"),
        }
        for key, name in names.items()
    ]


@ics_view(Permission.VIEW_ICS)
@require_safe
def export(request):
    networks = queries.area_networks(request.ics, **AreaListForm(request.GET).options())
    rows = [
        (
            network.code,
            network.name,
            network.practice_count,
            network.list_size,
            queries.report_word(network),
            Year(network.released_year_end).title if network.released_year_end else "",
        )
        for network in networks
    ]
    record(Event.EXPORTED, by=request.user, ics=request.ics, what="networks", count=len(rows))
    name = f"networks-{request.ics.code}-{timezone.localdate():%Y-%m-%d}.csv"
    head = (
        "Code",
        "Network",
        "Practices",
        "Registered patients",
        "Report",
        "Latest released report is about",
    )
    return csv_response(name, head, rows)


@ics_view(Permission.DOWNLOAD_RELEASED)
@require_GET
def report_download(request, network_code):
    network = get_object_or_404(request.ics.networks, code=network_code)
    report = queries.latest_released(network)
    if report is None:
        raise Http404
    try:
        content = actions.hand_out(report=report, by=request.user, ics=request.ics)
    except FileNotFoundError:
        messages.error(
            request, "The file is not in storage any more. Please tell the platform’s administrator."
        )
        return redirect("ics:networks", request.ics.code)
    return as_download(report, content)
