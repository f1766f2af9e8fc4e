"""The directory's pages."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.accounts.permissions import Permission
from apps.core.audit import Event, record
from apps.core.exports import csv_response
from apps.networks.access import network_view

from . import actions, parcel
from .forms import FilterForm, PersonForm, UploadForm
from .models import StaffGroup
from .queries import directory, member_practices
from .upload import Unreadable

PAGE = 50


def _to_list(request, **query):
    return redirect(reverse("people:list", args=[request.network.code], query=query or None))


@network_view(Permission.MANAGE_PEOPLE)
@require_safe
def person_list(request):
    form = FilterForm(request.GET, network=request.network)
    filters = form.filters()
    people = directory(request.network, **filters)
    page = Paginator(people, PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "filtered": any(filters.values()),
        "left": filters["left"],
        "words": any(filters[name] for name in ("words", "practice", "group")),
        "just_left": _just_left(request),
        "upload": _undoable_upload(request),
    }
    return render(request, "people/list.html", context)


def _just_left(request):
    """The person whom the last click marked as left, so that it can be undone."""
    pk = request.GET.get("just_left", "")
    return request.network.people.filter(pk=pk, active_to__isnull=False).first() if pk.isdecimal() else None


def _undoable_upload(request):
    """The upload that was just added, and how many of it can still be taken out."""
    try:
        upload = UUID(request.GET.get("added", ""))
    except ValueError:
        return None
    count = actions.undoable(request.network, upload).count()
    return {"id": upload, "count": count} if count else None


@network_view(Permission.MANAGE_PEOPLE)
@require_safe
def export(request):
    people = directory(request.network, **FilterForm(request.GET, network=request.network).filters())
    rows = [
        (
            person.name,
            person.email,
            person.practice.name if person.practice else "",
            person.get_staff_group_display(),
        )
        for person in people
    ]
    record(Event.EXPORTED, by=request.user, network=request.network, what="people", count=len(rows))
    name = f"people-{request.network.code}-{timezone.localdate():%Y-%m-%d}.csv"
    return csv_response(name, ("Name", "Email", "Practice", "Staff group"), rows)


@network_view(Permission.MANAGE_PEOPLE)
@require_http_methods(["GET", "HEAD", "POST"])
def person_add(request):
    form = PersonForm(request.POST or None, network=request.network)
    if request.method == "POST" and form.is_valid():
        try:
            person = actions.add_person(network=request.network, by=request.user, **form.cleaned_data)
        except actions.EmailTaken as problem:
            form.add_error("email", str(problem))
        else:
            messages.success(request, f"{person.name} is in the directory.")
            return _to_list(request)
    return render(request, "people/add.html", {"form": form})


@network_view(Permission.MANAGE_PEOPLE)
@require_http_methods(["GET", "HEAD", "POST"])
def person_edit(request, pk):
    person = get_object_or_404(request.network.people.select_related("practice", "network"), pk=pk)
    form = PersonForm(request.POST or None, network=request.network, person=person)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_person(person=person, by=request.user, **form.cleaned_data)
        except actions.EmailTaken as problem:
            form.add_error("email", str(problem))
        else:
            messages.success(request, f"{person.name} was saved.")
            return _to_list(request)
    return render(request, "people/edit.html", {"form": form, "person": person})


@network_view(Permission.MANAGE_PEOPLE)
@require_POST
def person_leave(request, pk):
    person = get_object_or_404(request.network.people.select_related("network"), pk=pk)
    actions.mark_left(person=person, by=request.user)
    return _to_list(request, just_left=person.pk)


@network_view(Permission.MANAGE_PEOPLE)
@require_POST
def person_put_back(request, pk):
    person = get_object_or_404(request.network.people.select_related("network"), pk=pk)
    try:
        actions.put_back(person=person, by=request.user)
    except actions.EmailTaken as problem:
        messages.error(request, f"{person.name} stays among those who left. {problem}")
    else:
        messages.success(request, f"{person.name} is in the directory again.")
    return _to_list(request)


@network_view(Permission.MANAGE_PEOPLE)
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request):
    """Paste or choose a list; the answer to a good one is the page that checks it. Nothing is stored yet."""
    form = UploadForm(request.POST or None, request.FILES or None, network=request.network)
    if request.method == "POST" and form.is_valid():
        found = form.cleaned_data["upload"]
        try:
            packed = parcel.pack(found.rows, network=request.network, user=request.user)
        except Unreadable as problem:
            form.add_error(None, str(problem))
        else:
            return _upload_check(request, found, packed)
    return render(request, "people/upload.html", {"form": form, "group_labels": StaffGroup.labels})


def _upload_check(request, found, packed):
    practices = dict(member_practices(request.network).values_list("code", "name"))
    first = [
        (row.name, row.email, practices.get(row.practice, ""), StaffGroup(row.staff_group).label)
        for row in found.rows[:PAGE]
    ]
    return render(request, "people/upload_check.html", {"upload": found, "parcel": packed, "first": first})


@network_view(Permission.MANAGE_PEOPLE)
@require_POST
def upload_confirm(request):
    try:
        rows = parcel.unpack(request.POST.get("parcel", ""), network=request.network, user=request.user)
    except parcel.Stale:
        messages.error(
            request, "Nobody was added: the list was checked more than an hour ago. Please add it again."
        )
        return redirect("people:upload", request.network.code)
    added, count = actions.add_people(network=request.network, by=request.user, rows=rows)
    if count < len(rows):
        messages.info(
            request, f"{len(rows) - count} of the list were not added: they are in the directory already."
        )
    return _to_list(request, added=added)


@network_view(Permission.MANAGE_PEOPLE)
@require_POST
def upload_undo(request, upload):
    count = actions.undo_upload(network=request.network, by=request.user, upload=upload)
    if count:
        messages.success(
            request, f"Undone: {count} {'person was' if count == 1 else 'people were'} taken out again."
        )
    else:
        messages.error(
            request, "There is nothing to undo: an upload can be undone for a day, before a round invites."
        )
    return _to_list(request)
