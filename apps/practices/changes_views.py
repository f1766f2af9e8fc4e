"""What imports changed, shown to those who keep the profile until they have seen it."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST, require_safe

from apps.accounts.permissions import Permission
from apps.core.audit import Event, record
from apps.core.exports import table_csv
from apps.core.tables import build
from apps.networks.access import network_view

from . import keeping, tables
from .change_words import departed
from .queries import last_import
from .views import file_name, keeps


def _changes(network):
    rows = network.changes.select_related("practice", "network").defer("practice__register")
    return rows.order_by("-noted_at", "kind", "-pk")


@network_view(Permission.KEEP_PROFILE)
@require_safe
def changes(request):
    network = request.network
    table = build(
        _changes(network), tables.CHANGE_COLUMNS, request.GET,
        id="changes", caption="Changes of the published lists", noun=tables.CHANGES, path=request.path,
        csv=reverse("practices:changes_csv", args=[network.code]), size=20,
    )  # fmt: skip
    context = {
        "table": table,
        "unseen": network.changes.unseen().count(),
        "until": timezone.now().isoformat(),
        "departed": departed(network),
        "read_on": last_import(),
        "keeps": keeps(request),
    }
    return render(request, "practices/changes.html", context)


@network_view(Permission.KEEP_PROFILE)
@require_GET
def changes_csv(request):
    response, count = table_csv(
        file_name(request, "changes"), tables.CHANGE_COLUMNS, _changes(request.network)
    )
    record(Event.EXPORTED, by=request.user, network=request.network, what="changes", count=count)
    return response


@network_view(Permission.KEEP_PROFILE)
@require_POST
def changes_seen(request):
    """Of what the page showed: an import in between stays new."""
    try:
        until = datetime.fromisoformat(request.POST.get("until", ""))
    except ValueError:
        return HttpResponseBadRequest()
    if timezone.is_naive(until):
        return HttpResponseBadRequest()
    count = keeping.see_changes(network=request.network, by=request.user, until=until)
    messages.success(request, "Marked as seen." if count else "There was nothing new.")
    return redirect("practices:changes", request.network.code)
