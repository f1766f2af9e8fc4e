"""The live page of a meeting, and what is pressed on it: opened, who came, what is talked about, ended."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.accounts.permissions import Permission
from apps.core.fragments import announce, wants_part
from apps.networks.access import network_view

from . import editing, queries, room_actions
from .models import Invitee
from .room import for_writers, name_of
from .room_actions import RoomRefused
from .room_context import live, page
from .room_forms import AttendeeForm, DeputyForm, MarkForm


def back(request, meeting, item=None):
    response = redirect("meetings:room", request.network.code, meeting.pk)
    if item:
        response["Location"] += f"?item={item.pk}"
    return response


def item_or_404(request, meeting, pk):
    """An item of the agenda that the reader may know of."""
    found = meeting.items.seen_with(queries.reads_confidential(request.permissions)).filter(state="agenda")
    return get_object_or_404(found.select_related("meeting__network"), pk=pk)


@network_view(Permission.VIEW_NETWORK)
@for_writers
@require_safe
def room(request, meeting):
    """The page; to htmx, which asks every few seconds, what others may have changed."""
    if meeting.is_cancelled:
        return redirect(meeting)
    if meeting.is_ended:
        return redirect("meetings:minutes", request.network.code, meeting.pk)
    if wants_part(request):
        return render(request, "meetings/_live.html", live(request, meeting))
    return render(request, "meetings/room.html", page(request, meeting))


@network_view(Permission.VIEW_NETWORK)
@for_writers
@require_POST
def room_open(request, meeting):
    try:
        room_actions.open_meeting(meeting=meeting, by=request.user)
    except RoomRefused as refusal:
        messages.error(request, str(refusal))
        return redirect(meeting)
    return back(request, meeting)


@network_view(Permission.VIEW_NETWORK)
@for_writers
@require_http_methods(["GET", "HEAD", "POST"])
def room_end(request, meeting):
    if request.method == "POST":
        try:
            room_actions.end_meeting(meeting=meeting, by=request.user)
        except RoomRefused as refusal:
            messages.error(request, str(refusal))
            return back(request, meeting)
        messages.success(request, "The meeting has ended. Its minutes are drafted from what was recorded.")
        return redirect("meetings:minutes", request.network.code, meeting.pk)
    if not meeting.is_under_way:
        return back(request, meeting)
    return render(request, "meetings/room_end.html", live(request, meeting))


@network_view(Permission.VIEW_NETWORK)
@for_writers
@require_POST
def room_reopen(request, meeting):
    """It was ended by mistake."""
    try:
        room_actions.reopen_meeting(meeting=meeting, by=request.user)
    except RoomRefused as refusal:
        messages.error(request, str(refusal))
        return redirect(meeting)
    messages.success(request, "The meeting is open again. Nothing that was written is lost.")
    return back(request, meeting)


# --- Who came -------------------------------------------------------------------------------
def _invitee(meeting, pk) -> Invitee:
    found = meeting.invitees.select_related("person", "deputy", "meeting__network")
    return get_object_or_404(found, pk=pk)


@network_view(Permission.VIEW_NETWORK)
@for_writers
@require_POST
def mark(request, meeting):
    form, said = MarkForm(request.POST), "That button is out of date. Press again."
    if form.is_valid():
        pk, version, came = form.parts()
        invitee = _invitee(meeting, pk)
        try:
            room_actions.mark(invitee=invitee, version=version, by=request.user, came=came)
            said = f"{name_of(invitee)}: {Invitee.Came(came).label}"
        except editing.Overtaken as overtaken:
            now = overtaken.row.get_came_display().lower()
            said = f"Somebody else marked {name_of(invitee)} meanwhile: {now}. Nothing was changed."
        except RoomRefused as refusal:
            said = str(refusal)
    if wants_part(request):
        return announce(render(request, "meetings/_live.html", live(request, meeting) | {"said": said}), said)
    messages.info(request, said)
    return back(request, meeting)


@network_view(Permission.VIEW_NETWORK)
@for_writers
@require_http_methods(["GET", "HEAD", "POST"])
def deputy(request, meeting, invitee):
    invitee = _invitee(meeting, invitee)
    form = DeputyForm(request.POST or None, network=request.network, initial={"version": invitee.version})
    if request.method == "POST" and form.is_valid():
        version, person = form.cleaned_data["version"], form.cleaned_data["deputy"]
        values = {"by": request.user, "came": Invitee.Came.DEPUTY, "deputy": person}
        try:
            if person == invitee.person:
                raise RoomRefused("Enter somebody else: a deputy came in their place.")
            room_actions.mark(invitee=invitee, version=version, **values)
        except editing.Overtaken:
            form = DeputyForm(form.data.dict() | {"version": invitee.version}, network=request.network)
            now = invitee.get_came_display().lower()
            form.add_error(None, f"Somebody else marked them meanwhile: {now}. Save again to say otherwise.")
        except RoomRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            return back(request, meeting)
    context = {"meeting": meeting, "form": form, "name": name_of(invitee)}
    return render(request, "meetings/room_deputy.html", context)


@network_view(Permission.VIEW_NETWORK)
@for_writers
@require_http_methods(["GET", "HEAD", "POST"])
def attendee_add(request, meeting):
    form = AttendeeForm(request.POST or None, network=request.network)
    if request.method == "POST" and form.is_valid():
        try:
            room_actions.add_attendee(meeting=meeting, by=request.user, **form.cleaned_data)
        except RoomRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            return back(request, meeting)
    return render(request, "meetings/room_attendee.html", {"meeting": meeting, "form": form})


# --- What is talked about -------------------------------------------------------------------
def _press(request, meeting, item, action):
    item = item_or_404(request, meeting, item)
    try:
        action(item=item, by=request.user)
    except RoomRefused as refusal:
        messages.error(request, str(refusal))
    return back(request, meeting, item)


@network_view(Permission.VIEW_NETWORK)
@for_writers
@require_POST
def item_begin(request, meeting, item):
    return _press(request, meeting, item, room_actions.begin_item)


@network_view(Permission.VIEW_NETWORK)
@for_writers
@require_POST
def item_finish(request, meeting, item):
    return _press(request, meeting, item, room_actions.finish_item)
