"""The log's pages: the same for a network, an area and the portal's administration. The doors stand in `urls`."""

from django.utils import timezone
from django.views.decorators.http import require_GET, require_safe

from apps.accounts.confirm import confirmed_download
from apps.core.audit import Event, record
from apps.core.exports import table_csv
from apps.core.fragments import render_part
from apps.core.tables import Sorting, build
from apps.networks.models import Network

from . import log_table
from .forms import LogFilterForm
from .log import events_of, lines

PAGE = 50
MOST_LINES = 10_000  # of a download


def _listed(request):
    """The events that the address asks for, in its order; with the filters and the order."""
    form = LogFilterForm(request.GET, place=request.place)
    sorting = Sorting.of(log_table.COLUMNS, request.GET, default="-at")
    return sorting.apply(events_of(request.place, **form.filters())), form, sorting


def _with_where(request, columns):
    return columns if isinstance(request.place, Network) else (*columns, log_table.WHERE)


@require_safe
def log(request):
    events, form, sorting = _listed(request)
    table = build(
        events,
        _with_where(request, log_table.COLUMNS),
        request.GET,
        id="log",
        caption="What was done",
        noun=log_table.LINES,
        path=request.path,
        sorting=sorting,
        form=form,
        form_label="Narrow the log",
        csv=f"{request.path}log.csv",
        csv_most=MOST_LINES,
        size=PAGE,
        present=lambda found: lines(request.place, found),
    )
    context = {"form": form, "table": table}
    return render_part(request, "home/log.html", "home/_log.html", context, said=table.said)


@require_GET
@confirmed_download
def log_csv(request):
    """The first `MOST_LINES` of what the same filters show. The download is recorded, and not in itself."""
    events, _, _ = _listed(request)
    name = f"log-{request.place.code or 'administration'}-{timezone.localdate():%Y-%m-%d}.csv"
    response, count = table_csv(
        name, _with_where(request, log_table.CSV), lines(request.place, events[:MOST_LINES])
    )
    record(Event.EXPORTED, by=request.user, what="log", count=count, **request.place.in_log)
    return response
