"""One action: how it comes along, its end, its next owner."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from apps.accounts.permissions import Permission
from apps.core.contributions import Reader
from apps.core.fragments import render_part
from apps.core.topics import topics
from apps.networks.access import network_view

from . import action_actions, action_queries, action_tables, thread
from .action_forms import MOST_CHARACTERS, ActionForm, DoneForm, DropForm, HandOverForm, NoteForm
from .editing import Overtaken
from .views import may_keep

BOTH = ["GET", "HEAD", "POST"]


def _action(request, pk):
    return get_object_or_404(action_queries.actions(request.network, request.permissions), pk=pk)


def _to(request, action, words: str):
    messages.success(request, words)
    return redirect("meetings:action", request.network.code, action.pk)


def _may_note(request, action) -> bool:
    """Who keeps the actions, and the owner, known by the directory's email address."""
    if not action.is_open or request.network.is_read_only:
        return False
    return may_keep(request) or action_queries.owner_of(action, request.user) is not None


@network_view(Permission.VIEW_NETWORK)
@require_http_methods(BOTH)
def action(request, pk):
    action = _action(request, pk)
    may_note, form = _may_note(request, action), NoteForm(request.POST or None)
    if request.method == "POST":
        if not may_note:
            raise PermissionDenied("Notes are written by the action’s owner, and while it is open.")
        if form.is_valid():
            action_actions.note_progress(action=action, by=request.user, **form.cleaned_data)
            return _to(request, action, "Noted.")
    thread.lead(Reader(request.network, request.permissions), [action])
    state = action_tables.state_words(action, timezone.localdate())
    context = {
        "action": action,
        "owner": action_tables.name(action.owner),
        "state": state,
        "colour": action_tables.COLOURS[state],
        "table": action_tables.notes_table(action, request.GET),
        "form": form,
        "may_note": may_note,
        "may_keep": may_keep(request),
    }
    return render_part(
        request, "meetings/action.html", "components/table.html", context, said=context["table"].said
    )


def _about(request):
    """The topic that the address names, and the agenda item where it is one."""
    key = request.GET.get("about", "")
    topic = topics.one(Reader(request.network, request.permissions), key) if key else None
    if topic is None or topic.kind != thread.ITEM:
        return topic, None
    return None, request.network.agenda_items.select_related("meeting").get(pk=topic.code)


@network_view(Permission.KEEP_MEETINGS)
@require_http_methods(BOTH)
def new(request):
    """Straight from a topic, an item, a workshop's words, or from nothing in particular."""
    topic, item = _about(request)
    noted = {"text": request.GET.get("text", "").replace("\0", "")[:MOST_CHARACTERS]}
    form = ActionForm(request.POST or None, network=request.network, initial=noted)
    if request.method == "POST" and form.is_valid():
        added = action_actions.create_action(
            network=request.network, by=request.user, about=topic, item=item, **form.cleaned_data
        )
        return _to(request, added, f"Action {added.number} is written down.")
    about = topic.words if topic else item and item.title
    return render(request, "meetings/action_new.html", {"form": form, "about": about})


@network_view(Permission.KEEP_MEETINGS)
@require_http_methods(BOTH)
def edit(request, pk):
    action = _action(request, pk)
    form = ActionForm(request.POST or None, network=request.network, action=action)
    theirs = None
    if request.method == "POST" and form.is_valid():
        try:
            action_actions.change_action(action=action, by=request.user, **form.cleaned_data)
        except Overtaken as overtaken:
            theirs = overtaken.row
            form.add_error(None, "Somebody else changed this meanwhile. What you typed is still here.")
            form.data = form.data.copy()
            form.data["version"] = theirs.version
        except action_actions.ActionRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            return _to(request, action, "Saved.")
    return render(request, "meetings/action_edit.html", {"form": form, "action": action, "theirs": theirs})


@network_view(Permission.VIEW_NETWORK)
@require_http_methods(BOTH)
def done(request, pk):
    """For whoever keeps the actions, and the owner."""
    action = _action(request, pk)
    if not (may_keep(request) or _may_note(request, action)):
        raise PermissionDenied("Only the owner, or whoever runs the network, can say that it is done.")
    return _end(request, action, DoneForm(request.POST or None), action_actions.finish_action, "Is it done?")


@network_view(Permission.KEEP_MEETINGS)
@require_http_methods(BOTH)
def drop(request, pk):
    return _end(
        request, _action(request, pk), DropForm(request.POST or None), action_actions.drop_action, "Drop it?"
    )


def _end(request, action, form, act, question: str):
    if request.method == "POST" and form.is_valid():
        try:
            act(action=action, by=request.user, **form.cleaned_data)
        except action_actions.ActionRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            return _to(request, action, "Recorded.")
    context = {"form": form, "action": action, "question": question}
    return render(request, "meetings/action_end.html", context)


@network_view(Permission.KEEP_MEETINGS)
@require_http_methods(BOTH)
def hand_over(request, pk):
    action = _action(request, pk)
    form = HandOverForm(request.POST or None, network=request.network)
    if request.method == "POST" and form.is_valid():
        action_actions.hand_over_action(action=action, by=request.user, **form.cleaned_data)
        return _to(request, action, "Handed over. The earlier owner’s link has ended.")
    return render(request, "meetings/action_hand_over.html", {"form": form, "action": action})


@network_view(Permission.KEEP_MEETINGS)
@require_POST
def reopen(request, pk):
    action = _action(request, pk)
    action_actions.reopen_action(action=action, by=request.user)
    return _to(request, action, "It is open again.")
