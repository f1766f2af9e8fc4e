"""How we follow through: attendance by practice and how actions are shared, for the network alone."""

from datetime import timedelta

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_safe

from apps.accounts.permissions import Permission
from apps.core.audit import Event, record
from apps.core.exports import table_csv
from apps.core.tables import Column, Noun, build
from apps.networks.access import network_view

from .follow_queries import follow_through

YEAR = timedelta(days=365)
ATTENDED = (
    Column("practice", "Practice", lambda one: one.practice, head=True),
    Column("attended", "Meetings attended", lambda one: one.words, numeric=True),
)
# Of a CSV the counts apart: a spreadsheet reads "11 of 13" as text.
ATTENDED_CSV = (
    ATTENDED[0],
    Column("attended", "Meetings attended", lambda one: one.attended),
    Column("asked", "Meetings asked to", lambda one: one.asked),
)


def _shared(title: str) -> tuple[Column, ...]:
    return (
        Column("name", title, lambda row: row.name, head=True),
        Column("count", "Actions taken on", lambda row: row.count, numeric=True),
        Column("open", "Open now", lambda row: row.open, numeric=True),
    )


# By the name that stands in an address: columns of the page and of the CSV, what the table shows, what its rows are.
TABLES = {
    "attended": (ATTENDED, ATTENDED_CSV, "Meetings attended by practice", Noun("practice", "practices")),
    "by_practice": (*[_shared("Practice")] * 2, "Actions by practice", Noun("practice", "practices")),
    "by_role": (*[_shared("Role")] * 2, "Actions by role", Noun("role", "roles")),
}


def _found(request):
    today = timezone.localdate()
    return follow_through(request.network, today - YEAR, today)


@network_view(Permission.VIEW_NETWORK)
@require_safe
def page(request):
    found = _found(request)
    tables = {name: _table(request.network, name, getattr(found, name)) for name in TABLES}
    return render(request, "meetings/follow_through.html", {"figures": found.figures, **tables})


def _table(network, name: str, rows):
    """All rows: there are as many as practices or roles."""
    columns, _, caption, noun = TABLES[name]
    return build(
        rows, columns, {}, id=name.replace("_", "-"), caption=caption, noun=noun, size=max(len(rows), 1),
        path=reverse("meetings:follow_through", args=[network.code]),
        csv=reverse(f"meetings:follow_{name}_csv", args=[network.code]),
    )  # fmt: skip


@network_view(Permission.VIEW_NETWORK)
@require_GET
def page_csv(request, table):
    _, columns, *_ = TABLES[table]
    name = f"{table.replace('_', '-')}-{request.network.code}-{timezone.localdate():%Y-%m-%d}.csv"
    response, count = table_csv(name, columns, getattr(_found(request), table))
    record(Event.EXPORTED, by=request.user, network=request.network, what="follow_through", count=count)
    return response
