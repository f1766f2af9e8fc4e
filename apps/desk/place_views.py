"""The places that an area's leads draw up. Everybody of the area may read them."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from apps.accounts.permissions import Permission
from apps.networks.access import ics_view

from . import actions, queries
from .actions import DeskRefused
from .forms import FillPlaceForm, PlaceForm

BOTH = ["GET", "HEAD", "POST"]


@ics_view(Permission.VIEW_ICS)
@require_safe
def places(request):
    """The places with their networks, and networks that are in none under their location."""
    named = {}
    for network in queries.area_networks(request.ics).order_by("name", "code"):
        named.setdefault(network.place, []).append(network.name)
    found = list(queries.places(request.ics))
    own = {place.name for place in found}
    context = {
        "places": [(place, named.get(place.name, [])) for place in found],
        "locations": [(name, named[name]) for name in sorted(filter(None, named)) if name not in own],
        "may_keep": Permission.ASK_FOR_REPORTS in request.permissions,
    }
    return render(request, "desk/places.html", context)


def _place(request, pk):
    return get_object_or_404(request.ics.places.select_related("icb"), pk=pk, closed_on=None)


@ics_view(Permission.ASK_FOR_REPORTS)
@require_http_methods(BOTH)
def place_add(request):
    form = PlaceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            place = actions.name_place(icb=request.ics, by=request.user, **form.cleaned_data)
        except DeskRefused as refusal:
            form.add_error("name", str(refusal))
        else:
            messages.success(request, "Added. Now choose which networks belong to it.")
            return redirect(place)
    return render(request, "desk/place_add.html", {"form": form})


@ics_view(Permission.ASK_FOR_REPORTS)
@require_http_methods(BOTH)
def place(request, pk):
    """Its networks, from a day on."""
    found = _place(request, pk)
    initial = {
        "networks": [str(one.network_id) for one in found.spells.current()],
        "on": timezone.localdate(),
    }
    form = FillPlaceForm(request.POST or None, icb=request.ics, place=found, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            changed = actions.fill_place(place=found, by=request.user, **form.values())
        except DeskRefused as refusal:
            form.add_error("on", str(refusal))
        else:
            messages.success(request, "Saved." if changed else "Nothing was changed.")
            return redirect("ics:places", request.ics.code)
    return render(request, "desk/place.html", {"form": form, "place": found})


@ics_view(Permission.ASK_FOR_REPORTS)
@require_http_methods(BOTH)
def place_rename(request, pk):
    found = _place(request, pk)
    form = PlaceForm(request.POST or None, initial={"name": found.name})
    if request.method == "POST" and form.is_valid():
        try:
            actions.name_place(icb=request.ics, by=request.user, place=found, **form.cleaned_data)
        except DeskRefused as refusal:
            form.add_error("name", str(refusal))
        else:
            messages.success(request, "Saved.")
            return redirect("ics:places", request.ics.code)
    return render(request, "desk/place_rename.html", {"form": form, "place": found})


@ics_view(Permission.ASK_FOR_REPORTS)
@require_http_methods(BOTH)
def place_close(request, pk):
    """Asks first: its networks are in no place afterwards."""
    found = _place(request, pk)
    if request.method == "POST":
        try:
            actions.close_place(place=found, by=request.user, on=timezone.localdate())
        except DeskRefused as refusal:
            raise Http404 from refusal
        messages.success(request, f"{found.name} was closed.")
        return redirect("ics:places", request.ics.code)
    return render(request, "desk/place_close.html", {"place": found, "count": found.spells.current().count()})
