"""What is written down about an item while the meeting is held: note, decisions, actions, interests."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from apps.accounts.permissions import Permission
from apps.core.fragments import announce, wants_part
from apps.networks.access import network_view

from . import editing, queries, record_actions, room_actions
from .room import for_writers, present_first, stepped_out
from .room_actions import RoomRefused
from .room_context import forms_for, page, recorded
from .room_forms import ActionForm, DecisionForm, InterestForm, NoteForm, RewordForm, VoteForm
from .room_views import back, item_or_404


def _part(request, meeting, item, name: str, said: str = "", **forms):
    """To htmx the form ``name`` with what is recorded by now; else the whole page, or back to it once saved."""
    if not wants_part(request):
        if said:
            messages.success(request, said)
            return back(request, meeting, item)
        request.GET = request.GET.copy()
        request.GET["item"] = str(item.pk)
        return render(request, "meetings/room.html", page(request, meeting, **forms))
    item.refresh_from_db()
    fresh = forms_for(request, meeting, item, [one for one in present_first(meeting) if one.is_present])
    context = {"meeting": meeting, "saved": said} | recorded(item) | fresh | forms
    response = render(request, f"meetings/_{name}.html", context | {"beside": name != "note"})
    return announce(response, said) if said else response


@network_view(Permission.VIEW_NETWORK)
@for_writers
@require_POST
def note(request, meeting, item):
    """Save what was said. Where somebody else saved meanwhile, both texts are shown and nothing is lost."""
    item, form, theirs = item_or_404(request, meeting, item), NoteForm(request.POST), None
    if form.is_valid():
        try:
            room_actions.write_note(item=item, by=request.user, **form.cleaned_data)
        except editing.Overtaken as overtaken:
            theirs = overtaken.row
            form = NoteForm(form.data.dict() | {"version": theirs.version})
        except RoomRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            return _part(request, meeting, item, "note", "Saved.")
    return _part(request, meeting, item, "note", note_form=form, theirs=theirs)


@network_view(Permission.VIEW_NETWORK)
@for_writers
@require_POST
def decide(request, meeting, item):
    item, form = item_or_404(request, meeting, item), DecisionForm(request.POST, auto_id="decide_%s")
    if form.is_valid():
        try:
            decision = record_actions.decide(item=item, by=request.user, **form.cleaned_data)
        except RoomRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            short = decision.quorate is False
            said = f"Decision {decision.number} recorded" + (", without enough votes." if short else ".")
            return _part(request, meeting, item, "decide", said)
    return _part(request, meeting, item, "decide", decision_form=form)


@network_view(Permission.VIEW_NETWORK)
@for_writers
@require_http_methods(["GET", "HEAD", "POST"])
def vote(request, meeting, item):
    item = item_or_404(request, meeting, item)
    away, seats = stepped_out(item), {}
    for one in present_first(meeting):
        if one.is_present and one.votes and one.pk not in away:
            seats.setdefault(one.seat or one.pk, one)
    form = VoteForm(request.POST or None, seats=seats.values())
    if request.method == "POST" and form.is_valid():
        votes, others = form.votes()
        text = form.cleaned_data["text"]
        try:
            record_actions.decide(item=item, by=request.user, text=text, votes=votes, others=others)
        except RoomRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "The vote is recorded.")
            return back(request, meeting, item)
    context = {
        "meeting": meeting,
        "item": item,
        "form": form,
        "count": item.decisions.count(),
        "seats": seats,
    }
    return render(request, "meetings/room_vote.html", context)


@network_view(Permission.VIEW_NETWORK)
@for_writers
@require_POST
def act(request, meeting, item):
    item = item_or_404(request, meeting, item)
    form = ActionForm(request.POST, network=request.network, auto_id="act_%s")
    if form.is_valid():
        try:
            action = record_actions.agree_action(item=item, by=request.user, **form.cleaned_data)
        except RoomRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            return _part(request, meeting, item, "act", f"Action {action.number} recorded.")
    return _part(request, meeting, item, "act", action_form=form)


@network_view(Permission.VIEW_NETWORK)
@for_writers
@require_POST
def interest(request, meeting, item):
    item = item_or_404(request, meeting, item)
    present = [one for one in present_first(meeting) if one.is_present]
    form = InterestForm(request.POST, present=present, auto_id="interest_%s")
    if form.is_valid():
        data = form.cleaned_data
        invitee = next(one for one in present if one.pk == data["invitee"])
        values = {"interest": data["text"], "stepped_out": data["stepped_out"]}
        try:
            room_actions.declare(item=item, by=request.user, invitee=invitee, **values)
        except RoomRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            return _part(request, meeting, item, "interest", "The interest is recorded.")
    return _part(request, meeting, item, "interest", interest_form=form)


@network_view(Permission.VIEW_NETWORK)
@for_writers
@require_POST
def interest_withdraw(request, meeting, interest):
    declared = get_object_or_404(queries.interests_at(meeting), pk=interest)
    item = item_or_404(request, meeting, declared.item_id)
    try:
        room_actions.withdraw_interest(declared=declared, by=request.user)
    except RoomRefused as refusal:
        messages.error(request, str(refusal))
    return back(request, meeting, item)


@network_view(Permission.VIEW_NETWORK)
@for_writers
@require_http_methods(["GET", "HEAD", "POST"])
def reword(request, meeting, decision):
    """Put a decision better, in the room or in the minutes."""
    found = meeting.decisions.seen_with(queries.reads_confidential(request.permissions))
    decision, theirs = get_object_or_404(found.select_related("meeting__network"), pk=decision), None
    form = RewordForm(request.POST or None, initial={"text": decision.text, "version": decision.version})
    if request.method == "POST" and form.is_valid():
        try:
            record_actions.reword(decision=decision, by=request.user, **form.cleaned_data)
        except editing.Overtaken as overtaken:
            theirs = overtaken.row
            form = RewordForm(form.data.dict() | {"version": theirs.version})
        except RoomRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"Decision {decision.number} was changed.")
            if meeting.is_ended:
                return redirect("meetings:minutes", request.network.code, meeting.pk)
            return back(request, meeting, decision.item)
    context = {"meeting": meeting, "decision": decision, "form": form, "theirs": theirs}
    return render(request, "meetings/decision_reword.html", context)
