"""Team roles: the map, one's own result, and the working groups."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from apps.accounts.permissions import Permission
from apps.core.audit import Event, record
from apps.core.exports import table_csv
from apps.networks.access import network_view
from apps.people.queries import own_entry

from . import team_actions, team_queries, team_tables
from .models import TeamResult, TeamRole
from .team_forms import GroupForm, OwnForm
from .team_rules import headline

BOTH = ["GET", "HEAD", "POST"]


def _may_keep(request) -> bool:
    return Permission.KEEP_ROLES in request.permissions and not request.network.is_read_only


def _asked(request, groups):
    """The group that the address names if it is one of ``groups``, whether it names the leadership, and its map."""
    asked = request.GET.get("group", "")
    group = next((one for one in groups if str(one.pk) == asked), None)
    leadership = asked == team_queries.LEADERSHIP
    found = team_queries.team_map(request.network, request.permissions, group=group, leadership=leadership)
    return group, leadership, found


@network_view(Permission.VIEW_NETWORK)
@require_safe
def team(request):
    """The map of everybody, of the leadership, or of the working group that the address names."""
    groups = list(request.network.working_groups.all())
    group, leadership, found = _asked(request, groups)
    labels = dict(TeamRole.choices)
    asked = {"group": group.pk if group else team_queries.LEADERSHIP} if group or leadership else None
    csv = reverse("team:map_csv", args=[request.network.code], query=asked)
    path = reverse("team:map", args=[request.network.code])
    context = {
        "found": found,
        "headline": headline(found, labels),
        "table": team_tables.map_table(found, labels, path=path, csv=csv),
        "gaps": [(labels[row.role], row) for row in found.gaps],
        "groups": groups,
        "group": group,
        "leadership": leadership,
        "leaders": [role.name for role in team_queries.LEADERS],
        "may_keep": _may_keep(request),
        "own": own_entry(request.network, request.user),
    }
    return render(request, "roles/team.html", context)


@network_view(Permission.VIEW_NETWORK)
@require_GET
def map_csv(request):
    """The map that the page shows this reader."""
    found = _asked(request, request.network.working_groups.all())[2]
    name = f"team-roles-{request.network.code}-{timezone.localdate():%Y-%m-%d}.csv"
    response, count = table_csv(name, team_tables.columns(dict(TeamRole.choices)), found.rows)
    record(Event.EXPORTED, by=request.user, network=request.network, what="team_roles", count=count)
    return response


def _after_own(request) -> str:
    """The map, for whoever may see it."""
    return "team:map" if Permission.VIEW_NETWORK in request.permissions else "team:own"


@network_view(Permission.SPEAK_FOR_ONESELF)
@require_http_methods(BOTH)
def own(request):
    """One's own result; whoever is not in the directory is told how to get there."""
    person = own_entry(request.network, request.user)
    result = TeamResult.of(person)
    initial = result and {name: getattr(result, name) for name in ("top", "least", "reported_on", "seen_by")}
    form = OwnForm(request.POST or None, initial=initial)
    if request.method == "POST" and person and form.is_valid():
        team_actions.record_own(person=person, **form.cleaned_data)
        messages.success(
            request, "Your team roles are recorded. You can change or withdraw them at any time."
        )
        return redirect(_after_own(request), request.network.code)
    context = {"form": form, "person": person, "result": result}
    return render(request, "roles/team_own.html", context)


@network_view(Permission.SPEAK_FOR_ONESELF)
@require_POST
def withdraw(request):
    person = own_entry(request.network, request.user)
    if person is None:
        raise Http404
    team_actions.withdraw_own(person=person)
    messages.success(request, "Withdrawn. Nothing of it is kept.")
    return redirect(_after_own(request), request.network.code)


@network_view(Permission.KEEP_ROLES)
@require_http_methods(BOTH)
def group_new(request):
    return _edit(request, None)


@network_view(Permission.KEEP_ROLES)
@require_http_methods(BOTH)
def group_edit(request, pk):
    return _edit(request, get_object_or_404(request.network.working_groups, pk=pk))


def _edit(request, group):
    form = GroupForm(request.POST or None, network=request.network, group=group)
    if request.method == "POST" and form.is_valid():
        try:
            saved = team_actions.save_group(
                network=request.network, by=request.user, group=group, **form.cleaned_data
            )
        except team_actions.TeamRefused as refusal:
            form.add_error("name", str(refusal))
        else:
            messages.success(request, "Saved.")
            return redirect(reverse("team:map", args=[request.network.code], query={"group": saved.pk}))
    page = "roles/team_group_edit.html" if group else "roles/team_group_new.html"
    return render(request, page, {"form": form, "group": group})


@network_view(Permission.KEEP_ROLES)
@require_POST
def group_delete(request, pk):
    group = get_object_or_404(request.network.working_groups.select_related("network"), pk=pk)
    team_actions.delete_group(group=group, by=request.user)
    messages.success(request, "The working group was deleted. What people recorded is theirs and stays.")
    return redirect("team:map", request.network.code)
