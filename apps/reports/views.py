"""The network's own pages of its reports."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from apps.accounts.confirm import confirmed
from apps.accounts.permissions import Permission
from apps.core.audit import Event, record
from apps.core.exports import table_csv
from apps.core.fragments import render_part
from apps.core.moments import day
from apps.core.tables import Sorting, build
from apps.networks.access import network_view

from . import actions, queries, tables, writing_queries
from .flow_forms import ReleaseForm
from .forms import PrepareForm

PAGE = 20


def report_or_404(request, pk):
    return get_object_or_404(request.network.reports.select_related("network", "job", "file"), pk=pk)


def _listed(request):
    sorting = Sorting.of(tables.own_columns(request.network), request.GET, default="-year")
    return sorting.apply(request.network.reports.select_related("job").defer("snapshot")), sorting


@network_view(Permission.VIEW_REPORTS)
@require_safe
def report_list(request):
    reports, sorting = _listed(request)
    table = build(
        reports,
        tables.own_columns(request.network),
        request.GET,
        id="reports",
        caption="Reports",
        noun=tables.REPORTS,
        path=reverse("reports:list", args=[request.network.code]),
        sorting=sorting,
        csv=reverse("reports:list_csv", args=[request.network.code]),
        size=PAGE,
    )
    may_prepare = Permission.PREPARE_REPORTS in request.permissions and not request.network.is_read_only
    context = {"table": table, "may_prepare": may_prepare}
    return render_part(request, "reports/list.html", "components/table.html", context, said=table.said)


@network_view(Permission.VIEW_REPORTS)
@require_GET
def report_list_csv(request):
    reports, _ = _listed(request)
    name = f"reports-{request.network.code}-{timezone.localdate():%Y-%m-%d}.csv"
    response, count = table_csv(name, tables.OWN_CSV, reports)
    record(Event.EXPORTED, by=request.user, network=request.network, what="reports", count=count)
    return response


@network_view(Permission.PREPARE_REPORTS)
@require_http_methods(["GET", "HEAD", "POST"])
def report_prepare(request):
    form = PrepareForm(request.POST or None, network=request.network)
    if request.method == "POST" and form.is_valid():
        try:
            report = actions.request_report(network=request.network, by=request.user, **form.cleaned_data)
        except actions.ReportRefused as problem:
            form.add_error("year_end", str(problem))
        else:
            return redirect(report)
    return render(request, "reports/prepare.html", {"form": form})


@network_view(Permission.VIEW_REPORTS)
@require_safe
def report_detail(request, pk):
    """A report and how far it is; asked by htmx, only the part that changes."""
    report = report_or_404(request, pk)
    writable = not request.network.is_read_only
    state = tables.state_of(report)
    context = {
        "report": report,
        "state": state,
        "may_prepare": writable and Permission.PREPARE_REPORTS in request.permissions,
        "may_approve": writable and Permission.APPROVE_REPORTS in request.permissions,
        "findings": (report.snapshot or {}).get("findings", []),
        "endorsement": queries.endorsement_of(report),
        **queries.comments_counted(report),
        "other_versions": queries.other_versions(report),
    }
    if context["may_prepare"] and report.state == report.State.DRAFT and not report.is_being_made:
        context["may_write"] = writing_queries.may_be_written(request.network, report.year_end)
        context["missing"] = writing_queries.missing(request.network, report.year_end)
    said = f"{state[0]}. {report.job.progress}" if report.is_being_made else state[0]
    return render_part(request, "reports/detail.html", "reports/_status.html", context, said=said)


@network_view(Permission.VIEW_REPORTS)
@require_GET
def report_download(request, pk):
    report = report_or_404(request, pk)
    if report.file is None:
        raise Http404
    try:
        content = actions.hand_out(report=report, by=request.user)
    except FileNotFoundError:
        messages.error(
            request, "The file is not in storage any more. Please tell the platform’s administrator."
        )
        return redirect(report)
    return as_download(report, content)


def as_download(report, content: bytes) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{report.file_name}"'
    return response


def act(request, report, action, done="", **arguments):
    """Do ``action`` and say how it went."""
    try:
        action(report=report, by=request.user, **arguments)
    except actions.ReportRefused as problem:
        messages.error(request, str(problem))
    else:
        if done:
            messages.success(request, done)
    return redirect(report)


@network_view(Permission.PREPARE_REPORTS)
@require_POST
def report_again(request, pk):
    return act(request, report_or_404(request, pk), actions.try_again)


@network_view(Permission.PREPARE_REPORTS)
@require_POST
def report_renew(request, pk):
    """Make a draft again from today's data."""
    report = report_or_404(request, pk)
    try:
        actions.request_report(
            network=request.network,
            by=request.user,
            year_end=report.year_end,
            correction=report.correction,
        )
    except actions.ReportRefused as problem:
        messages.error(request, str(problem))
    return redirect(report)


@network_view(Permission.APPROVE_REPORTS)
@require_http_methods(["GET", "HEAD", "POST"])
@confirmed
def report_approve(request, pk):
    report = report_or_404(request, pk)
    if request.method == "POST":
        content = request.POST.get("content", "")
        return act(
            request, report, actions.approve, "Approved. You can release the report now.", content=content
        )
    if report.state != report.State.DRAFT or not report.is_current:
        return redirect(report)
    context = {
        "report": report,
        "icb": request.network.icb,
        "missing": writing_queries.missing(request.network, report.year_end),
        "endorsement": queries.endorsement_of(report),
        "unanswered": queries.comments_on(report).filter(settled=False).count(),
    }
    return render(request, "reports/approve.html", context)


@network_view(Permission.APPROVE_REPORTS)
@require_http_methods(["GET", "HEAD", "POST"])
@confirmed
def report_release(request, pk):
    """Now, or on the morning of a day."""
    report = report_or_404(request, pk)
    if report.state != report.State.APPROVED:
        return redirect(report)
    form = ReleaseForm(request.POST or None, initial={"on": report.release_on})
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["when"] == "now":
            done = "Released. The area can download the report in a moment."
            return act(request, report, actions.release, done)
        on = form.cleaned_data["on"]
        try:
            actions.plan_release(report=report, by=request.user, on=on)
        except actions.ReportRefused as problem:
            form.add_error("on", str(problem))
        else:
            messages.success(
                request, f"It will be released on the morning of {day(on)}. Until then you can change that."
            )
            return redirect(report)
    context = {"report": report, "icb": request.network.icb, "form": form}
    return render(request, "reports/release.html", context)
