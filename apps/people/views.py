"""The directory's pages."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from apps.accounts.confirm import confirmed_download
from apps.accounts.permissions import Permission
from apps.core.audit import Event, record
from apps.core.exports import table_csv
from apps.core.fragments import announce, render_part
from apps.core.table_html import row
from apps.core.tables import Sorting, build
from apps.networks.access import network_view

from . import actions, parcel, tables
from .forms import FilterForm, PersonForm, RowForm, UploadForm
from .models import StaffGroup
from .queries import directory, elsewhere, reach_of
from .upload import Problem, Row, Unreadable

PAGE = 50


def _reach(request):
    """Everything below reaches people through this: a practice's manager gets nobody else."""
    return reach_of(request.network, request.memberships, request.permissions)


def _to_list(request, **query):
    return redirect(reverse("people:list", args=[request.network.code], query=query or None))


def _listed(request, reach):
    """The people that the address asks for, in its order; with the filters and the order."""
    form = FilterForm(request.GET, reach=reach)
    sorting = Sorting.of(tables.columns(request.network), request.GET, default="name")
    return sorting.apply(directory(reach, **form.filters())), form, sorting


@network_view(Permission.KEEP_PRACTICE_PEOPLE)
@require_safe
def person_list(request):
    reach = _reach(request)
    people, form, sorting = _listed(request, reach)
    code = request.network.code
    table = build(
        people,
        tables.columns(request.network),
        request.GET,
        id="people",
        caption="People",
        noun=tables.PEOPLE,
        path=reverse("people:list", args=[code]),
        sorting=sorting,
        form=form,
        form_label="Find people",
        csv=reverse("people:export", args=[code]),
        size=PAGE,
    )
    left_only = [choice.name for choice in form.chosen()] == ["show"]
    context = {
        "table": table,
        "reach": reach,
        "left_only": left_only,
        "just_left": _just_left(request, reach),
        "upload": _undoable_upload(request, reach),
    }
    return render_part(request, "people/list.html", "people/_list.html", context, said=table.said)


def _just_left(request, reach):
    """The person whom the last click marked as left, so that it can be undone."""
    pk = request.GET.get("just_left", "")
    return reach.people.filter(pk=pk, active_to__isnull=False).first() if pk.isdecimal() else None


def _undoable_upload(request, reach):
    """The upload that was just added, and how many of it can still be taken out."""
    try:
        upload = UUID(request.GET.get("added", ""))
    except ValueError:
        return None
    count = actions.undoable(reach, upload).count()
    return {"id": upload, "count": count} if count else None


@network_view(Permission.KEEP_PRACTICE_PEOPLE)
@require_GET
@confirmed_download
def export(request):
    """The list as the address narrows and sorts it. Asking for the head alone is no download: GET only."""
    people, _, _ = _listed(request, _reach(request))
    name = f"people-{request.network.code}-{timezone.localdate():%Y-%m-%d}.csv"
    response, count = table_csv(name, tables.CSV, people)
    record(Event.EXPORTED, by=request.user, network=request.network, what="people", count=count)
    return response


@network_view(Permission.KEEP_PRACTICE_PEOPLE)
@require_http_methods(["GET", "HEAD", "POST"])
def person_add(request):
    form = PersonForm(request.POST or None, reach=_reach(request))
    if request.method == "POST" and form.is_valid():
        try:
            person = actions.add_person(network=request.network, by=request.user, **form.cleaned_data)
        except actions.EmailTaken as problem:
            form.add_error("email", str(problem))
        else:
            messages.success(request, f"{person.name} is in the directory.")
            return _to_list(request)
    return render(request, "people/add.html", {"form": form})


@network_view(Permission.KEEP_PRACTICE_PEOPLE)
@require_http_methods(["GET", "HEAD", "POST"])
def person_edit(request, pk):
    reach = _reach(request)
    person = get_object_or_404(reach.people.select_related("practice", "network"), pk=pk)
    form = PersonForm(request.POST or None, reach=reach, person=person)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_person(person=person, by=request.user, **form.cleaned_data)
        except actions.EmailTaken as problem:
            form.add_error("email", str(problem))
        except actions.DatesBackwards as problem:
            form.add_error("active_from", str(problem))
        else:
            messages.success(request, f"{person.name} was saved.")
            return _to_list(request)
    context = {
        "form": form,
        "person": person,
        "elsewhere": elsewhere(person, request.user),
        "is_whole": reach.is_whole,
    }
    return render(request, "people/edit.html", context)


@network_view(Permission.KEEP_PRACTICE_PEOPLE)
@require_http_methods(["GET", "HEAD", "POST"])
def person_row(request, pk):
    """One row of the list, to change or as it stands. Without scripts a person's own page does the same."""
    reach = _reach(request)
    person = get_object_or_404(reach.people.select_related("practice", "network"), pk=pk)
    form = RowForm(request.POST or None, reach=reach, person=person)
    if request.method == "POST" and form.is_valid():
        actions.change_person(person=person, by=request.user, **form.cleaned_data)
        if request.htmx:
            return announce(_row(request, person), f"{person.name} was saved.")
        messages.success(request, f"{person.name} was saved.")
        return _to_list(request)
    if not request.htmx or request.network.is_read_only:
        return redirect("people:edit", request.network.code, pk)
    if "as_it_is" in request.GET:
        return _row(request, person)
    return render(request, "people/_row_form.html", {"form": form, "person": person})


def _row(request, person) -> HttpResponse:
    """The row of ``person`` as the list shows it, the focus on its link to change it."""
    return HttpResponse(row(tables.columns(request.network, focus=True), person))


@network_view(Permission.KEEP_PRACTICE_PEOPLE)
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request):
    """Paste or choose a list; the answer to a good one is the page that checks it. Nothing is stored yet."""
    form = UploadForm(request.POST or None, request.FILES or None, reach=_reach(request))
    if request.method == "POST" and form.is_valid():
        found = form.cleaned_data["upload"]
        try:
            parcels = {
                "parcel": parcel.pack(found.rows, network=request.network, user=request.user),
                "problems": parcel.pack(found.problems, network=request.network, user=request.user),
            }
        except Unreadable as problem:
            form.add_error(None, str(problem))
        else:
            return _upload_check(request, found, parcels)
    return render(request, "people/upload.html", {"form": form, "group_labels": StaffGroup.labels})


def _upload_check(request, found, parcels):
    """The first of those who can be added and of the lines that can't: there is no page to turn to, for nothing is
    kept."""
    practices = dict(_reach(request).practices().values_list("code", "name"))
    start = {"params": {}, "path": request.path, "size": PAGE, "is_start": True}
    columns = tables.to_add(practices)
    context = parcels | {
        "upload": found,
        "good": build(found.rows, columns, id="good", caption="People to add", noun=tables.PEOPLE, **start),
        "bad": build(
            found.problems,
            tables.PROBLEMS,
            id="bad",
            caption="Lines that can’t be used",
            noun=tables.LINES,
            **start,
        ),
    }
    return render(request, "people/upload_check.html", context)


@network_view(Permission.KEEP_PRACTICE_PEOPLE)
@require_POST
def upload_problems(request):
    """The lines that can't be used as a CSV, to mend the list by."""
    try:
        problems = parcel.unpack(
            Problem, request.POST.get("problems", ""), network=request.network, user=request.user
        )
    except parcel.Stale:
        messages.error(request, "The list was checked more than an hour ago. Please add it again.")
        return redirect("people:upload", request.network.code)
    response, count = table_csv("lines-to-mend.csv", tables.PROBLEMS, problems)
    record(Event.EXPORTED, by=request.user, network=request.network, what="problems", count=count)
    return response


@network_view(Permission.KEEP_PRACTICE_PEOPLE)
@require_POST
def upload_confirm(request):
    try:
        rows = parcel.unpack(Row, request.POST.get("parcel", ""), network=request.network, user=request.user)
    except parcel.Stale:
        messages.error(
            request, "Nobody was added: the list was checked more than an hour ago. Please add it again."
        )
        return redirect("people:upload", request.network.code)
    added, count = actions.add_people(reach=_reach(request), by=request.user, rows=rows)
    if count < len(rows):
        messages.info(
            request, f"{len(rows) - count} of the list were not added: they are in the directory already."
        )
    return _to_list(request, added=added)


@network_view(Permission.KEEP_PRACTICE_PEOPLE)
@require_POST
def upload_undo(request, upload):
    count = actions.undo_upload(reach=_reach(request), by=request.user, upload=upload)
    if count:
        messages.success(
            request, f"Undone: {count} {'person was' if count == 1 else 'people were'} taken out again."
        )
    else:
        messages.error(
            request, "There is nothing to undo: an upload can be undone for a day, before a round invites."
        )
    return _to_list(request)
