"""The network's own pages of its reports."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from apps.accounts.permissions import Permission
from apps.networks.access import network_view

from . import actions
from .forms import PrepareForm

PAGE = 20


def _report(request, pk):
    return get_object_or_404(request.network.reports.select_related("network", "job", "file"), pk=pk)


@network_view(Permission.VIEW_REPORTS)
@require_safe
def report_list(request):
    reports = request.network.reports.select_related("job").defer("snapshot")
    page = Paginator(reports, PAGE).get_page(request.GET.get("page"))
    may_prepare = Permission.PREPARE_REPORTS in request.permissions and not request.network.is_read_only
    return render(request, "reports/list.html", {"page": page, "may_prepare": may_prepare})


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
    report = _report(request, pk)
    writable = not request.network.is_read_only
    context = {
        "report": report,
        "may_prepare": writable and Permission.PREPARE_REPORTS in request.permissions,
        "may_approve": writable and Permission.APPROVE_REPORTS in request.permissions,
        "findings": (report.snapshot or {}).get("findings", []),
    }
    response = render(request, "reports/_status.html" if request.htmx else "reports/detail.html", context)
    patch_vary_headers(response, ["HX-Request"])
    return response


@network_view(Permission.VIEW_REPORTS)
@require_GET
def report_download(request, pk):
    report = _report(request, pk)
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


def _act(request, report, action, done="", **arguments):
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
    return _act(request, _report(request, pk), actions.try_again)


@network_view(Permission.PREPARE_REPORTS)
@require_POST
def report_renew(request, pk):
    """Make a draft again from today's data."""
    report = _report(request, pk)
    try:
        actions.request_report(network=request.network, by=request.user, year_end=report.year_end)
    except actions.ReportRefused as problem:
        messages.error(request, str(problem))
    return redirect(report)


@network_view(Permission.APPROVE_REPORTS)
@require_http_methods(["GET", "HEAD", "POST"])
def report_approve(request, pk):
    report = _report(request, pk)
    if request.method == "POST":
        content = request.POST.get("content", "")
        return _act(
            request, report, actions.approve, "Approved. You can release the report now.", content=content
        )
    if report.state != report.State.DRAFT or not report.is_current:
        return redirect(report)
    return render(request, "reports/approve.html", {"report": report, "icb": request.network.icb})


@network_view(Permission.APPROVE_REPORTS)
@require_http_methods(["GET", "HEAD", "POST"])
def report_release(request, pk):
    report = _report(request, pk)
    if request.method == "POST":
        return _act(
            request, report, actions.release, "Released. The area can download the report in a moment."
        )
    if report.state != report.State.APPROVED:
        return redirect(report)
    return render(request, "reports/release.html", {"report": report, "icb": request.network.icb})
