"""Events: who signs up, who came, what groups said, and what people are told after."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from apps.accounts.permissions import Permission
from apps.core import qr
from apps.core.audit import Event, record
from apps.core.exports import table_csv
from apps.core.fragments import render_part
from apps.core.moments import moment
from apps.networks.access import network_view

from . import event_actions, event_links, event_queries, event_tables
from .editing import Overtaken
from .event_actions import EventRefused
from .event_forms import (
    AgreedForm,
    CameForm,
    CoverForm,
    EventForm,
    GroupForm,
    IdeaForm,
    NotesForm,
    TakeUpForm,
    ToldForm,
)
from .views import may_keep

BOTH = ["GET", "HEAD", "POST"]


def meeting_or_404(request, pk):
    return get_object_or_404(event_queries.events_of(request.network), pk=pk)


def event_or_404(request, pk):
    meeting = meeting_or_404(request, pk)
    event = event_queries.event_of(meeting)
    if event is None:
        raise Http404
    event.meeting = meeting
    meeting.network = request.network
    return event


def to_event(request, meeting, said: str = ""):
    if said:
        messages.success(request, said)
    return redirect("meetings:event", request.network.code, meeting.pk)


@network_view(Permission.VIEW_NETWORK)
@require_safe
def events(request):
    context = {
        "table": event_tables.events_table(
            event_queries.events_of(request.network), request.GET, network=request.network
        ),
        "invited": event_queries.invitations_to(request.network)[:20],
        "may_keep": may_keep(request),
    }
    return render_part(
        request, "meetings/events.html", "components/table.html", context, said=context["table"].said
    )


@network_view(Permission.VIEW_NETWORK)
@require_GET
def events_csv(request):
    name = f"events-{request.network.code}-{timezone.localdate():%Y-%m-%d}.csv"
    found = event_queries.events_of(request.network)
    response, count = table_csv(name, event_tables.event_columns(request.network), found)
    record(Event.EXPORTED, by=request.user, network=request.network, what="events", count=count)
    return response


@network_view(Permission.VIEW_NETWORK)
@require_safe
def event(request, pk):
    meeting = meeting_or_404(request, pk)
    found = event_queries.event_of(meeting)
    context = {"meeting": meeting, "event": found, "may_keep": may_keep(request)}
    context["when"] = moment(meeting.starts_at)
    context["may_invite"] = meeting.kind == "roundtable" and context["may_keep"]
    if found:
        found.meeting, meeting.network = meeting, request.network
        rows = list(event_queries.sign_ups_of(found))
        address, begun = event_links.sign_up_address(found), meeting.starts_at <= timezone.now()
        context |= {
            "takes": event_links.takes_sign_ups(found, timezone.now()),
            "address": address,
            "qr": qr.qr_code(address, title="QR code of the link to sign up") if context["may_keep"] else "",
            "told_address": event_links.told_address(found) if found.told_at else "",
            "table": event_tables.sign_ups_table(
                rows, request.GET, network=request.network, meeting=meeting, keeps=context["may_keep"]
            ),
            "counts": [
                event_tables.counts_table(
                    lines, request.GET, id=id, title=title, noun=noun, path=request.path, begun=begun
                )
                for id, title, noun, lines in (
                    ("places", "Practice or organisation", event_tables.PLACES, event_queries.by_place(rows)),
                    ("roles", "What they do", event_tables.ROLES, event_queries.by_role(rows)),
                )
            ],
            "groups": found.groups.prefetch_related("ideas__action"),
            "loose": found.ideas.filter(group=None).select_related("action"),
            "guests": found.guests.select_related("network"),
            "themes": found.themes.all(),
            "begun": begun,
        }
    return render_part(
        request, "meetings/event.html", "components/table.html", context,
        said=context["table"].said if found else "",
    )  # fmt: skip


@network_view(Permission.VIEW_NETWORK)
@require_GET
def sign_ups_csv(request, pk):
    found = event_or_404(request, pk)
    name = f"sign-ups-{request.network.code}-{found.meeting_id}.csv"
    response, count = table_csv(name, event_tables.SIGN_UP_CSV, event_queries.sign_ups_of(found))
    record(Event.EXPORTED, by=request.user, network=request.network, what="sign_ups", count=count)
    return response


@network_view(Permission.KEEP_MEETINGS)
@require_http_methods(BOTH)
def event_set_up(request, pk):
    meeting = meeting_or_404(request, pk)
    found = event_queries.event_of(meeting)
    initial = {"about": found.about, "places": found.places} if found else None
    form = EventForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        meeting.network = request.network
        event_actions.set_up(meeting=meeting, by=request.user, **form.cleaned_data)
        return to_event(request, meeting, "Saved.")
    return event_form(request, meeting, form, "Set the event up")


def event_form(request, meeting, form, title: str, button: str = "Save", **more):
    context = {"meeting": meeting, "form": form, "title": title, "button": button} | more
    return render(request, "meetings/event_form.html", context)


@network_view(Permission.KEEP_MEETINGS)
@require_POST
def event_switch(request, pk, state):
    """Open or close signing up."""
    found = event_or_404(request, pk)
    event_actions.open_or_close(event=found, by=request.user, signing_up=state == "open")
    words = "People can sign up now." if state == "open" else "Nobody can sign up any more."
    return to_event(request, found.meeting, words)


@network_view(Permission.KEEP_MEETINGS)
@require_POST
def event_link(request, pk):
    found = event_or_404(request, pk)
    event_actions.renew_link(event=found, by=request.user)
    return to_event(request, found.meeting, "There is a new link. The old one stopped working.")


@network_view(Permission.KEEP_MEETINGS)
@require_http_methods(BOTH)
def sign_up(request, pk, row):
    """Change one person's cover. What somebody else changed meanwhile is shown first."""
    found = event_or_404(request, pk)
    row = get_object_or_404(event_queries.sign_ups_of(found), pk=row)
    row.event = found
    initial = {"cover": row.cover, "cover_by": row.cover_by, "version": row.version}
    form = CoverForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            event_actions.change_sign_up(row=row, by=request.user, **form.cleaned_data)
        except Overtaken:
            return _overtaken(request, "meetings:sign_up", found.meeting, row)
        return to_event(request, found.meeting, "Saved.")
    remove = reverse("meetings:sign_up_remove", args=[request.network.code, pk, row.pk])
    return event_form(request, found.meeting, form, f"Sign-up: {row.name}", remove=remove)


def _overtaken(request, name, meeting, row):
    messages.error(
        request, "Somebody else changed this meanwhile. Here is how it stands; yours was not saved."
    )
    return redirect(name, request.network.code, meeting.pk, row.pk)


@network_view(Permission.KEEP_MEETINGS)
@require_POST
def sign_up_remove(request, pk, row):
    found = event_or_404(request, pk)
    row = get_object_or_404(found.sign_ups, pk=row)
    row.event = found
    event_actions.remove_sign_up(row=row, by=request.user)
    return to_event(request, found.meeting, "Removed. Their name and address are deleted.")


@network_view(Permission.KEEP_MEETINGS)
@require_http_methods(BOTH)
def came(request, pk):
    found = event_or_404(request, pk)
    rows = list(event_queries.sign_ups_of(found))
    initial = {"came": [str(row.pk) for row in rows if row.came], "residents": found.residents}
    form = CameForm(request.POST if request.method == "POST" else None, initial=initial, rows=rows)
    if request.method == "POST" and form.is_valid():
        event_actions.say_who_came(event=found, by=request.user, **form.cleaned_data)
        return to_event(request, found.meeting, "Saved.")
    return event_form(request, found.meeting, form, "Who came")


@network_view(Permission.KEEP_MEETINGS)
@require_http_methods(BOTH)
def group_add(request, pk):
    found = event_or_404(request, pk)
    form = GroupForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        group = event_actions.add_group(event=found, by=request.user, **form.cleaned_data)
        return redirect("meetings:group", request.network.code, pk, group.pk)
    return event_form(request, found.meeting, form, "Add a group")


@network_view(Permission.KEEP_MEETINGS)
@require_http_methods(BOTH)
def group(request, pk, row):
    """A group's notes. Where somebody else wrote meanwhile, both texts are shown and nothing is lost."""
    found = event_or_404(request, pk)
    row = get_object_or_404(found.groups, pk=row)
    row.event = found
    initial = {"notes": row.notes, "version": row.version}
    form, theirs = NotesForm(request.POST if request.method == "POST" else None, initial=initial), ""
    if request.method == "POST" and form.is_valid():
        try:
            event_actions.write_notes(group=row, by=request.user, **form.cleaned_data)
        except Overtaken as overtaken:
            theirs = overtaken.row.notes
            form = NotesForm({"notes": form.cleaned_data["notes"], "version": overtaken.row.version})
            form.add_error(
                "notes", "Somebody else wrote here meanwhile. Their text stands below: put both together"
            )
        else:
            return to_event(request, found.meeting, "Saved.")
    return event_form(request, found.meeting, form, f"Group: {row.name}", theirs=theirs)


@network_view(Permission.KEEP_MEETINGS)
@require_http_methods(BOTH)
def idea_add(request, pk):
    found = event_or_404(request, pk)
    data = request.POST if request.method == "POST" else None
    form = IdeaForm(data, groups=found.groups.all(), initial={"group": request.GET.get("group", "")})
    if request.method == "POST" and form.is_valid():
        event_actions.add_idea(event=found, by=request.user, **form.cleaned_data)
        return to_event(request, found.meeting, "The idea was added.")
    return event_form(request, found.meeting, form, "Add an idea")


@network_view(Permission.KEEP_MEETINGS)
@require_http_methods(BOTH)
def idea_take_up(request, pk, row):
    found = event_or_404(request, pk)
    row = get_object_or_404(found.ideas, pk=row)
    people = request.network.people.active().select_related("practice")
    data = request.POST if request.method == "POST" else None
    form = TakeUpForm(data, people=people, initial={"text": row.text})
    if request.method == "POST" and form.is_valid():
        try:
            event_actions.take_up(idea=row, by=request.user, **form.cleaned_data)
        except EventRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            return to_event(request, found.meeting, "It is an action now.")
    return event_form(request, found.meeting, form, "Make an action of it", button="Make it an action")


@network_view(Permission.KEEP_MEETINGS)
@require_http_methods(BOTH)
def follow_up(request, pk):
    found = event_or_404(request, pk)
    form = AgreedForm(request.POST if request.method == "POST" else None, initial={"agreed": found.agreed})
    if request.method == "POST" and form.is_valid():
        try:
            count = event_actions.follow_up(event=found, by=request.user, **form.cleaned_data)
        except EventRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            return to_event(
                request, found.meeting, f"It goes to {event_tables.PEOPLE.count(count)}, in the next minutes."
            )
    count = found.sign_ups.exclude(email="").count()
    said = f"It is sent once, to {event_tables.PEOPLE.count(count)} who signed up. It can’t be called back."
    return event_form(request, found.meeting, form, "What was agreed", button="Send it", said=said)


@network_view(Permission.KEEP_MEETINGS)
@require_http_methods(BOTH)
def tell(request, pk):
    found = event_or_404(request, pk)
    initial = {"you_said": found.you_said, "we_did": found.we_did}
    form = ToldForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        event_actions.tell_residents(event=found, by=request.user, **form.cleaned_data)
        return to_event(request, found.meeting, "Residents can read it now, by the link below.")
    said = "Everybody with the link can read it, without an account. Name nobody."
    return event_form(request, found.meeting, form, "You said, we did", button="Show it", said=said)
