"""The pages of roles: who does what."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_safe

from apps.accounts.permissions import Permission
from apps.core.audit import Event, record
from apps.core.exports import table_csv
from apps.core.tables import build
from apps.networks.access import network_view

from . import tables
from .queries import seats

PAGE = 50


@network_view(Permission.VIEW_NETWORK)
@require_safe
def post_list(request):
    code = request.network.code
    table = build(
        seats(request.network.posts.all()),
        tables.COLUMNS,
        request.GET,
        id="roles",
        caption=f"Who does what in {request.network.name}",
        noun=tables.ROLES,
        path=reverse("roles:list", args=[code]),
        csv=reverse("roles:export", args=[code]),
        size=PAGE,
    )
    return render(request, "roles/list.html", {"table": table})


@network_view(Permission.VIEW_NETWORK)
@require_GET
def export(request):
    name = f"roles-{request.network.code}-{timezone.localdate():%Y-%m-%d}.csv"
    response, count = table_csv(name, tables.CSV, seats(request.network.posts.all()))
    record(Event.EXPORTED, by=request.user, network=request.network, what="roles", count=count)
    return response


@network_view(Permission.VIEW_NETWORK)
@require_safe
def post_detail(request, pk):
    found = seats(request.network.posts.filter(pk=pk))
    if not found:
        raise Http404
    return render(request, "roles/post.html", {"seat": found[0]})
