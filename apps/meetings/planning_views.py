"""Planning: a meeting or a series, its time and place, who is asked, invitations, calling it off."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.accounts.permissions import Permission
from apps.core.contributions import network_offices
from apps.core.fragments import render_part
from apps.core.moments import moment
from apps.networks.access import network_view

from . import asked, calendars, planning, planning_tables, queries, rhythm
from .editing import Overtaken
from .kinds import all_kinds
from .planning_forms import AskForm, CancelForm, EndSeriesForm, KindForm, MeetingForm

BOTH = ["GET", "HEAD", "POST"]


def _meeting(request, pk):
    return get_object_or_404(queries.meetings(request.network), pk=pk)


def _to(request, meeting, words: str):
    messages.success(request, words)
    return redirect(meeting)


@network_view(Permission.KEEP_MEETINGS)
@require_http_methods(BOTH)
def new(request):
    form = KindForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return redirect("meetings:plan", request.network.code, form.cleaned_data["kind"])
    return render(request, "meetings/new.html", {"form": form})


@network_view(Permission.KEEP_MEETINGS)
@require_http_methods(BOTH)
def plan(request, kind):
    if kind not in all_kinds():
        raise Http404
    network, like = request.network, None
    if (pk := request.GET.get("like", "")).isdecimal():
        like = _meeting(request, pk[:9])
    offices, _ = network_offices.of(network, timezone.localdate())
    roles = {"chair": asked.CHAIRS, "note_taker": asked.NOTE_TAKERS}
    found = {name: asked.proposed(offices, codes) for name, codes in roles.items()}
    people = network.people.active().in_bulk(filter(None, found.values()))
    held = {name: people.get(person) for name, person in found.items()}
    form = MeetingForm(request.POST or None, network=network, kind=all_kinds()[kind], like=like, **held)
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        every = values.pop("every")
        if every:
            series = planning.plan_series(network=network, by=request.user, kind=kind, every=every, **values)
            messages.success(request, "The series is planned. Nobody was invited yet.")
            return redirect("meetings:series", network.code, series.pk)
        meeting = planning.plan_meeting(network=network, by=request.user, kind=kind, like=like, **values)
        return _to(request, meeting, "The meeting is planned. Nobody was invited yet.")
    return render(request, "meetings/plan.html", {"form": form, "kind": all_kinds()[kind], "like": like})


@network_view(Permission.KEEP_MEETINGS)
@require_http_methods(BOTH)
def change(request, pk):
    meeting = _meeting(request, pk)
    form = MeetingForm(request.POST or None, network=request.network, kind=meeting.of_kind, meeting=meeting)
    if request.method == "POST" and form.is_valid():
        try:
            planning.change_meeting(meeting=meeting, by=request.user, **form.cleaned_data)
        except Overtaken:
            form.add_error(None, f"Somebody else changed this meeting meanwhile: it is on {moment(meeting.starts_at)} "
                           "now. Check what you typed and save again")  # fmt: skip
            form.data = form.data.copy()
            form.data["version"] = meeting.version
        except planning.PlanRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            told = " Everybody who is invited gets the new details by email." if meeting.called_at else ""
            return _to(request, meeting, f"Saved.{told}")
    return render(request, "meetings/change.html", {"form": form, "meeting": meeting})


@network_view(Permission.KEEP_MEETINGS)
@require_http_methods(BOTH)
def people(request, pk):
    meeting = _meeting(request, pk)
    form = AskForm(request.POST or None, network=request.network)
    if request.method == "POST" and form.is_valid():
        try:
            new = planning.ask_person(meeting=meeting, by=request.user, **form.cleaned_data)
        except planning.PlanRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            name = form.cleaned_data["person"].name
            messages.success(request, f"{name} is asked." if new else f"{name} is asked already.")
            return redirect("meetings:people", request.network.code, pk)
    table = planning_tables.asked_table(meeting, request.GET, network=request.network, may_keep=True)
    context = {"meeting": meeting, "form": form, "table": table}
    return render_part(request, "meetings/people.html", "components/table.html", context, said=table.said)


@network_view(Permission.KEEP_MEETINGS)
@require_http_methods(BOTH)
def ask_no_more(request, pk, invitee):
    meeting = _meeting(request, pk)
    found = get_object_or_404(meeting.invitees.select_related("person", "meeting"), pk=invitee)
    if request.method == "POST":
        return _done(
            request,
            meeting,
            lambda: planning.ask_no_more(invitee=found, by=request.user),
            "They are no longer asked.",
        )
    return render(request, "meetings/ask_no_more.html", {"meeting": meeting, "invitee": found})


@network_view(Permission.KEEP_MEETINGS)
@require_POST
def by_roles(request, pk):
    meeting = _meeting(request, pk)
    return _done(
        request,
        meeting,
        lambda: planning.ask_by_roles(meeting=meeting, by=request.user),
        "The list is as the roles are on that day; whoever was asked by name is still on it.",
    )


def _done(request, meeting, act, words: str):
    try:
        act()
    except planning.PlanRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, words)
    return redirect("meetings:people", request.network.code, meeting.pk)


@network_view(Permission.KEEP_MEETINGS)
@require_POST
def call(request, pk):
    meeting = _meeting(request, pk)
    whole = "series" in request.POST
    try:
        count = planning.call_meeting(meeting=meeting, by=request.user, whole_series=whole)
    except planning.PlanRefused as refusal:
        messages.error(request, str(refusal))
        return redirect(meeting)
    of = f"The invitations to {count} meetings are" if count > 1 else "The invitations are"
    return _to(request, meeting, f"{of} on their way by email.")


@network_view(Permission.KEEP_MEETINGS)
@require_http_methods(BOTH)
def cancel(request, pk):
    meeting = _meeting(request, pk)
    form = CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            planning.cancel_meeting(meeting=meeting, by=request.user, **form.cleaned_data)
        except planning.PlanRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            told = " Everybody who was invited is told by email." if meeting.called_at else ""
            return _to(request, meeting, f"The meeting is cancelled.{told}")
    return render(request, "meetings/cancel.html", {"form": form, "meeting": meeting})


@network_view(Permission.VIEW_NETWORK)
@require_safe
def calendar(request, pk):
    """The meeting as a file for one's own calendar."""
    meeting = _meeting(request, pk)
    response = HttpResponse(calendars.calendar_of([meeting]), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="meeting-{meeting.pk}.ics"'
    return response


@network_view(Permission.VIEW_NETWORK)
@require_safe
def series(request, pk):
    found = get_object_or_404(request.network.meeting_series.select_related("chair", "note_taker"), pk=pk)
    table = planning_tables.series_table(found, request.GET, network=request.network)
    context = {
        "series": found,
        "rhythm": rhythm.words(found.first_on, found.every),
        "table": table,
        "may_keep": Permission.KEEP_MEETINGS in request.permissions and not request.network.is_read_only,
    }
    return render_part(request, "meetings/series.html", "components/table.html", context, said=table.said)


@network_view(Permission.KEEP_MEETINGS)
@require_http_methods(BOTH)
def series_end(request, pk):
    found = get_object_or_404(request.network.meeting_series, pk=pk)
    form = EndSeriesForm(request.POST or None, series=found)
    if request.method == "POST" and form.is_valid():
        planning.end_series(series=found, by=request.user, **form.cleaned_data)
        messages.success(request, "No more of them are planned from then on.")
        return redirect("meetings:series", request.network.code, pk)
    return render(request, "meetings/series_end.html", {"form": form, "series": found})
