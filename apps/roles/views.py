"""Who does what: the list of roles, and one role with those who hold it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from apps.accounts.permissions import Permission
from apps.core.audit import Event, record
from apps.core.exports import table_csv
from apps.core.fragments import render_part
from apps.core.tables import build
from apps.networks.access import network_view

from . import actions, tables
from .forms import DayForm, FilterForm, PostForm, RoleForm, StageForm, WishForm, refuse
from .headlines import who_does_what
from .queries import reviews_of, seats
from .role_types import all_types
from .rules import Refused

PAGE = 50


def may_keep(request) -> bool:
    return Permission.KEEP_ROLES in request.permissions and not request.network.is_read_only


@network_view(Permission.VIEW_NETWORK)
@require_safe
def post_list(request):
    code, form = request.network.code, FilterForm(request.GET)
    found = seats(request.network.posts.all())
    table = build(
        form.apply(found),
        tables.COLUMNS,
        request.GET,
        id="roles",
        caption=f"Who does what in {request.network.name}",
        noun=tables.ROLES,
        path=reverse("roles:list", args=[code]),
        form=form,
        form_label="Find roles",
        csv=reverse("roles:export", args=[code]),
        size=PAGE,
    )
    context = {"table": table, "headline": who_does_what(found), "may_keep": may_keep(request), "any": found}
    return render_part(request, "roles/list.html", "roles/_list.html", context, said=table.said)


@network_view(Permission.VIEW_NETWORK)
@require_GET
def export(request):
    name = f"roles-{request.network.code}-{timezone.localdate():%Y-%m-%d}.csv"
    found = FilterForm(request.GET).apply(seats(request.network.posts.all()))
    response, count = table_csv(name, tables.CSV, found)
    record(Event.EXPORTED, by=request.user, network=request.network, what="roles", count=count)
    return response


@network_view(Permission.VIEW_NETWORK)
@require_safe
def post_detail(request, pk):
    """A role of today, or one that is no longer wanted, as it stood on its last day."""
    post = get_object_or_404(request.network.posts.all(), pk=pk)
    [seat] = seats(request.network.posts.filter(pk=pk), post.last_wanted) or [None]
    if seat is None:
        raise Http404
    keeps = may_keep(request)
    context = {
        "seat": seat,
        "post": seat.post,
        "may_keep": keeps,
        "terms": tables.terms(request.network, seat, keeps=keeps),
        "stage_form": StageForm(initial={"stage": post.stage}) if seat.is_vacant and keeps else None,
        "reviews": reviews_of(seat) if keeps else [],
        "declared": [one for one in seat.holders if one.declared_on],
        **tables.facts(seat.post),
    }
    return render(request, "roles/post.html", context)


@network_view(Permission.KEEP_ROLES)
@require_http_methods(["GET", "HEAD", "POST"])
def post_add(request):
    """First which role, then what such a role needs to have said."""
    kind = all_types().get(request.GET.get("role", ""))
    if kind is None:
        form = RoleForm(request.GET if "role" in request.GET else None)
        form.is_valid()
        return render(request, "roles/add.html", {"form": form})
    proposed = {"wanted_from": timezone.localdate(), "on_board": kind.on_board, "votes": kind.votes}
    form = PostForm(request.POST or None, network=request.network, kind=kind, initial=proposed)
    if request.method == "POST" and form.is_valid():
        try:
            post = actions.add_post(
                network=request.network, by=request.user, role=kind.code, **form.cleaned_data
            )
        except Refused as problem:
            refuse(form, problem)
        else:
            messages.success(request, f"{post} is on the list. Now say who holds it.")
            return redirect(post)
    return render(request, "roles/post_form.html", {"form": form, "kind": kind})


@network_view(Permission.KEEP_ROLES)
@require_http_methods(["GET", "HEAD", "POST"])
def post_change(request, pk):
    post = get_object_or_404(request.network.posts.select_related("network"), pk=pk)
    now = {name: getattr(post, name) for name in ("title", "organisation", "on_board", "votes", "funded")}
    form = PostForm(request.POST or None, network=request.network, kind=post.type, post=post, initial=now)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_post(post=post, by=request.user, **form.cleaned_data)
        except Refused as problem:
            refuse(form, problem)
        else:
            messages.success(request, f"{post} was saved.")
            return redirect(post)
    return render(request, "roles/post_form.html", {"form": form, "kind": post.type, "post": post})


@network_view(Permission.KEEP_ROLES)
@require_http_methods(["GET", "HEAD", "POST"])
def post_close(request, pk):
    post = get_object_or_404(request.network.posts.select_related("network"), pk=pk)
    form = DayForm(request.POST or None, label="No longer wanted from", initial={"day": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            actions.close_post(post=post, by=request.user, on=form.cleaned_data["day"])
        except Refused as problem:
            form.add_error("day", str(problem))
        else:
            messages.success(request, f"{post} is no longer on the list. What it was is kept.")
            return redirect("roles:list", request.network.code)
    return render(request, "roles/close.html", {"form": form, "post": post})


@network_view(Permission.KEEP_ROLES)
@require_POST
def post_stage(request, pk):
    post = get_object_or_404(request.network.posts.select_related("network"), pk=pk)
    form = StageForm(request.POST)
    if form.is_valid():
        try:
            actions.set_stage(post=post, by=request.user, stage=form.cleaned_data["stage"])
        except Refused as problem:
            messages.error(request, str(problem))
        else:
            messages.success(request, f"{post}: {post.get_stage_display().lower()}.")
    else:
        messages.error(request, "Choose how far it is from the list.")
    return redirect(post)


@network_view(Permission.KEEP_ROLES)
@require_http_methods(["GET", "HEAD", "POST"])
def wishes(request):
    """The wish-list of the board at once, so that a network starts with more than an empty page."""
    there = set(request.network.posts.filter(closed_on=None).values_list("role", flat=True))
    form = WishForm(request.POST or None, there=there)
    if request.method == "POST" and form.is_valid():
        count = actions.add_wishes(network=request.network, by=request.user, roles=form.cleaned_data["roles"])
        messages.success(request, f"{count} {'role is' if count == 1 else 'roles are'} on the list now.")
        return redirect("roles:list", request.network.code)
    return render(request, "roles/wishes.html", {"form": form})
