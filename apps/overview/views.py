"""An area's networks together, by what they released for one end month, and the PDF of it."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST, require_safe

from apps.accounts.permissions import Permission
from apps.core.audit import Event, record
from apps.core.exports import figures_csv as figures_file
from apps.core.fragments import render_part, wants_part
from apps.networks.access import ics_view
from apps.reports.drawn import plotted
from apps.reports.years import Year

from . import actions, queries, snapshot, tables, words
from .actions import OverviewRefused
from .tallies import LEAST

PLOTS = {"shown": snapshot.shown_plot, "said": snapshot.said_plot, "themes": snapshot.themes_plot}


@ics_view(Permission.VIEW_ICS)
@require_safe
def latest(request):
    """The latest year with figures, else the one with most reports."""
    reports = queries.released(request.ics)
    found = queries.choices(reports)
    if not found:
        return render(request, "overview/none.html", {"least": LEAST, "would_be": words.WHAT_WOULD_BE})
    return _page(request, reports, found, queries.proposed(found).year, is_latest=True)


@ics_view(Permission.VIEW_ICS)
@require_safe
def year(request, year_end):
    reports = queries.released(request.ics)
    found = queries.choices(reports)
    if year_end not in {one.year.end for one in found}:
        raise Http404
    return _page(request, reports, found, Year(year_end))


def _page(request, reports, choices, chosen: Year, *, is_latest: bool = False):
    """Asked by htmx for the list of PDFs, only that."""
    icb, path = request.ics, reverse("area_overview:year", args=[request.ics.code, chosen.end])
    made = queries.made(icb, chosen)
    may_make = Permission.DOWNLOAD_RELEASED in request.permissions
    own = [one for one in reports if one.year_end == chosen.end]
    newest = next((one for one in made if one.file_id), None)
    context = {
        "year": chosen,
        "is_latest": is_latest,
        "path": path,
        "made": made,
        "newest": made[0] if made else None,
        "since": queries.since(newest, own) if newest else 0,
        "may_make": may_make,
        "made_table": tables.made_table(made, request.GET, icb=icb, path=path, may_download=may_make),
    }
    said = tables.state_of(made[0])[0] if made else ""
    if wants_part(request) and request.htmx.target == "made-part":
        return render_part(request, "overview/_made.html", "overview/_made.html", context, said=said)
    gathered = queries.gathered(icb, chosen, reports)
    asked = queries.asked(icb, chosen)
    context |= {
        "choices": choices,
        "gathered": gathered,
        "least": LEAST,
        "would_be": words.WHAT_WOULD_BE,
        "included": words.included(len(gathered.reports), len(gathered.networks)),
        "asked": asked,
        "asks_words": snapshot.asks_words(asked),
        "asks_headline": words.asks_headline(len(asked.asks), asked.replied, asked.settled),
        "support_words": snapshot.support_words(asked),
        "asks_table": tables.asks_table(asked.asks, request.GET, icb=icb, path=path),
    }
    if gathered.enough:
        context |= _figures(icb, gathered)
        lines = queries.asked_in_reports(gathered.reports)
        context["lines_table"] = tables.lines_table(lines, request.GET, path=path)
    if wants_part(request):
        table = context.get("lines_table") or context["asks_table"]
        return render_part(
            request, "overview/page.html", "components/table.html", {"table": table}, said=table.said
        )
    return render(request, "overview/page.html", context)


def _figures(icb, gathered) -> dict:
    """The charts that there are figures for, each with the address of its CSV."""
    has = {
        "shown": gathered.spreads,
        "said": gathered.spreads,
        "themes": any(one.half for one in gathered.middles),
    }
    return {
        name: {
            "chart": plotted(build(gathered)).chart,
            "csv": reverse("area_overview:figures_csv", args=[icb.code, gathered.year.end, name]),
        }
        for name, build in PLOTS.items()
        if has[name]
    }


@ics_view(Permission.VIEW_ICS)
@require_GET
def figures_csv(request, year_end, figure):
    """The figures of one chart. Not there where there is none."""
    gathered = queries.gathered(request.ics, Year(year_end), queries.released(request.ics))
    found = _figures(request.ics, gathered) if gathered.enough else {}
    if figure not in found:
        raise Http404
    table = found[figure]["chart"].table
    record(Event.EXPORTED, by=request.user, ics=request.ics, what="overview", count=len(table.rows))
    return figures_file(f"overview-{figure}-{request.ics.code}-{year_end:%Y-%m}.csv", table)


@ics_view(Permission.DOWNLOAD_RELEASED)
@require_POST
def make(request, year_end):
    try:
        actions.request_overview(icb=request.ics, by=request.user, year_end=year_end)
    except OverviewRefused as refusal:
        messages.error(request, str(refusal))
    if not any(one.year_end == year_end for one in queries.released(request.ics)):
        return redirect("area_overview:latest", request.ics.code)
    return redirect(reverse("area_overview:year", args=[request.ics.code, year_end]) + "#made")


@ics_view(Permission.DOWNLOAD_RELEASED)
@require_GET
def download(request, pk):
    overview = get_object_or_404(request.ics.overviews.select_related("icb", "file").defer("snapshot"), pk=pk)
    if overview.file is None:
        raise Http404
    try:
        content = actions.hand_out(overview=overview, by=request.user)
    except FileNotFoundError:
        messages.error(
            request, "The file is not in storage any more. Please tell the platform’s administrator."
        )
        return redirect("area_overview:year", request.ics.code, overview.year_end)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{overview.file_name}"'
    return response
