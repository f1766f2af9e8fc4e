"""What the portal's administrators do: bring in whoever manages a network first, and leads of areas. They see
nothing of what is inside."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.accounts.confirm import confirmed
from apps.accounts.permissions import Permission
from apps.core.contributions import platform_needs

from . import actions, queries
from .access import administration_view
from .forms import FindForm, InviteForm
from .models import Icb, Network

# By what stands in the address.
KINDS = {"networks": Network, "areas": Icb}


@administration_view(Permission.ADMINISTER)
@require_safe
def start(request):
    needs = platform_needs.of(request.place, request.permissions)
    return render(request, "networks/administration.html", {"needs": needs})


@administration_view(Permission.ADMINISTER)
@require_safe
def find(request, kind):
    """Networks or areas by code or name; nobody needs to scroll through all of England."""
    form = FindForm(request.GET)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    places = queries.find_places(KINDS[kind], words)
    managed = queries.managed(places)
    found = [{"place": place, "managed": place.pk in managed} for place in places]
    context = {"form": form, "kind": kind, "words": words, "found": found, "most": queries.MOST_FOUND}
    return render(request, "networks/administration_find.html", context)


def _place(kind, code):
    place = queries.open_place(KINDS[kind], code)
    if place is None:
        raise Http404
    return place


@administration_view(Permission.ADMINISTER)
@require_http_methods(["GET", "HEAD", "POST"])
@confirmed
def bring_in(request, kind, code):
    """One network or area: invite whoever is to manage it, and see or withdraw what is open."""
    place = _place(kind, code)
    roles = queries.roles_to_bring_in(place)
    form = InviteForm(request.POST if request.method == "POST" else None, place=place, roles=roles)
    if request.method == "POST" and form.is_valid():
        try:
            actions.bring_in(place=place, by=request.user, **form.cleaned_data)
        except actions.AccessRefused as problem:
            form.add_error("email", str(problem))
        else:
            messages.success(request, f"An invitation is on its way to {form.cleaned_data['email']}.")
            return redirect(request.path)
    waiting = [one for one in queries.waiting(place) if place.ROLES[one.invitation.role] in roles]
    context = {"form": form, "kind": kind, "subject": place, "roles": roles, "waiting": waiting}
    return render(request, "networks/administration_place.html", context)


@administration_view(Permission.ADMINISTER)
@require_POST
@confirmed
def withdraw(request, kind, code, pk):
    place = _place(kind, code)
    invitation = get_object_or_404(place.access_invitations, pk=pk)
    try:
        actions.withdraw(place=place, by=request.user, invitation=invitation)
    except actions.AccessRefused as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, f"The invitation of {invitation.email} was withdrawn. Its link is dead.")
    return redirect("administration:place", kind, code)
