"""The page with the network's link, what was raised for those who may read it, and answering."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.accounts.permissions import Permission
from apps.core.fragments import render_part
from apps.core.qr import qr_code
from apps.core.tables import Sorting, build
from apps.core.topics import starts_from
from apps.networks.access import network_view

from . import actions, links, queries, rules, tables, topic
from .forms import AnswerForm

PAGE = 20


def _may_answer(request) -> bool:
    return Permission.ANSWER_NOTES in request.permissions


def _table(request):
    columns = tables.columns(request.network)
    sorting = Sorting.of(columns, request.GET, default="-delivered")
    return build(
        sorting.apply(queries.notes_of(request.network)),
        columns,
        request.GET,
        id="notes",
        caption="Notes",
        noun=tables.NOTES,
        path=reverse("notes:list", args=[request.network.code]),
        sorting=sorting,
        size=PAGE,
    )


@network_view(Permission.VIEW_NETWORK)
@require_safe
def note_list(request):
    """How to raise something, for every member; what was raised, for those who answer."""
    box = queries.box_of(request.network)
    takes_notes = box is not None and box.is_open and not request.network.is_read_only
    may_answer = _may_answer(request)
    table = _table(request) if may_answer else None
    link = links.address(box) if takes_notes else ""
    context = {
        "box": box,
        "takes_notes": takes_notes,
        "link": link,
        "qr": link and qr_code(link, title="QR code of the link written beside it"),
        "lost_on": box.lost_on if box and box.tells_loss(timezone.localdate()) else None,
        "may_answer": may_answer,
        "may_change": may_answer and not request.network.is_read_only,
        "table": table,
        "rules": rules,
    }
    if table is None:
        return render(request, "notes/list.html", context)
    return render_part(request, "notes/list.html", "components/table.html", context, said=table.said)


def _box(request):
    box = queries.box_of(request.network)
    if box is None:
        raise Http404
    return box


@network_view(Permission.ANSWER_NOTES)
@require_POST
def open_box(request):
    try:
        actions.open_box(network=request.network, by=request.user)
    except actions.NotesRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("data_controller", request.network.code)
    messages.success(request, "People can raise something now. Pass the link on.")
    return redirect("notes:list", request.network.code)


@network_view(Permission.ANSWER_NOTES)
@require_POST
def close_box(request):
    actions.close_box(box=_box(request), by=request.user)
    messages.success(request, "No more notes are taken. Those that wait will be delivered.")
    return redirect("notes:list", request.network.code)


@network_view(Permission.ANSWER_NOTES)
@require_POST
def renew_link(request):
    actions.renew_link(box=_box(request), by=request.user)
    messages.success(request, "There is a new link. The old one no longer works.")
    return redirect("notes:list", request.network.code)


@network_view(Permission.ANSWER_NOTES)
@require_http_methods(["GET", "HEAD", "POST"])
def note_detail(request, pk):
    """A note, and its answer."""
    note = get_object_or_404(queries.notes_of(request.network), pk=pk)
    form = AnswerForm(request.POST if request.method == "POST" else None, initial={"text": note.answer})
    if request.method == "POST" and form.is_valid():
        actions.answer_note(note=note, by=request.user, text=form.cleaned_data["text"])
        messages.success(request, "Your answer is kept for whoever has the receipt code.")
        return redirect("notes:list", request.network.code)
    state = tables.state_of(note)
    starts = starts_from(request, topic.KIND, note.pk)
    context = {"note": note, "form": form, "state": state, "rules": rules, "starts": starts}
    return render(request, "notes/detail.html", context)


@network_view(Permission.ANSWER_NOTES)
@require_POST
def settle(request, pk):
    note = get_object_or_404(queries.notes_of(request.network), pk=pk)
    actions.settle_note(note=note, by=request.user)
    messages.success(request, "The note is marked as dealt with.")
    return redirect("notes:list", request.network.code)
