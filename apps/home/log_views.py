"""The log's pages."""

from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_safe

from apps.accounts.confirm import confirmed_download
from apps.accounts.permissions import Permission
from apps.core.audit import Event, record
from apps.core.exports import table_csv
from apps.core.fragments import render_part
from apps.core.tables import Sorting, build
from apps.networks.access import network_view

from . import log_table
from .forms import LogFilterForm
from .log import events_of, lines

PAGE = 50
MOST_LINES = 10_000  # of a download


def _listed(request):
    """The events that the address asks for, in its order; with the filters and the order."""
    form = LogFilterForm(request.GET, network=request.network)
    sorting = Sorting.of(log_table.COLUMNS, request.GET, default="-at")
    return sorting.apply(events_of(request.network, **form.filters())), form, sorting


@network_view(Permission.VIEW_LOG)
@require_safe
def log(request):
    events, form, sorting = _listed(request)
    table = build(
        events,
        log_table.COLUMNS,
        request.GET,
        id="log",
        caption="What was done",
        noun=log_table.LINES,
        path=reverse("home:log", args=[request.network.code]),
        sorting=sorting,
        form=form,
        form_label="Narrow the log",
        csv=reverse("home:log_csv", args=[request.network.code]),
        csv_most=MOST_LINES,
        size=PAGE,
        present=lambda found: lines(request.network, found),
    )
    context = {"form": form, "table": table}
    return render_part(request, "home/log.html", "home/_log.html", context, said=table.said)


@network_view(Permission.VIEW_LOG)
@require_GET
@confirmed_download
def log_csv(request):
    """The first `MOST_LINES` of what the same filters show. The download is recorded, and not in itself."""
    events, _, _ = _listed(request)
    name = f"log-{request.network.code}-{timezone.localdate():%Y-%m-%d}.csv"
    response, count = table_csv(name, log_table.CSV, lines(request.network, events[:MOST_LINES]))
    record(Event.EXPORTED, by=request.user, network=request.network, what="log", count=count)
    return response
