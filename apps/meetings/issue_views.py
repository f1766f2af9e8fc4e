"""What people raise by name: raising it, reading what became of it, settling it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.accounts.permissions import Permission
from apps.core.fragments import render_part
from apps.core.topics import starts_from
from apps.networks.access import network_view

from . import issue_actions, issue_queries, issue_tables
from .issue_forms import IssueForm, SettleForm
from .views import may_keep

BOTH = ["GET", "HEAD", "POST"]


def _issue(request, pk):
    found = issue_queries.issues(request.network, request.user, request.permissions)
    return get_object_or_404(found.select_related("network", "raised_by", "item__meeting"), pk=pk)


def _to(request, pk, words: str):
    messages.success(request, words)
    return redirect("meetings:issue", request.network.code, pk)


@network_view(Permission.RAISE_ISSUES)
@require_safe
def issues(request):
    """Everybody's for whoever keeps the meetings; one's own for everybody else."""
    keeps = Permission.KEEP_MEETINGS in request.permissions
    found = issue_queries.issues(request.network, request.user, request.permissions)
    table = issue_tables.issues_table(found, request.GET, network=request.network, all_of_them=keeps)
    context = {"table": table, "keeps": keeps, "sees_room": Permission.VIEW_NETWORK in request.permissions}
    return render_part(request, "meetings/issues.html", "components/table.html", context, said=table.said)


@network_view(Permission.RAISE_ISSUES)
@require_http_methods(BOTH)
def issue_new(request):
    form = IssueForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        raised = issue_actions.raise_issue(network=request.network, by=request.user, **form.cleaned_data)
        return _to(request, raised.pk, "Raised. You can read here what becomes of it.")
    return render(request, "meetings/issue_new.html", {"form": form})


@network_view(Permission.RAISE_ISSUES)
@require_safe
def issue(request, pk):
    found, keeps = _issue(request, pk), may_keep(request)
    state = found.get_state_display()
    context = {
        "issue": found,
        "state": state,
        "colour": issue_tables.STATES[found.state],
        "is_new": found.state == found.State.NEW,
        "may_keep": keeps,
        "starts": starts_from(request, issue_queries.ISSUE, found.pk) if keeps else [],
    }
    return render(request, "meetings/issue.html", context)


@network_view(Permission.KEEP_MEETINGS)
@require_http_methods(BOTH)
def issue_settle(request, pk):
    found = _issue(request, pk)
    initial = {"answer": found.answer, "state": found.state}
    form = SettleForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        issue_actions.settle_issue(issue=found, by=request.user, **form.cleaned_data)
        return _to(request, pk, "Recorded. Whoever raised it can read it now.")
    return render(request, "meetings/issue_settle.html", {"form": form, "issue": found})


@network_view(Permission.KEEP_MEETINGS)
@require_POST
def issue_agenda(request, pk):
    try:
        issue_actions.put_on_agenda(issue=_issue(request, pk), by=request.user)
    except issue_actions.IssueRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("meetings:issue", request.network.code, pk)
    return _to(request, pk, "It waits among what is proposed for an agenda.")
