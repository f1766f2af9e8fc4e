"""Minutes: read, changed, out for comment, approved and locked, corrected beside."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from apps.accounts.permissions import Permission
from apps.core.audit import Event, record
from apps.documents.pdf import DocumentFailed
from apps.networks.access import network_view

from . import editing, minutes_actions, minutes_content, minutes_files, queries
from .minutes_actions import MinutesRefused, NotQuorate
from .minutes_forms import AddendumForm, ApproveForm, CirculateForm, CommentForm, PassageForm, SettleForm
from .models import Meeting, Minutes
from .room import items_of, may_write

MOST_MEETINGS = 12


class Reading:
    """Minutes and who reads them: drafts are for those who write them."""

    def __init__(self, request, pk, *, writing=False):
        self.meeting = get_object_or_404(
            queries.meetings(request.network).select_related("note_taker", "network"), pk=pk
        )
        self.may_write = may_write(request, self.meeting)
        self.confidential = queries.reads_confidential(request.permissions)
        self.minutes = queries.minutes_of(self.meeting)
        if self.minutes is None:
            raise Http404
        if not self.may_write and (writing or self.minutes.state == Minutes.State.DRAFT):
            raise PermissionDenied

    @property
    def items(self):
        return items_of(self.meeting, confidential=self.confidential)

    def of_seen_items(self, rows):
        """Those of ``rows`` that are about no item, or about one that the reader may know of."""
        return rows if self.confidential else rows.exclude(item__confidential=True)


def minutes_for(request, meeting) -> Minutes | None:
    """The minutes of ``meeting`` where the reader may read them."""
    found = queries.minutes_of(meeting)
    if found and found.state == Minutes.State.DRAFT and not may_write(request, meeting):
        return None
    return found


def _back(request, meeting):
    return redirect("meetings:minutes", request.network.code, meeting.pk)


@network_view(Permission.VIEW_NETWORK)
@require_safe
def minutes(request, pk):
    reading = Reading(request, pk)
    passages = {}
    if reading.may_write and not reading.minutes.is_locked:
        passages = dict(reading.minutes.passages.values_list("item", "pk"))
    content = minutes_content.of(reading.minutes, confidential=reading.confidential)
    for one in content["items"]:
        one["passage"] = passages.get(one["pk"])
    comments = reading.minutes.comments.select_related("by", "item")
    addenda = reading.minutes.addenda.select_related("by", "item")
    context = {
        "meeting": reading.meeting,
        "minutes": reading.minutes,
        "content": content,
        "start_passage": passages.get(None),
        "comments": reading.of_seen_items(comments),
        "addenda": reading.of_seen_items(addenda),
        "may_write": reading.may_write,
    }
    return render(request, "meetings/minutes.html", context)


@network_view(Permission.VIEW_NETWORK)
@require_http_methods(["GET", "HEAD", "POST"])
def passage(request, pk, passage):
    reading = Reading(request, pk, writing=True)
    rows = reading.of_seen_items(reading.minutes.passages.select_related("item", "minutes"))
    found, theirs = get_object_or_404(rows, pk=passage), None
    form = PassageForm(request.POST or None, initial={"text": found.text, "version": found.version})
    if request.method == "POST" and form.is_valid():
        try:
            minutes_actions.write_passage(passage=found, by=request.user, **form.cleaned_data)
        except editing.Overtaken as overtaken:
            theirs = overtaken.row
            form = PassageForm(form.data.dict() | {"version": theirs.version})
        except MinutesRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "The minutes were changed.")
            return _back(request, reading.meeting)
    context = {"meeting": reading.meeting, "passage": found, "form": form, "theirs": theirs}
    return render(request, "meetings/minutes_passage.html", context)


@network_view(Permission.VIEW_NETWORK)
@require_http_methods(["GET", "HEAD", "POST"])
def circulate(request, pk):
    reading = Reading(request, pk, writing=True)
    form = CirculateForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            count = minutes_actions.circulate(minutes=reading.minutes, by=request.user, **form.cleaned_data)
        except MinutesRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            people = {0: "nobody", 1: "one person"}.get(count, f"{count} people")
            messages.success(request, f"The minutes are out for comment: {people} will be written to.")
            return _back(request, reading.meeting)
    asked = reading.meeting.invitees.exclude(person=None).count()
    context = {"meeting": reading.meeting, "minutes": reading.minutes, "form": form, "asked": asked}
    return render(request, "meetings/minutes_circulate.html", context)


@network_view(Permission.VIEW_NETWORK)
@require_http_methods(["GET", "HEAD", "POST"])
def comment(request, pk):
    reading = Reading(request, pk)
    form = CommentForm(request.POST or None, items=reading.items)
    if request.method == "POST" and form.is_valid():
        try:
            minutes_actions.comment(minutes=reading.minutes, by=request.user, **form.cleaned_data)
        except MinutesRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Thank you. Your comment stands below the minutes.")
            return _back(request, reading.meeting)
    return render(request, "meetings/minutes_comment.html", {"meeting": reading.meeting, "form": form})


@network_view(Permission.VIEW_NETWORK)
@require_http_methods(["GET", "HEAD", "POST"])
def settle(request, pk, comment):
    reading = Reading(request, pk, writing=True)
    rows = reading.of_seen_items(reading.minutes.comments.select_related("by", "item", "minutes"))
    found = get_object_or_404(rows, pk=comment)
    form = SettleForm(request.POST or None, initial={"answer": found.answer})
    if request.method == "POST" and form.is_valid():
        try:
            minutes_actions.settle(comment=found, by=request.user, **form.cleaned_data)
        except MinutesRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            return _back(request, reading.meeting)
    context = {"meeting": reading.meeting, "comment": found, "form": form}
    return render(request, "meetings/minutes_settle.html", context)


def _later(meeting: Meeting):
    found = meeting.network.meetings.filter(starts_at__gt=meeting.starts_at).exclude(pk=meeting.pk)
    found = found.filter(state__in=[Meeting.State.UNDER_WAY, Meeting.State.ENDED])
    return found.order_by("starts_at", "pk")[:MOST_MEETINGS]


@network_view(Permission.VIEW_NETWORK)
@require_http_methods(["GET", "HEAD", "POST"])
def approve(request, pk):
    reading = Reading(request, pk, writing=True)
    later = list(_later(reading.meeting))
    form = ApproveForm(request.POST or None, meetings=later)
    if request.method == "POST" and form.is_valid():
        try:
            minutes_actions.approve(minutes=reading.minutes, by=request.user, **form.cleaned_data)
        except NotQuorate:
            form.add_error("although", "Tick to record it all the same, or have a later meeting approve them")
        except MinutesRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "The minutes are approved, and locked for good.")
            return _back(request, reading.meeting)
    short = [one for one in later if minutes_actions.quorate_at(one) is False]
    context = {
        "meeting": reading.meeting, "minutes": reading.minutes, "form": form, "later": later, "short": short,
        "open_comments": reading.minutes.comments.filter(settled=False).count(),
    }  # fmt: skip
    return render(request, "meetings/minutes_approve.html", context)


@network_view(Permission.VIEW_NETWORK)
@require_http_methods(["GET", "HEAD", "POST"])
def addendum(request, pk):
    reading = Reading(request, pk, writing=True)
    form = AddendumForm(request.POST or None, items=reading.items)
    if request.method == "POST" and form.is_valid():
        try:
            minutes_actions.add_addendum(minutes=reading.minutes, by=request.user, **form.cleaned_data)
        except MinutesRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "The addendum stands beside the minutes.")
            return _back(request, reading.meeting)
    return render(request, "meetings/minutes_addendum.html", {"meeting": reading.meeting, "form": form})


@network_view(Permission.VIEW_NETWORK)
@require_GET
def as_pdf(request, pk):
    """A page or a few, laid out while the reader waits: under a second."""
    reading = Reading(request, pk)
    try:
        content = minutes_files.as_pdf(reading.minutes, confidential=reading.confidential).content
    except DocumentFailed as problem:
        messages.error(request, f"The pages could not be laid out: {problem}")
        return _back(request, reading.meeting)
    return _file(request, reading, content, minutes_files.PDF, "pdf")


@network_view(Permission.VIEW_NETWORK)
@require_GET
def as_word(request, pk):
    reading = Reading(request, pk)
    content = minutes_files.as_word(reading.minutes, confidential=reading.confidential)
    return _file(request, reading, content, minutes_files.WORD, "docx")


def _file(request, reading, content: bytes, content_type: str, ending: str) -> HttpResponse:
    day = timezone.localdate(reading.meeting.starts_at)
    record(Event.MINUTES_DOWNLOADED, by=request.user, network=request.network, about=reading.meeting)
    response = HttpResponse(content, content_type=content_type)
    name = f"minutes-{request.network.code}-{day:%Y-%m-%d}.{ending}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
