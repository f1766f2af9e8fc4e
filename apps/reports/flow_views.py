"""On the way to a release: what is missing, comments on the draft, the board's endorsement, the day, taking back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from apps.accounts.confirm import confirmed
from apps.accounts.permissions import Permission
from apps.core.audit import Event, record
from apps.core.exports import table_csv
from apps.core.table_html import link, tag
from apps.core.tables import Column, build
from apps.meetings.models import Meeting
from apps.networks.access import network_view

from . import actions, checklist, flow_actions, queries, years
from .actions import ReportRefused
from .flow_forms import CommentForm, EndorseForm, SettleForm
from .views import act, report_or_404

BOTH = ["GET", "HEAD", "POST"]
MOST_MEETINGS = 12


# --- What is missing -----------------------------------------------------------------------------
def _year(request, year_end) -> years.Year:
    """Also a year from before the network existed, as is known by now, where its report was begun."""
    if request.network.reports.filter(year_end=year_end).exists():
        return years.ending(year_end.year, year_end.month)
    try:
        return years.checked(year_end, today=timezone.localdate(), opened_on=request.network.opened_on)
    except years.BadYear as problem:
        raise Http404 from problem


@network_view(Permission.PREPARE_REPORTS)
@require_safe
def missing(request, year_end):
    year = _year(request, year_end)
    # What is missing comes first, each in the order of the report.
    lines = sorted(checklist.lines(request.network, year), key=lambda line: line.there)
    chapter, there, what, who = checklist.COLUMNS
    columns = (
        chapter,
        Column("there", there.title, cell=lambda line: tag(line.word, "green" if line.there else "grey")),
        Column("what", what.title, cell=lambda line: link(line.what, line.url)),
        who,
    )
    table = build(
        lines,
        columns,
        {},
        id="missing",
        caption=f"Chapters of the report on {year.title}",
        noun=checklist.LINES,
        path=request.path,
        csv=reverse("reports:missing_csv", args=[request.network.code, year_end]),
        size=len(lines),
    )
    context = {
        "year": year,
        "table": table,
        "there": sum(line.there for line in lines),
        "report": request.network.reports.in_progress().filter(year_end=year_end).defer("snapshot").first(),
    }
    return render(request, "reports/missing.html", context)


@network_view(Permission.PREPARE_REPORTS)
@require_GET
def missing_csv(request, year_end):
    lines = checklist.lines(request.network, _year(request, year_end))
    name = f"report-checklist-{request.network.code}-{year_end:%Y-%m}.csv"
    response, count = table_csv(name, checklist.COLUMNS, lines)
    record(Event.EXPORTED, by=request.user, network=request.network, what="checklist", count=count)
    return response


# --- Comments ------------------------------------------------------------------------------------
@network_view(Permission.VIEW_REPORTS)
@require_http_methods(BOTH)
def comments(request, pk):
    """Everybody's comments on the year's draft, and one's own."""
    report = report_or_404(request, pk)
    if report.snapshot is None:
        return redirect(report)
    may_comment = (
        Permission.COMMENT_ON_REPORTS in request.permissions
        and report.state == report.State.DRAFT
        and not request.network.is_read_only
    )
    form = None
    if may_comment:
        asked = {"chapter": request.GET.get("chapter", "")}
        form = CommentForm(request.POST or None, snapshot=report.snapshot, initial=asked)
    if request.method == "POST":
        if form is None:
            raise PermissionDenied
        if form.is_valid():
            try:
                flow_actions.comment(report=report, by=request.user, **form.cleaned_data)
            except ReportRefused as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, "Thank you. Your comment stands below.")
                return redirect("reports:comments", request.network.code, report.pk)
    context = {
        "report": report,
        "form": form,
        "comments": queries.comments_on(report),
        "may_settle": Permission.PREPARE_REPORTS in request.permissions and not request.network.is_read_only,
    }
    return render(request, "reports/comments.html", context)


def _comment(request, pk):
    return get_object_or_404(request.network.report_comments.select_related("network", "by"), pk=pk)


def _back_to_comments(request, comment):
    report = request.network.reports.filter(year_end=comment.year_end).defer("snapshot").latest("version")
    return redirect("reports:comments", request.network.code, report.pk)


@network_view(Permission.PREPARE_REPORTS)
@require_http_methods(BOTH)
def comment_settle(request, pk):
    found = _comment(request, pk)
    form = SettleForm(request.POST or None, initial={"answer": found.answer})
    if request.method == "POST" and form.is_valid():
        flow_actions.settle(comment=found, by=request.user, **form.cleaned_data)
        messages.success(request, "Saved. Whoever wrote it can read your answer.")
        return _back_to_comments(request, found)
    return render(request, "reports/comment_settle.html", {"comment": found, "form": form})


@network_view(Permission.COMMENT_ON_REPORTS)
@require_POST
def comment_withdraw(request, pk):
    found = _comment(request, pk)
    try:
        flow_actions.withdraw(comment=found, by=request.user)
    except ReportRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Your comment was withdrawn.")
    return _back_to_comments(request, found)


# --- The board -----------------------------------------------------------------------------------
@network_view(Permission.PREPARE_REPORTS)
@require_http_methods(BOTH)
def endorse(request, pk):
    """Note at which meeting the board stood behind what the report says now."""
    report = report_or_404(request, pk)
    if report.file_id is None or report.state not in (report.State.DRAFT, report.State.APPROVED):
        return redirect(report)
    held = request.network.meetings.filter(state=Meeting.State.ENDED)[:MOST_MEETINGS]
    form = EndorseForm(request.POST or None, meetings=held)
    if request.method == "POST" and form.is_valid():
        content = request.POST.get("content", "")
        try:
            flow_actions.endorse(report=report, by=request.user, content=content, **form.values())
        except ReportRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Noted. It stands on the cover once the pages are made again.")
            return redirect(report)
    context = {"report": report, "form": form, "endorsement": queries.endorsement_of(report)}
    return render(request, "reports/endorse.html", context)


@network_view(Permission.PREPARE_REPORTS)
@require_POST
def endorse_remove(request, pk):
    report = report_or_404(request, pk)
    return act(request, report, flow_actions.remove_endorsement, "The note was removed.")


# --- Release -------------------------------------------------------------------------------------
@network_view(Permission.APPROVE_REPORTS)
@require_http_methods(BOTH)
@confirmed
def take_back(request, pk):
    report = report_or_404(request, pk)
    if request.method == "POST":
        return act(request, report, actions.take_back, "The approval was taken back: it is a draft again.")
    if report.state != report.State.APPROVED:
        return redirect(report)
    return render(request, "reports/take_back.html", {"report": report})


@network_view(Permission.APPROVE_REPORTS)
@require_POST
def unplan(request, pk):
    report = report_or_404(request, pk)
    return act(request, report, actions.unplan_release, "It is not released by itself any more.")
