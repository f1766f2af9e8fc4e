"""What is kept about one person: read, downloaded, erased."""

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from apps.accounts.confirm import confirmed, confirmed_download
from apps.accounts.permissions import Permission
from apps.core.audit import Event, record
from apps.core.exports import csv_response
from apps.core.tables import Noun, build
from apps.networks.access import network_view

from . import personal_data
from .forms import EraseForm
from .queries import own_entry
from .tables import section_columns

# More than a person can have of anything.
MOST = 1000


def _person(request, pk):
    return get_object_or_404(request.network.people.select_related("network", "practice"), pk=pk)


def _tables(request, sections):
    return [
        build(
            section.rows, section_columns(section), {}, id=f"data-{number}", caption=section.heading,
            noun=Noun("line", "lines"), path=request.path, size=MOST, is_start=True,
        )
        for number, section in enumerate(sections)
    ]  # fmt: skip


@network_view(Permission.MANAGE_PEOPLE)
@require_safe
def person_data(request, pk):
    person = _person(request, pk)
    tables = _tables(request, personal_data.everything(person, own=False))
    return render(request, "people/data.html", {"person": person, "tables": tables})


@network_view(Permission.ENTER_NETWORK)
@require_safe
def own_data(request):
    """The same for whoever reads it about themselves, with what only they may see."""
    person = own_entry(request.network, request.user)
    tables = _tables(request, personal_data.everything(person, own=True)) if person else []
    return render(request, "people/own.html", {"person": person, "tables": tables})


def _download(request, person, kind, *, own):
    sections = personal_data.everything(person, own=own)
    detail = {"own": True} if own else {}
    record(Event.PERSON_HANDED_OUT, by=request.user, network=request.network, about=person, **detail)
    if kind == "csv":
        return csv_response("about-a-person.csv", personal_data.CSV_HEADER, personal_data.as_rows(sections))
    response = JsonResponse(
        personal_data.as_json(person, sections), json_dumps_params={"ensure_ascii": False}
    )
    response["Content-Disposition"] = 'attachment; filename="about-a-person.json"'
    return response


@network_view(Permission.MANAGE_PEOPLE)
@require_GET
@confirmed_download
def person_download(request, pk, kind):
    return _download(request, _person(request, pk), kind, own=False)


@network_view(Permission.ENTER_NETWORK)
@require_GET
@confirmed_download
def own_download(request, kind):
    person = own_entry(request.network, request.user)
    if person is None:
        return redirect("people:own", request.network.code)
    return _download(request, person, kind, own=True)


@network_view(Permission.MANAGE_PEOPLE, when_closed=True)  # a right that outlives the network
@require_http_methods(["GET", "HEAD", "POST"])
@confirmed
def person_erase(request, pk):
    person = _person(request, pk)
    form = EraseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        personal_data.erase(person=person, by=request.user)
        messages.success(request, "The person was erased. Nothing in the directory names them any more.")
        return redirect("people:list", request.network.code)
    goes = [(one.heading, len(one.rows)) for one in personal_data.everything(person, own=False)[1:]]
    return render(request, "people/erase.html", {"form": form, "person": person, "goes": goes})
