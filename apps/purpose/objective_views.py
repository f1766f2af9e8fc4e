"""The objectives of a year: what they are, how they come along, how they ended."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from apps.accounts.permissions import Permission
from apps.core.audit import Event, record
from apps.core.exports import table_csv
from apps.core.fragments import render_part
from apps.core.topics import starts_from
from apps.networks.access import network_view

from . import objective_actions, queries, tables, topic, words, years
from .actions import PurposeRefused
from .forms import EndForm, NoteForm, ObjectiveForm
from .views import may_keep

BOTH = ["GET", "HEAD", "POST"]


def _year(request, choices) -> int | None:
    """The year that the address asks for, of those there are."""
    asked = request.GET.get("year", "")
    return next((one.year.begins for one in choices if str(one.year.begins) == asked), None)


def _objective(request, pk):
    return get_object_or_404(queries.objectives_of(request.network).select_related("network"), pk=pk)


def _to(request, objective, words: str):
    messages.success(request, words)
    return redirect("purpose:objective", request.network.code, objective.pk)


@network_view(Permission.VIEW_NETWORK)
@require_safe
def objectives(request):
    """Those of one year: this one, unless the address asks for another."""
    today = timezone.localdate()
    choices = queries.years_of(request.network, today)
    year = years.Year(_year(request, choices) or years.of(today).begins)
    rows = list(queries.objectives_of(request.network, year.begins))
    context = {
        "year": year,
        "choices": choices,
        "headline": words.headline(queries.tally(rows), year, today),
        "table": tables.objectives_table(rows, network=request.network, year=year.begins),
        "any": any(choice.count for choice in choices),
        "may_keep": may_keep(request),
    }
    return render(request, "purpose/objectives.html", context)


@network_view(Permission.VIEW_NETWORK)
@require_GET
def objectives_csv(request):
    """Of the year that the address asks for, else of all."""
    year = _year(request, queries.years_of(request.network, timezone.localdate()))
    name = f"objectives-{request.network.code}-{timezone.localdate():%Y-%m-%d}.csv"
    rows = queries.objectives_of(request.network, year)
    response, count = table_csv(name, tables.OBJECTIVE_CSV, rows)
    record(Event.EXPORTED, by=request.user, network=request.network, what="objectives", count=count)
    return response


@network_view(Permission.KEEP_PURPOSE)
@require_http_methods(BOTH)
def objective_new(request):
    form = ObjectiveForm(request.POST or None, network=request.network)
    if request.method == "POST" and form.is_valid():
        try:
            added = objective_actions.add_objective(
                network=request.network, by=request.user, **form.cleaned_data
            )
        except PurposeRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "The objective was added.")
            url = reverse("purpose:objectives", args=[request.network.code], query={"year": added.year})
            return redirect(url)
    return render(request, "purpose/objective_new.html", {"form": form})


@network_view(Permission.VIEW_NETWORK)
@require_http_methods(BOTH)
def objective(request, pk):
    """One objective with its notes; whoever keeps it, or sees to it, writes another."""
    objective = _objective(request, pk)
    may_note = queries.may_note(objective, request.user, request.permissions)
    may_note = may_note and objective.is_open and not request.network.is_read_only
    form = NoteForm(request.POST or None)
    if request.method == "POST":
        if not may_note:
            raise PermissionDenied(
                "Notes are written by whoever sees to the objective, and while it is open."
            )
        if form.is_valid():
            objective_actions.note_progress(objective=objective, by=request.user, **form.cleaned_data)
            return _to(request, objective, "Noted.")
    context = {
        "objective": objective,
        "outcome": objective.get_outcome_display(),
        "colour": tables.COLOURS[objective.outcome],
        "owner": tables.name(objective.owner),
        "table": tables.notes_table(objective, request.GET, network=request.network),
        "form": form,
        "may_note": may_note,
        "starts": starts_from(request, topic.KIND, objective.pk),
        "may_keep": may_keep(request),
        "may_delete": objective.is_open and not objective.said and not objective.origin_id,
    }
    return render_part(
        request, "purpose/objective.html", "components/table.html", context, said=context["table"].said
    )


@network_view(Permission.KEEP_PURPOSE)
@require_http_methods(BOTH)
def objective_edit(request, pk):
    objective = _objective(request, pk)
    form = ObjectiveForm(request.POST or None, network=request.network, objective=objective)
    if request.method == "POST" and form.is_valid():
        try:
            objective_actions.change_objective(objective=objective, by=request.user, **form.cleaned_data)
        except PurposeRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            return _to(request, objective, "Saved.")
    return render(request, "purpose/objective_edit.html", {"form": form, "objective": objective})


@network_view(Permission.KEEP_PURPOSE)
@require_http_methods(BOTH)
def objective_end(request, pk):
    objective = _objective(request, pk)
    form = EndForm(request.POST or None, objective=objective)
    if request.method == "POST" and form.is_valid():
        try:
            following = objective_actions.end_objective(
                objective=objective, by=request.user, **form.cleaned_data
            )
        except PurposeRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            into = f" It is an objective of {following.in_year.title} now." if following else ""
            return _to(request, objective, f"Recorded.{into}")
    return render(request, "purpose/objective_end.html", {"form": form, "objective": objective})


@network_view(Permission.KEEP_PURPOSE)
@require_POST
def objective_reopen(request, pk):
    objective = _objective(request, pk)
    try:
        objective_actions.reopen_objective(objective=objective, by=request.user)
    except PurposeRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("purpose:objective", request.network.code, pk)
    return _to(request, objective, "It is open again.")


@network_view(Permission.KEEP_PURPOSE)
@require_POST
def objective_delete(request, pk):
    objective = _objective(request, pk)
    try:
        objective_actions.delete_objective(objective=objective, by=request.user)
    except PurposeRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("purpose:objective", request.network.code, pk)
    messages.success(request, "The objective was deleted.")
    return redirect("purpose:objectives", request.network.code)
