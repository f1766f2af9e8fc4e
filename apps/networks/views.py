"""Who has access to a network."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.accounts.confirm import confirmed
from apps.accounts.permissions import Permission

from . import actions, queries
from .access import network_view
from .forms import InviteForm, RoleForm

PAGE = 50


def _to_list(request):
    return redirect("access:list", request.network.code)


@network_view(Permission.MANAGE_ACCESS)
@require_safe
def access_list(request):
    page = Paginator(queries.members(request.network), PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "waiting": queries.waiting(request.network)}
    return render(request, "networks/access.html", context)


@network_view(Permission.MANAGE_ACCESS)
@require_http_methods(["GET", "HEAD", "POST"])
@confirmed
def invite(request):
    form = InviteForm(request.POST if request.method == "POST" else None, permissions=request.permissions)
    if request.method == "POST" and form.is_valid():
        try:
            actions.invite(place=request.network, by=request.user, **form.cleaned_data)
        except actions.AccessRefused as problem:
            form.add_error("email", str(problem))
        else:
            messages.success(request, f"An invitation is on its way to {form.cleaned_data['email']}.")
            return _to_list(request)
    return render(request, "networks/invite.html", {"form": form})


@network_view(Permission.MANAGE_ACCESS)
@require_POST
@confirmed
def renew(request, pk):
    invitation = get_object_or_404(request.network.access_invitations, pk=pk)
    try:
        actions.renew(place=request.network, by=request.user, invitation=invitation)
    except actions.AccessRefused as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, f"A new link is on its way to {invitation.email}.")
    return _to_list(request)


@network_view(Permission.MANAGE_ACCESS)
@require_POST
@confirmed
def withdraw(request, pk):
    invitation = get_object_or_404(request.network.access_invitations, pk=pk)
    try:
        actions.withdraw(network=request.network, by=request.user, invitation=invitation)
    except actions.AccessRefused as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, f"The invitation of {invitation.email} was withdrawn. Its link is dead.")
    return _to_list(request)


@network_view(Permission.MANAGE_ACCESS)
@require_http_methods(["GET", "HEAD", "POST"])
@confirmed
def member(request, pk):
    """One member's role, to change or to take away."""
    membership = get_object_or_404(queries.members(request.network), pk=pk)
    form = RoleForm(
        request.POST if request.method == "POST" else None,
        permissions=request.permissions,
        initial={"role": membership.role},
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_role(
                network=request.network, by=request.user, membership=membership, **form.cleaned_data
            )
        except actions.AccessRefused as problem:
            form.add_error("role", str(problem))
        else:
            messages.success(request, f"The role of {membership.user} was saved.")
            return redirect("home:start") if membership.user == request.user else _to_list(request)
    return render(request, "networks/member.html", {"form": form, "membership": membership})


@network_view(Permission.MANAGE_ACCESS)
@require_POST
@confirmed
def remove(request, pk):
    membership = get_object_or_404(queries.members(request.network), pk=pk)
    try:
        actions.remove(network=request.network, by=request.user, membership=membership)
    except actions.AccessRefused as problem:
        messages.error(request, str(problem))
        return redirect("access:member", request.network.code, pk)
    if membership.user == request.user:
        messages.success(request, f"You have left {request.network.name}.")
        return redirect("home:start")
    messages.success(request, f"{membership.user} has no access any more.")
    return _to_list(request)
