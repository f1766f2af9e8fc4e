"""The network's meetings, and the page of one."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from apps.accounts.permissions import Permission
from apps.core.fragments import render_part
from apps.networks.access import network_view

from . import agenda_queries, queries, tables
from .minutes_views import minutes_for
from .room import may_write, quorum_of


def may_keep(request) -> bool:
    return Permission.KEEP_MEETINGS in request.permissions and not request.network.is_read_only


@network_view(Permission.VIEW_NETWORK)
@require_safe
def meeting_list(request):
    return _listed(request, earlier=False)


@network_view(Permission.VIEW_NETWORK)
@require_safe
def earlier(request):
    return _listed(request, earlier=True)


def _listed(request, *, earlier: bool):
    rows = queries.earlier(request.network) if earlier else queries.coming(request.network)
    table = tables.meetings_table(rows, request.GET, network=request.network, earlier=earlier)
    context = {
        "table": table,
        "earlier": earlier,
        "next": queries.next_meeting(request.network),
        "series": request.network.meeting_series.filter(ended_on=None)[: queries.MOST_SERIES],
        "may_keep": may_keep(request),
    }
    return render_part(request, "meetings/list.html", "components/table.html", context, said=table.said)


@network_view(Permission.VIEW_NETWORK)
@require_safe
def meeting(request, pk):
    found = get_object_or_404(queries.meetings(request.network), pk=pk)
    agenda = agenda_queries.agenda_of(found, queries.reads_confidential(request.permissions))
    invitees = list(found.invitees.all())
    standing = quorum_of(found, invitees)
    context = {
        "meeting": found,
        "when": tables.when(found),
        "length": f"{found.length} minutes",
        "asked_words": tables.asked_words(found, invitees),
        "quorum_words": standing and standing.needs,
        "agenda": agenda,
        "may_call": bool(invitees),
        "may_keep": may_keep(request),
        "may_write": may_write(request, found),
        "minutes": minutes_for(request, found),
        "add_url": reverse("meetings:propose", args=[request.network.code], query={"meeting": found.pk}),
    }
    return render(request, "meetings/meeting.html", context)
