"""The log's pages."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_safe

from apps.accounts.permissions import Permission
from apps.core.audit import Event, record
from apps.core.exports import csv_response
from apps.networks.access import network_view

from .forms import LogFilterForm
from .log import events_of, lines

PAGE = 50
MOST_LINES = 10_000  # of a download


@network_view(Permission.VIEW_LOG)
@require_safe
def log(request):
    form = LogFilterForm(request.GET, network=request.network)
    filters = form.filters()
    page = Paginator(events_of(request.network, **filters), PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "lines": lines(request.network, page.object_list),
        "filtered": any(filters.values()),
        "most": MOST_LINES,
    }
    return render(request, "home/log.html", context)


@network_view(Permission.VIEW_LOG)
@require_GET
def log_csv(request):
    """The newest `MOST_LINES` of what the same filters show. The download is recorded, and not in itself."""
    filters = LogFilterForm(request.GET, network=request.network).filters()
    found = lines(request.network, events_of(request.network, **filters)[:MOST_LINES])
    rows = [(f"{timezone.localtime(line.at):%Y-%m-%d %H:%M}", line.who, line.what) for line in found]
    record(Event.EXPORTED, by=request.user, network=request.network, what="log", count=len(rows))
    name = f"log-{request.network.code}-{timezone.localdate():%Y-%m-%d}.csv"
    return csv_response(name, ("Time in London", "Who", "What"), rows)
