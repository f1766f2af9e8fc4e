"""Networks' scorecards as their area may see them."""

from django.utils import timezone
from django.views.decorators.http import require_GET, require_safe

from apps.accounts.confirm import confirmed_download
from apps.accounts.permissions import Permission
from apps.core.audit import Event, record
from apps.core.exports import table_csv
from apps.core.fragments import render_part
from apps.core.tables import build
from apps.networks.access import ics_view
from apps.practices.queries import networks_with_list_size

from . import area

PAGE = 25


@ics_view(Permission.VIEW_ICS)
@require_safe
def scorecards(request):
    sorting = area.sorting(request.GET)
    table = build(
        sorting.apply(networks_with_list_size(request.ics)),
        area.columns(),
        request.GET,
        id="scorecards",
        caption="Networks with what they share of their scorecards",
        noun=area.NETWORKS,
        path=area.address(request.ics),
        sorting=sorting,
        csv=f"{area.address(request.ics)}export/",
        size=PAGE,
        present=area.rows,
    )
    return render_part(
        request, "scorecard/area.html", "scorecard/_area.html", {"table": table}, said=table.said
    )


@ics_view(Permission.VIEW_ICS)
@require_GET
@confirmed_download
def export(request):
    listed = area.sorting(request.GET).apply(networks_with_list_size(request.ics))
    name = f"scorecards-{request.ics.code}-{timezone.localdate():%Y-%m-%d}.csv"
    response, count = table_csv(name, area.csv_columns(), area.rows(listed))
    record(Event.EXPORTED, by=request.user, ics=request.ics, what="scorecards", count=count)
    return response
