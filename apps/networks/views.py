"""Who has access to a place: the same pages for a network, an area and the portal's administration. The doors stand
in `urls.access_pages`."""

from functools import partial

from django.contrib import messages
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from apps.accounts.confirm import confirmed, confirmed_download
from apps.accounts.permissions import roles_within
from apps.core.audit import Event, record
from apps.core.exports import table_csv
from apps.core.fragments import render_part
from apps.core.navigation import beside
from apps.core.tables import Sorting, build

from . import actions, queries, tables
from .forms import CheckForm, InviteForm, RoleForm

PAGE = 50


def _to(request, page="list", **kwargs):
    return redirect(beside(request, page, **kwargs))


def _roles(request):
    return roles_within(request.permissions, request.place.ROLES)


def _members(request):
    columns = tables.member_columns(request.place, request.user, partial(beside, request))
    sorting = Sorting.of(columns, request.GET, default="name", ties=("since", "pk"))
    return sorting.apply(queries.members(request.place)), columns, sorting


@require_safe
def access_list(request):
    members, columns, sorting = _members(request)
    table = build(
        members,
        columns,
        request.GET,
        id="members",
        caption="Who has access",
        noun=tables.MEMBERS,
        path=beside(request, "list"),
        sorting=sorting,
        csv=beside(request, "members_csv"),
        size=PAGE,
    )
    context = {
        "table": table,
        "invitations": _invitations(request),
        "to_confirm": queries.to_confirm(request.place).count(),
    }
    return render_part(request, "networks/access.html", "components/table.html", context, said=table.said)


def _invitations(request):
    """All of them at once: `actions.MOST_OPEN` is one page."""
    return build(
        queries.waiting(request.place),
        tables.invitation_columns(request.place, get_token(request), partial(beside, request)),
        {},
        id="invitations",
        caption="Open invitations",
        noun=tables.INVITATIONS,
        path=beside(request, "list"),
        csv=beside(request, "invitations_csv"),
        size=actions.MOST_OPEN,
    )


@require_GET
@confirmed_download
def members_csv(request):
    members, _, _ = _members(request)
    response, count = table_csv(_file_name(request, "members"), tables.MEMBERS_CSV, members)
    record(Event.EXPORTED, by=request.user, what="members", count=count, **request.place.in_log)
    return response


@require_GET
@confirmed_download
def invitations_csv(request):
    waiting = queries.waiting(request.place)
    response, count = table_csv(_file_name(request, "invitations"), tables.INVITATIONS_CSV, waiting)
    record(Event.EXPORTED, by=request.user, what="invitations", count=count, **request.place.in_log)
    return response


def _file_name(request, what: str) -> str:
    return f"{what}-{request.place.code or 'administration'}-{timezone.localdate():%Y-%m-%d}.csv"


@require_http_methods(["GET", "HEAD", "POST"])
@confirmed
def invite(request):
    data = request.POST if request.method == "POST" else None
    form = InviteForm(data, place=request.place, roles=_roles(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.invite(place=request.place, by=request.user, **form.cleaned_data)
        except actions.AccessRefused as problem:
            form.add_error("email", str(problem))
        else:
            messages.success(request, f"An invitation is on its way to {form.cleaned_data['email']}.")
            return _to(request)
    return render(request, "networks/invite.html", {"form": form})


@require_POST
@confirmed
def renew(request, pk):
    invitation = get_object_or_404(request.place.access_invitations, pk=pk)
    try:
        actions.renew(place=request.place, by=request.user, invitation=invitation)
    except actions.AccessRefused as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, f"A new link is on its way to {invitation.email}.")
    return _to(request)


@require_POST
@confirmed
def withdraw(request, pk):
    invitation = get_object_or_404(request.place.access_invitations, pk=pk)
    try:
        actions.withdraw(place=request.place, by=request.user, invitation=invitation)
    except actions.AccessRefused as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, f"The invitation of {invitation.email} was withdrawn. Its link is dead.")
    return _to(request)


@require_http_methods(["GET", "HEAD", "POST"])
@confirmed
def member(request, pk):
    """One member's role, to change: a change is shown first, and made when it comes back confirmed."""
    membership = get_object_or_404(queries.members(request.place), pk=pk)
    form = RoleForm(
        request.POST if request.method == "POST" else None,
        place=request.place,
        roles=_roles(request),
        initial={"role": membership.role, "practice": membership.practice and membership.practice.code},
    )
    context = {"form": form, "membership": membership}
    if request.method == "POST" and form.is_valid():
        if "confirmed" not in request.POST:
            return render(request, "networks/role_check.html", context | _change(request, form))
        try:
            actions.change_role(
                place=request.place, by=request.user, membership=membership, **form.cleaned_data
            )
        except actions.AccessRefused as problem:
            form.add_error("role", str(problem))
        else:
            messages.success(request, f"The role of {membership.user} was saved.")
            return redirect("home:start") if membership.user == request.user else _to(request)
    return render(request, "networks/member.html", context)


def _change(request, form) -> dict:
    """The role that was chosen, as the page that checks it says it."""
    return {
        "role": request.place.ROLES[form.cleaned_data["role"]],
        "practice": form.cleaned_data.get("practice"),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@confirmed
def remove(request, pk):
    """Take away all access of a member: says first what ends. One's own is given up by leaving."""
    membership = get_object_or_404(queries.members(request.place), pk=pk)
    if membership.user_id == request.user.pk:
        return _to(request, "leave")
    return _take_away(request, membership)


@require_http_methods(["GET", "HEAD", "POST"])
@confirmed
def leave(request):
    """Give up one's own access, whatever the role."""
    return _take_away(request, request.memberships[0])


def _take_away(request, membership):
    user = membership.user
    form = CheckForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.remove(place=request.place, by=request.user, membership=membership)
        except actions.AccessRefused as refused:
            form.add_error(None, str(refused))
        else:
            left = user == request.user
            words = f"You have left {request.place}." if left else f"{user} has no access any more."
            messages.success(request, words)
            return redirect("home:start") if left else _to(request)
    theirs = queries.members(request.place).filter(user=user)
    context = {
        "member": user,
        "theirs": theirs,
        "form": form,
        "stuck": request.place.HAND_OVER if queries.is_last_manager(request.place, user) else "",
    }
    return render(request, "networks/remove.html", context)


@require_safe
def review(request):
    """Whose access nobody confirmed for a year: to keep or to take away, one by one."""
    table = build(
        queries.to_confirm(request.place),
        tables.review_columns(request.place, request.user, get_token(request), partial(beside, request)),
        request.GET,
        id="review",
        caption="Whose access is to be confirmed",
        noun=tables.TO_CONFIRM,
        path=beside(request, "review"),
        size=PAGE,
    )
    context = {"table": table, "next": queries.next_review(request.place)}
    return render_part(request, "networks/review.html", "components/table.html", context, said=table.said)


@require_POST
@confirmed
def confirm(request, pk):
    membership = get_object_or_404(queries.members(request.place), pk=pk)
    try:
        actions.confirm(place=request.place, by=request.user, membership=membership)
    except actions.AccessRefused as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, f"{membership.user} keeps access as {membership.role_name}.")
    return _to(request, "review")
