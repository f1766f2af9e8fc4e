"""A meeting's agenda with its order and its pack, and the pool of what waits for one."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST, require_safe

from apps.accounts.permissions import Permission
from apps.core.audit import Event, record
from apps.core.fragments import render_part
from apps.networks.access import network_view

from . import agenda_actions, agenda_queries, agenda_tables, pack_actions, queries, tables
from . import agenda_word as word
from .agenda_actions import AgendaRefused
from .views import may_keep


def _meeting(request, pk):
    return get_object_or_404(queries.meetings(request.network).select_related("network"), pk=pk)


def _confidential(request) -> bool:
    return queries.reads_confidential(request.permissions)


@network_view(Permission.VIEW_NETWORK)
@require_safe
def pool(request):
    """What waits for an agenda, and what workshops raised."""
    rows = agenda_queries.pool(request.network, _confidential(request))
    context = {
        "table": agenda_tables.pool_table(rows, request.GET, network=request.network),
        "raised": agenda_queries.raised(request.network, request.permissions),
        "may_propose": not request.network.is_read_only,
    }
    said = context["table"].said
    return render_part(request, "meetings/pool.html", "components/table.html", context, said=said)


@network_view(Permission.VIEW_NETWORK)
@require_safe
def agenda(request, pk):
    """The agenda; asked by htmx, only how far the pack is."""
    meeting = _meeting(request, pk)
    found = agenda_queries.agenda_of(meeting, _confidential(request))
    made = agenda_queries.pack_of(meeting, _confidential(request))
    context = {
        "meeting": meeting,
        "when": tables.when(meeting),
        "agenda": found,
        "pack": made,
        "may_keep": may_keep(request),
        "may_write": may_keep(request) and not (meeting.is_ended or meeting.is_cancelled),
        "add_url": reverse("meetings:propose", args=[request.network.code], query={"meeting": meeting.pk}),
    }
    said = made.job.progress if made and made.is_being_made else ""
    return render_part(request, "meetings/agenda.html", "meetings/_pack.html", context, said=said)


def _act(request, meeting, action, done="", **arguments):
    """Do ``action`` and say how it went."""
    try:
        action(meeting=meeting, by=request.user, **arguments)
    except AgendaRefused as refusal:
        messages.error(request, str(refusal))
    else:
        if done:
            messages.success(request, done)
    return redirect("meetings:agenda", request.network.code, meeting.pk)


@network_view(Permission.KEEP_MEETINGS)
@require_POST
def agenda_move(request, pk):
    meeting = _meeting(request, pk)
    name, _, way = request.POST.get("move", "").partition(":")
    if not name.isascii() or not name.isdigit() or len(name) > 9 or way not in ("up", "down"):
        raise Http404
    item = get_object_or_404(meeting.items.seen_with(_confidential(request)), pk=name)
    return _act(request, meeting, agenda_actions.move, item=item, places=-1 if way == "up" else 1)


@network_view(Permission.KEEP_MEETINGS)
@require_POST
def agenda_order(request, pk):
    """All items in the order they were dragged to."""
    names = request.POST.getlist("item")[: agenda_actions.MOST]
    order = [int(name) for name in names if name.isascii() and name.isdigit() and len(name) < 10]
    return _act(request, _meeting(request, pk), agenda_actions.arrange, order=order)


@network_view(Permission.KEEP_MEETINGS)
@require_POST
def carry_over(request, pk):
    done = "What the meeting did not get to now waits for another agenda."
    return _act(request, _meeting(request, pk), agenda_actions.carry_over, done)


@network_view(Permission.VIEW_NETWORK)
@require_GET
def agenda_word(request, pk):
    meeting = _meeting(request, pk)
    content = word.agenda_word(meeting, agenda_queries.agenda_of(meeting, _confidential(request)))
    record(Event.AGENDA_DOWNLOADED, by=request.user, network=request.network)
    return _file(content, word.TYPE, _name("agenda", meeting, "docx"))


@network_view(Permission.KEEP_MEETINGS)
@require_POST
def pack_make(request, pk):
    return _act(request, _meeting(request, pk), pack_actions.request_pack)


@network_view(Permission.VIEW_NETWORK)
@require_GET
def pack_download(request, pk):
    meeting = _meeting(request, pk)
    made = agenda_queries.pack_of(meeting, _confidential(request))
    if made is None or made.file is None:
        raise Http404
    try:
        content = pack_actions.hand_out_pack(made=made, network=request.network, by=request.user)
    except FileNotFoundError:
        messages.error(request, "The file is not in storage any more. Have the pack made again.")
        return redirect("meetings:agenda", request.network.code, meeting.pk)
    return _file(content, "application/pdf", _name("pack", meeting, "pdf"))


def _name(what: str, meeting, ending: str) -> str:
    return f"{what}-{meeting.network.code}-{timezone.localdate(meeting.starts_at):%Y-%m-%d}.{ending}"


def _file(content: bytes, content_type: str, name: str) -> HttpResponse:
    return HttpResponse(
        content,
        content_type=content_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
