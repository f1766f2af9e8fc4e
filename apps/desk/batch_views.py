"""Collections of reports: whom the area asked, how far they are, and the file it takes home."""

from django.contrib import messages
from django.http import StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from apps.accounts.confirm import confirmed_download
from apps.accounts.permissions import Permission
from apps.core.audit import Event, record
from apps.core.exports import table_csv
from apps.core.fragments import render_part
from apps.core.tables import Sorting, build
from apps.networks.access import ics_view

from . import actions, archive, batch_queries, tables
from .actions import DeskRefused
from .forms import AskForm

BOTH = ["GET", "HEAD", "POST"]
PAGE, LINES = 20, 100


def _sorted(request):
    sorting = Sorting.of(tables.BATCH_COLUMNS, request.GET, default="-asked", ties=("-pk",))
    return sorting.apply(batch_queries.batches(request.ics)), sorting


@ics_view(Permission.VIEW_ICS)
@require_safe
def batches(request):
    found, sorting = _sorted(request)
    table = build(
        found,
        tables.BATCH_COLUMNS,
        request.GET,
        id="collections",
        caption="Collections of reports",
        noun=tables.BATCHES,
        path=reverse("ics:batches", args=[request.ics.code]),
        sorting=sorting,
        csv=reverse("ics:batches_csv", args=[request.ics.code]),
        size=PAGE,
        present=lambda page: [_in(request.ics, one) for one in page],
    )
    context = {"table": table, "may_ask": Permission.ASK_FOR_REPORTS in request.permissions}
    return render_part(request, "desk/batches.html", "components/table.html", context, said=table.said)


def _in(icb, batch):
    """``batch`` with its area, which is at hand."""
    batch.icb = icb
    return batch


@ics_view(Permission.VIEW_ICS)
@require_GET
def batches_csv(request):
    found, _ = _sorted(request)
    name = f"collections-{request.ics.code}-{timezone.localdate():%Y-%m-%d}.csv"
    response, count = table_csv(name, tables.BATCH_COLUMNS, found)
    record(Event.EXPORTED, by=request.user, ics=request.ics, what="collections", count=count)
    return response


@ics_view(Permission.ASK_FOR_REPORTS)
@require_http_methods(BOTH)
def batch_new(request):
    form = AskForm(request.POST or None, icb=request.ics)
    if request.method == "POST" and form.is_valid():
        try:
            batch = actions.ask(icb=request.ics, by=request.user, **form.values())
        except DeskRefused as refusal:
            form.add_error("who", str(refusal))
        else:
            return redirect(batch)
    return render(request, "desk/batch_new.html", {"form": form})


def _batch(request, pk):
    return get_object_or_404(request.ics.batches.select_related("icb", "by"), pk=pk)


@ics_view(Permission.VIEW_ICS)
@require_safe
def batch(request, pk):
    """How far each network is; asked by htmx while networks are being asked, only that part."""
    found = _batch(request, pk)
    lines = batch_queries.lines(found)
    table = build(
        lines,
        tables.line_columns(request.ics),
        request.GET,
        id="asked",
        caption="Networks of this collection",
        noun=tables.NETWORKS,
        path=found.get_absolute_url(),
        csv=reverse("ics:batch_csv", args=[request.ics.code, found.pk]),
        size=LINES,
    )
    counted = batch_queries.counted(lines)
    may_ask = Permission.ASK_FOR_REPORTS in request.permissions
    context = {
        "batch": found,
        "table": table,
        "counted": counted,
        "is_asking": any(line.is_open for line in lines),
        "new": sum(line.is_new for line in lines),
        "released": sum(line.report is not None for line in lines),
        "stuck": sum(line.may_be_asked_again for line in lines) if may_ask else 0,
        "to_remind": len(batch_queries.remindable(lines, timezone.localdate())) if may_ask else 0,
        "may_download": Permission.DOWNLOAD_RELEASED in request.permissions,
    }
    said = ", ".join(f"{count} {word}" for word, count in counted)
    return render_part(request, "desk/batch.html", "desk/_batch.html", context, said=said)


@ics_view(Permission.VIEW_ICS)
@require_GET
def batch_csv(request, pk):
    found = _batch(request, pk)
    name = f"collection-{request.ics.code}-{found.year_end:%Y-%m}-{timezone.localdate():%Y-%m-%d}.csv"
    response, count = table_csv(
        name, (tables.LINE_CODE, *tables.line_columns(request.ics)), batch_queries.lines(found)
    )
    record(Event.EXPORTED, by=request.user, ics=request.ics, what="collection", count=count)
    return response


@ics_view(Permission.ASK_FOR_REPORTS)
@require_POST
def batch_again(request, pk):
    found = _batch(request, pk)
    count = actions.ask_again(batch=found, by=request.user)
    words = "Trying again." if count else "There is nothing to try again."
    messages.success(request, words)
    return redirect(found)


@ics_view(Permission.ASK_FOR_REPORTS)
@require_http_methods(BOTH)
def batch_remind(request, pk):
    """Asks first: mails can't be taken back."""
    found = _batch(request, pk)
    if request.method == "POST":
        count = actions.remind(batch=found, by=request.user)
        if count:
            messages.success(request, f"{tables.NETWORKS.count(count)} will get a mail.")
        else:
            messages.info(request, "Nobody was reminded: they have released, or were written to this week.")
        return redirect(found)
    waiting = batch_queries.remindable(batch_queries.lines(found), timezone.localdate())
    if not waiting:
        return redirect(found)
    return render(request, "desk/batch_remind.html", {"batch": found, "waiting": waiting})


@ics_view(Permission.DOWNLOAD_RELEASED)
@require_GET
@confirmed_download
def batch_zip(request, pk):
    """The released reports in one file, or those alone that were not taken home yet (``?new=1``)."""
    found = _batch(request, pk)
    lines = batch_queries.lines(found)
    only_new = bool(request.GET.get("new"))
    wanted = [line for line in lines if (line.is_new if only_new else line.report)]
    if not wanted:
        messages.info(request, "There is nothing to download yet: no report was released.")
        return redirect(found)
    actions.record_taking(batch=found, by=request.user, lines=wanted)
    others = [line for line in lines if line.report is None]
    body = archive.stream(found, wanted, others, finished=actions.mark_taken)
    response = StreamingHttpResponse(body, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{archive.file_name(found)}"'
    return response
