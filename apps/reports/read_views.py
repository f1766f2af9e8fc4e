"""A report on the screen: the same snapshot as the PDF's, and its data to take along."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_safe

from apps.accounts.permissions import Permission
from apps.core.audit import Event, record
from apps.core.exports import csv_response
from apps.networks.access import network_view

from . import document, layout
from .actions import standing


def _report(request, pk):
    """One whose content is frozen."""
    found = request.network.reports.select_related("network").filter(snapshot__isnull=False)
    return get_object_or_404(found, pk=pk)


@network_view(Permission.VIEW_REPORTS)
@require_safe
def read(request, pk):
    report = _report(request, pk)
    context = document.context(report.snapshot, standing(report)) | {"report": report}
    context["may_comment"] = (
        Permission.COMMENT_ON_REPORTS in request.permissions and report.state == report.State.DRAFT
    )
    return render(request, "reports/read.html", context)


@network_view(Permission.VIEW_REPORTS)
@require_GET
def table_csv(request, pk, number):
    """One table of the report by its number."""
    report = _report(request, pk)
    table = next((one for one in layout.laid_out(report.snapshot).tables if one.number == number), None)
    if table is None:
        raise Http404
    name = f"{_name(report)}-table-{number}.csv"
    record(Event.EXPORTED, by=request.user, network=request.network, about=report, what="report_table")
    return csv_response(name, table.columns, [*table.flat, (), ("Source", table.source)])


@network_view(Permission.VIEW_REPORTS)
@require_GET
def download_json(request, pk):
    """The whole frozen content, for who counts further."""
    report = _report(request, pk)
    record(Event.EXPORTED, by=request.user, network=request.network, about=report, what="report_data")
    response = HttpResponse(document.as_text(report.snapshot), content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="{_name(report)}.json"'
    return response


def _name(report) -> str:
    return f"one-year-on-{report.network.code}-{report.year_end:%Y-%m}"
