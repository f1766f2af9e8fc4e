"""Papers of an agenda item."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from apps.accounts.permissions import Permission
from apps.networks.access import network_view

from . import agenda_queries, paper_actions, queries
from .agenda_actions import AgendaRefused
from .agenda_forms import PaperForm
from .item_views import BOTH, found_item
from .paper_files import ENDINGS


def _paper(request, item, pk):
    return get_object_or_404(
        found_item(request, item).papers.select_related("item__meeting", "item__network"), pk=pk
    )


@network_view(Permission.KEEP_MEETINGS)
@require_http_methods(BOTH)
def paper_add(request, item):
    return _add(request, found_item(request, item))


@network_view(Permission.KEEP_MEETINGS)
@require_http_methods(BOTH)
def paper_renew(request, item, paper):
    """A newer version; those before are kept."""
    found = _paper(request, item, paper)
    return _add(request, found.item, found)


def _add(request, item, paper=None):
    form = PaperForm(request.POST or None, request.FILES or None, paper=paper)
    if request.method == "POST" and form.is_valid():
        try:
            paper_actions.add_paper(item=item, paper=paper, by=request.user, **form.values())
        except AgendaRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "The paper was added.")
            return redirect("meetings:item", request.network.code, item.pk)
    return render(request, "meetings/paper_add.html", {"form": form, "item": item, "paper": paper})


@network_view(Permission.KEEP_MEETINGS)
@require_POST
def paper_take_off(request, item, paper):
    found = _paper(request, item, paper)
    try:
        paper_actions.take_off(paper=found, by=request.user)
    except AgendaRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "The paper was taken off.")
    return redirect("meetings:item", request.network.code, found.item_id)


@network_view(Permission.VIEW_NETWORK)
@require_GET
def paper(request, version):
    """Always a download of the type that was found, never shown within the portal."""
    seen = agenda_queries.versions(request.network, queries.reads_confidential(request.permissions))
    found = get_object_or_404(seen, pk=version)
    try:
        content = paper_actions.hand_out_paper(version=found, network=request.network, by=request.user)
    except FileNotFoundError:
        messages.error(
            request, "The file is not in storage any more. Please tell the platform’s administrator."
        )
        return redirect("meetings:item", request.network.code, found.paper.item_id)
    kind = found.file.content_type
    name = f"paper-{found.paper_id}-{found.number}.{ENDINGS[kind]}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=kind, headers=headers)
