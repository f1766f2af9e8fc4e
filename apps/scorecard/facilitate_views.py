"""For whoever leads a workshop: what the room sees, prompts, a timer, and notes."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe
from django_htmx.http import trigger_client_event

from apps.accounts.permissions import Permission
from apps.core.audit import Event, record
from apps.core.exports import table_csv
from apps.core.fragments import render_part, wants_part
from apps.core.tables import Sorting, build
from apps.networks.access import network_view

from . import prompts, slides, stage, workshop_actions, workshop_notes
from .models import WorkshopNote
from .screen_views import NOTHING_NEW, of_workshop
from .workshop_forms import NoteForm, TimerForm

LATEST = 5
PAGE = 50


def _may_run(request) -> bool:
    return Permission.RUN_ROUNDS in request.permissions


def _blank(round_, about: str = "") -> NoteForm:
    return NoteForm(
        definition=round_.definition, initial={"note": uuid.uuid4(), "version": 1, "about": about}
    )


def _back(request, round_):
    return redirect("scorecard:facilitate", request.network.code, round_.pk)


@network_view(Permission.RUN_ROUNDS)
@require_safe
@of_workshop
def facilitate(request, round_):
    """The page; to htmx, which asks every few seconds, the part that changes, if it did."""
    now, written = stage.stage_of(round_), workshop_notes.of(round_, may_run=True)
    answering = stage.answering(round_) if now.name == stage.OPEN else {"band": ""}
    at = f"{now.at}-{workshop_notes.mark(written)}-{slugify(answering['band'])}"
    if wants_part(request) and request.GET.get("at") == at:
        return HttpResponse(status=NOTHING_NEW)
    context = _context(request, round_, now, written) | answering | {"at": at}
    return render_part(request, "scorecard/facilitate.html", "scorecard/_facilitate.html", context)


def _context(request, round_, now: stage.Stage, written) -> dict:
    stops = slides.outline(round_.definition)
    stop = stops[now.number - 1] if now.name == stage.CLOSED else stops[0]
    theme = stop.theme.code if stop.theme else ""
    context = {
        "round": round_,
        "stage": now,
        "shows": now.name == stage.CLOSED and round_.answered is not None,
        "stop": stop,
        "of": len(stops),
        "previous": stop.number - 1,
        "next": stop.number + 1 if stop.number < len(stops) else 0,
        "themes": [one for one in stops if one.kind != "question"],
        "prompts": prompts.prompts(round_.definition, theme),
        "theme": theme,
        "timer_form": TimerForm(),
        "notes": workshop_notes.latest(written, round_.definition, LATEST),
        "note_count": written.count(),
    }
    if wants_part(request):
        return context | {"beside": True}
    return context | {"form": _blank(round_, stop.code)}


@network_view(Permission.RUN_ROUNDS)
@require_POST
@of_workshop
def timer(request, round_):
    """Start the timer for the theme that is talked about, or stop it."""
    form, theme = TimerForm(request.POST), request.POST.get("theme", "")
    if theme and theme not in {one.code for one in round_.definition.themes}:
        raise Http404
    if "stop" in request.POST:
        workshop_actions.stop_timer(round_=round_)
    elif form.is_valid():
        workshop_actions.start_timer(round_=round_, theme=theme, minutes=form.cleaned_data["minutes"])
    else:
        now, written = stage.stage_of(round_), workshop_notes.of(round_, may_run=True)
        context = _context(request, round_, now, written) | {"timer_form": form, "at": "mended"}
        if now.name == stage.OPEN:
            context |= stage.answering(round_)
        return render_part(request, "scorecard/facilitate.html", "scorecard/_facilitate.html", context)
    return redirect("scorecard:facilitate", request.network.code, round_.pk)


# --- Notes --------------------------------------------------------------------------
@network_view(Permission.RUN_ROUNDS)
@require_POST
@of_workshop
def note_add(request, round_):
    """Save a new note. A form that comes back says why, and holds all that was typed."""
    form = NoteForm(request.POST, definition=round_.definition)
    if form.is_valid():
        adding = {"round_": round_, "by": request.user, "note_id": form.cleaned_data["note"]}
        try:
            workshop_actions.add_note(**adding, **form.words())
        except workshop_actions.NotesFull as full:
            form.add_error(None, str(full))
        except workshop_actions.NoteChanged as changed:
            return _conflict(request, round_, form, changed.note)
        else:
            return _saved(request, round_, form)
    context = {"round": round_, "form": form}
    return render_part(request, "scorecard/note.html", "scorecard/_note_form.html", context)


def _saved(request, round_, form):
    """For htmx a clean form in place of the one that was saved; the list beside it hears of it and asks again."""
    if not wants_part(request):
        messages.success(request, "Note saved.")
        return _back(request, round_)
    context = {"round": round_, "form": _blank(round_, form.cleaned_data["about"]), "saved": True}
    return trigger_client_event(render(request, "scorecard/_note_form.html", context), "portal:noted")


def _conflict(request, round_, form, note: WorkshopNote | None):
    """What was typed stays in the form, beside what somebody else made of the note; saved once more, it wins."""
    fresh = (
        {"note": str(note.pk), "version": note.version} if note else {"note": str(uuid.uuid4()), "version": 1}
    )
    again = NoteForm(form.data.dict() | fresh, definition=round_.definition)
    context = {"round": round_, "form": again, "theirs": note, "gone": note is None, "note": note}
    return render_part(request, "scorecard/note.html", "scorecard/_note_form.html", context)


def _note(round_, note):
    return get_object_or_404(round_.workshop_notes.select_related("round__network"), pk=note)


@network_view(Permission.RUN_ROUNDS)
@require_http_methods(["GET", "HEAD", "POST"])
@of_workshop
def note_edit(request, round_, note):
    if request.method != "POST":
        found = _note(round_, note)
        words = {name: getattr(found, name) for name in ("text", "about", "kind", "owner", "version")}
        form = NoteForm(definition=round_.definition, initial={"note": found.pk, **words})
        return render(request, "scorecard/note.html", {"round": round_, "form": form, "note": found})
    form, found = NoteForm(request.POST, definition=round_.definition), round_.workshop_notes.filter(pk=note)
    if form.is_valid():
        version, there = form.cleaned_data["version"], found.select_related("round__network").first()
        try:
            if there is None:
                raise workshop_actions.NoteChanged(None)
            workshop_actions.change_note(note=there, by=request.user, version=version, **form.words())
        except workshop_actions.NoteChanged as changed:
            return _conflict(request, round_, form, changed.note)
        messages.success(request, "Note saved.")
        return _back(request, round_)
    return render(request, "scorecard/note.html", {"round": round_, "form": form, "note": found.first()})


@network_view(Permission.RUN_ROUNDS)
@require_http_methods(["GET", "HEAD", "POST"])
@of_workshop
def note_delete(request, round_, note):
    found = round_.workshop_notes.select_related("round__network").filter(pk=note).first()
    if request.method == "POST":
        version = request.POST.get("version", "")
        try:
            if found:
                number = int(version) if version.isascii() and version.isdecimal() and len(version) < 9 else 0
                workshop_actions.delete_note(note=found, by=request.user, version=number)
        except workshop_actions.NoteChanged as changed:
            messages.error(
                request, "Somebody changed this note in the meantime. Read it again before you delete it."
            )
            return redirect("scorecard:note_delete", request.network.code, round_.pk, changed.note.pk)
        messages.success(request, "Note deleted.")
        return _back(request, round_)
    if found is None:
        raise Http404
    return render(request, "scorecard/note_delete.html", {"round": round_, "note": found})


@network_view(Permission.VIEW_RESULTS)
@require_safe
@of_workshop
def notes(request, round_):
    """All that was written down, for who runs rounds; for who sees results what goes on an agenda, and actions."""
    may_run = _may_run(request)
    if not (may_run or round_.is_released):
        return redirect("scorecard:results", request.network.code, round_.pk)
    columns = workshop_notes.columns(
        request.network, round_, may_run=may_run and not request.network.is_read_only
    )
    sorting = Sorting.of(columns, request.GET, default="written")
    table = build(
        sorting.apply(workshop_notes.of(round_, may_run=may_run)),
        columns,
        request.GET,
        id="notes",
        caption="Notes of the workshop",
        noun=workshop_notes.NOTES if may_run else workshop_notes.TAKEN,
        path=request.path,
        sorting=sorting,
        csv=reverse("scorecard:notes_csv", args=[request.network.code, round_.pk]),
        size=PAGE,
    )
    context = {"round": round_, "table": table, "may_run": may_run}
    return render_part(request, "scorecard/notes.html", "components/table.html", context, said=table.said)


@network_view(Permission.VIEW_RESULTS)
@require_GET
@of_workshop
def notes_csv(request, round_):
    if not (_may_run(request) or round_.is_released):
        return redirect("scorecard:results", request.network.code, round_.pk)
    columns = workshop_notes.columns(request.network, round_, may_run=False)
    rows = workshop_notes.of(round_, may_run=_may_run(request))
    name = f"workshop-{request.network.code}-{timezone.localdate():%Y-%m-%d}.csv"
    response, count = table_csv(name, columns, rows)
    about = {"network": request.network, "about": round_}
    record(Event.EXPORTED, by=request.user, what="workshop_notes", count=count, **about)
    return response
