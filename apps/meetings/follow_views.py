"""How we follow through: attendance by practice and how actions are shared, for the network alone."""

from datetime import timedelta

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from apps.accounts.permissions import Permission
from apps.core.tables import Column, Noun, build
from apps.networks.access import network_view

from .follow_queries import follow_through

YEAR = timedelta(days=365)


@network_view(Permission.VIEW_NETWORK)
@require_safe
def page(request):
    today = timezone.localdate()
    found = follow_through(request.network, today - YEAR, today)
    path = reverse("meetings:follow_through", args=[request.network.code])
    context = {
        "figures": found.figures,
        "attended": _attended(found.attended, path),
        "by_practice": _shares(found.by_practice, path, "Practice", "practice", "practices"),
        "by_role": _shares(found.by_role, path, "Role", "role", "roles"),
    }
    return render(request, "meetings/follow_through.html", context)


def _attended(rows, path):
    columns = (
        Column("practice", "Practice", lambda one: one.practice, head=True),
        Column("attended", "Meetings attended", lambda one: one.words, numeric=True),
    )
    return _table(
        rows, columns, path, "attended", "Meetings attended by practice", Noun("practice", "practices")
    )


def _shares(rows, path, title: str, one: str, many: str):
    columns = (
        Column("name", title, lambda row: row.name, head=True),
        Column("count", "Actions taken on", lambda row: row.count, numeric=True),
        Column("open", "Open now", lambda row: row.open, numeric=True),
    )
    return _table(rows, columns, path, f"by-{one}", f"Actions by {one}", Noun(one, many))


def _table(rows, columns, path, id, caption, noun):
    """All rows: there are as many as practices or roles."""
    return build(rows, columns, {}, id=id, caption=caption, noun=noun, path=path, size=max(len(rows), 1))
