"""One's own time, and how work spreads."""

from datetime import date

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from apps.accounts.permissions import Permission
from apps.core import charts, contributions
from apps.core.audit import Event, record
from apps.core.exports import table_csv
from apps.core.moments import month as words
from apps.core.tables import build
from apps.networks.access import network_view
from apps.people.queries import own_entry

from . import time_queries, time_tables
from .time_actions import MonthClosed, log_month
from .time_forms import TimeForm
from .time_rules import LEAST, open_months

MOST_MONTHS = 24


def _month(request, months) -> date:
    """The month that the address asks for, or the newest that can be filled in."""
    asked = request.GET.get("month", "")
    return next((month for month in months if f"{month:%Y-%m}" == asked), months[0])


@network_view(Permission.SPEAK_FOR_ONESELF)
@require_http_methods(["GET", "HEAD", "POST"])
def own_time(request):
    """One row a month, for oneself."""
    network, person = request.network, own_entry(request.network, request.user)
    if person is None:
        return render(request, "roles/time.html", {"person": None})
    months = open_months(timezone.localdate())
    month = _month(request, months)
    form = TimeForm(request.POST or None, row=time_queries.own_month(network, request.user, month))
    if request.method == "POST" and form.is_valid():
        try:
            log_month(
                network=network, by=request.user, person=person, month=month, sessions=form.cleaned_data
            )
        except MonthClosed as problem:
            messages.error(request, str(problem))
        else:
            messages.success(request, f"Your time in {words(month)} was saved. Only you can see it.")
        return redirect("roles:time", network.code)
    rows = list(time_queries.own_months(network, request.user)[:MOST_MONTHS])
    context = {
        "person": person,
        "form": form,
        "month": words(month),
        "others": [(f"{one:%Y-%m}", words(one)) for one in months if one != month],
        "address": f"?month={month:%Y-%m}",
        "table": time_tables.months(rows, path=request.path),
        "funded": time_queries.funded_against_logged(person, rows),
        "least": LEAST,
        "reads": Permission.VIEW_NETWORK in request.permissions,
    }
    return render(request, "roles/time.html", context)


@network_view(Permission.VIEW_NETWORK)
@require_safe
def spread(request):
    """Shares of work beyond director and manager, and the sums of logged time; never anybody's own."""
    loads, code = _loads(request), request.network.code
    quarters = time_queries.quarters([request.network.pk])[request.network.pk]
    shown = next((one for one in quarters if one.sums), None)
    chart = None
    if shown:
        chart = charts.bars(
            [(kind, share, f"about {share}%") for kind, share in shown.sums.kinds],
            title=f"Where the time went, {shown.words}",
            subtitle=f"About {shown.sums.sessions} sessions that at least {LEAST} people logged, to the nearest tenth",
            value="Percent",
            label="Kind of work",
            columns=("Share",),
        )
    table = build(
        loads, time_tables.LOADS, {}, id="loads", caption="Work beyond director and manager",
        noun=time_tables.KINDS_OF_WORK, path=request.path, csv=reverse("roles:spread_csv", args=[code]), is_start=True,
    )  # fmt: skip
    logged = time_tables.quarters(quarters, path=request.path, csv=reverse("roles:quarters_csv", args=[code]))
    context = {"table": table, "quarters": logged, "chart": chart}
    return render(request, "roles/spread.html", context | {"shown": shown, "least": LEAST})


def _loads(request) -> list:
    found = contributions.network_load.of(request.network, request.permissions)
    return [load for load in found if load.pieces]


@network_view(Permission.VIEW_NETWORK)
@require_GET
def spread_csv(request):
    name = f"work-{request.network.code}-{timezone.localdate():%Y-%m-%d}.csv"
    response, count = table_csv(name, time_tables.LOADS, _loads(request))
    record(Event.EXPORTED, by=request.user, network=request.network, what="spread", count=count)
    return response


@network_view(Permission.VIEW_NETWORK)
@require_GET
def quarters_csv(request):
    name = f"time-{request.network.code}-{timezone.localdate():%Y-%m-%d}.csv"
    rows = time_queries.quarters([request.network.pk])[request.network.pk]
    response, count = table_csv(name, time_tables.QUARTERS, rows)
    record(Event.EXPORTED, by=request.user, network=request.network, what="time", count=count)
    return response
