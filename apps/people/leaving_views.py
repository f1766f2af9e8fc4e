"""Somebody leaves, and comes back."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from apps.accounts.permissions import Permission
from apps.core.contributions import CannotMove
from apps.networks.access import network_view
from apps.networks.actions import AccessRefused

from . import actions, leaving
from .leaving_forms import LeaveForm
from .queries import reach_of


def _person(request, pk):
    reach = reach_of(request.network, request.memberships, request.permissions)
    return get_object_or_404(reach.people.select_related("network", "practice"), pk=pk)


@network_view(Permission.KEEP_PRACTICE_PEOPLE)
@require_http_methods(["GET", "HEAD", "POST"])
def person_leave(request, pk):
    """The day; for who keeps the whole network's people, who takes over and what becomes of the access too."""
    person = _person(request, pk)
    is_whole = Permission.MANAGE_PEOPLE in request.permissions
    holdings = leaving.holdings_of(person) if is_whole else []
    access = leaving.access_of(person) if Permission.MANAGE_ACCESS in request.permissions else []
    is_last = leaving.is_last_to_run(person, access)
    form = LeaveForm(
        request.POST or None, person=person, holdings=holdings, can_end_access=bool(access) and not is_last
    )
    if request.method == "POST" and form.is_valid() and _left(request, person, form):
        return redirect(reverse("people:list", args=[request.network.code], query={"just_left": person.pk}))
    context = {"form": form, "person": person, "access": access, "is_last": is_last, "is_whole": is_whole}
    return render(request, "people/leave.html", context)


def _left(request, person, form) -> bool:
    data = form.cleaned_data
    try:
        leaving.leave(
            person=person,
            by=request.user,
            on=data["on"],
            handed=form.handed(),
            access_too=data.get("access_too", False),
        )
    except actions.DatesBackwards as problem:
        form.add_error("on", str(problem))
    except (CannotMove, AccessRefused) as problem:
        form.add_error(None, str(problem))
    return form.is_valid()


@network_view(Permission.KEEP_PRACTICE_PEOPLE)
@require_POST
def person_put_back(request, pk):
    person = _person(request, pk)
    try:
        actions.put_back(person=person, by=request.user)
    except actions.EmailTaken as problem:
        messages.error(request, f"{person.name} stays among those who left. {problem}")
    else:
        messages.success(request, f"{person.name} is in the directory again.")
    return redirect("people:list", request.network.code)
