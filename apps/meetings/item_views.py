"""One agenda item: proposed, changed, put on an agenda, declined, parked."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.accounts.permissions import Permission
from apps.core.contributions import Reader
from apps.core.topics import topics
from apps.networks.access import network_view

from . import agenda_actions, agenda_queries, agenda_tables, queries
from .agenda_actions import AgendaRefused
from .agenda_forms import AcceptForm, DeclineForm, ItemForm, ProposeForm
from .editing import Overtaken
from .views import may_keep

BOTH = ["GET", "HEAD", "POST"]


def found_item(request, pk):
    seen = agenda_queries.items(request.network, queries.reads_confidential(request.permissions))
    return get_object_or_404(seen, pk=pk)


def _to(request, item, words: str):
    messages.success(request, words)
    return redirect("meetings:item", request.network.code, item.pk)


@network_view(Permission.VIEW_NETWORK)
@require_http_methods(BOTH)
def propose(request):
    """A proposal, about a topic where the address names one; whoever writes agendas may put it on one at once."""
    about = topics.one(Reader(request.network, request.permissions), request.GET.get("about", ""))
    title = request.GET.get("title") or (about.words if about else "")
    initial = {"title": title.replace("\0", "")[:160]}
    form = ProposeForm(
        request.POST or None,
        initial=initial | {"meeting": request.GET.get("meeting", "")},
        network=request.network,
        keeps=may_keep(request),
        may_hide=queries.reads_confidential(request.permissions),
    )
    if request.method == "POST" and form.is_valid():
        values = {"network": request.network, "by": request.user, "about": about}
        try:
            item = agenda_actions.propose(**values, **form.cleaned_data)
        except AgendaRefused as refusal:
            form.add_error("meeting", str(refusal))
        else:
            return _to(request, item, "It is on the agenda." if item.meeting_id else "It was proposed.")
    return render(request, "meetings/propose.html", {"form": form, "about": about})


@network_view(Permission.VIEW_NETWORK)
@require_safe
def item(request, item):
    found = found_item(request, item)
    keeps = may_keep(request)
    over = found.meeting is not None and (found.meeting.is_ended or found.meeting.is_cancelled)
    # What it takes up has words of its own, for those only who may read that room.
    about = topics.one(Reader(request.network, request.permissions), f"{found.about_kind}:{found.about_code}")
    context = {
        "item": found,
        "about": about,
        "colour": agenda_tables.COLOURS[found.state],
        "lead": agenda_tables.lead(found),
        "papers": agenda_tables.papers_table(
            found, request.GET, network=request.network, may_keep=keeps and not over
        ),
        "may_write": keeps and not over,
        "waits": found.state in ("proposed", "parked"),
    }
    return render(request, "meetings/item.html", context)


@network_view(Permission.KEEP_MEETINGS)
@require_http_methods(BOTH)
def item_change(request, item):
    """Of two who change it at once the second is shown what the first wrote, beside their own words."""
    found, theirs = found_item(request, item), None
    hides = queries.reads_confidential(request.permissions)
    form = ItemForm(request.POST or None, network=request.network, may_hide=hides, item=found)
    if request.method == "POST" and form.is_valid():
        try:
            agenda_actions.change_item(item=found, by=request.user, **form.cleaned_data)
        except AgendaRefused as refusal:
            form.add_error(None, str(refusal))
        except Overtaken as overtaken:
            theirs = overtaken.row
            form.data = form.data.copy()
            form.data["version"] = str(theirs.version)
            form.add_error(
                None, "Somebody else changed this item meanwhile. Read theirs, then save yours again"
            )
        else:
            return _to(request, found, "The item was changed.")
    return render(request, "meetings/item_change.html", {"form": form, "item": found, "theirs": theirs})


@network_view(Permission.KEEP_MEETINGS)
@require_http_methods(BOTH)
def item_accept(request, item):
    found = found_item(request, item)
    form = AcceptForm(request.POST or None, network=request.network)
    if request.method == "POST" and form.is_valid():
        try:
            agenda_actions.accept(item=found, by=request.user, **form.cleaned_data)
        except AgendaRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            return _to(request, found, "It is on the agenda.")
    return render(request, "meetings/item_accept.html", {"form": form, "item": found})


@network_view(Permission.KEEP_MEETINGS)
@require_http_methods(BOTH)
def item_decline(request, item):
    found = found_item(request, item)
    form = DeclineForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            agenda_actions.decline(item=found, by=request.user, **form.cleaned_data)
        except AgendaRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            return _to(request, found, "Declined. Whoever proposed it can read why.")
    return render(request, "meetings/item_decline.html", {"form": form, "item": found})


@network_view(Permission.KEEP_MEETINGS)
@require_POST
def item_park(request, item):
    found = found_item(request, item)
    try:
        agenda_actions.park(item=found, by=request.user)
    except AgendaRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("meetings:item", request.network.code, found.pk)
    return _to(request, found, "Parked: it waits for another meeting.")
