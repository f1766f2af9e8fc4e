"""Entries that may be the same person."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.accounts.permissions import Permission
from apps.core.contributions import CannotMove
from apps.core.fragments import render_part
from apps.core.tables import build
from apps.networks.access import network_view

from . import merging, tables
from .actions import EmailTaken
from .forms import TwinForm
from .personal_data import everything
from .queries import Reach, directory

PAGE = 50
MOST_FOUND = 20


@network_view(Permission.MANAGE_PEOPLE)
@require_safe
def duplicates(request):
    """Pairs that look alike, those of the page with both entries."""
    network = request.network

    def with_people(pairs):
        keys = {pk for pair in pairs for pk in (pair.first, pair.second)}
        people = network.people.select_related("practice").in_bulk(keys)
        return [tables.Alike(people[pair.first], people[pair.second], pair.why) for pair in pairs]

    table = build(
        merging.look_alikes(network),
        tables.alike(network),
        request.GET,
        id="alike",
        caption="Entries that look alike",
        noun=tables.PAIRS,
        path=reverse("people:duplicates", args=[network.code]),
        size=PAGE,
        present=with_people,
    )
    return render_part(
        request, "people/duplicates.html", "people/_duplicates.html", {"table": table}, said=table.said
    )


@network_view(Permission.MANAGE_PEOPLE)
@require_safe
def twin(request, pk):
    """Finding the other entry of somebody who is there twice under two spellings."""
    person = get_object_or_404(request.network.people, pk=pk)
    form = TwinForm(request.GET or None)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    found = directory(Reach(request.network), words=words, left=None).exclude(pk=pk) if words else []
    table = build(
        found[:MOST_FOUND],
        tables.twins(request.network, person),
        {},
        id="twins",
        caption="Entries found",
        noun=tables.ENTRIES,
        path=request.path,
        size=MOST_FOUND,
        is_start=True,
    )
    return render(
        request, "people/twin.html", {"person": person, "form": form, "words": words, "table": table}
    )


def _two(request, pk, other):
    people = request.network.people.select_related("practice", "network")
    return get_object_or_404(people, pk=pk), get_object_or_404(people.exclude(pk=pk), pk=other)


@network_view(Permission.MANAGE_PEOPLE)
@require_http_methods(["GET", "HEAD", "POST"])
def merge(request, pk, other):
    """Both entries beside what the kept one will say; the button makes one of them."""
    kept, merged = _two(request, pk, other)
    if request.method == "POST":
        try:
            merging.merge(network=request.network, by=request.user, kept=kept, merged=merged)
        except (merging.Gone, CannotMove, EmailTaken) as problem:
            messages.error(request, str(problem))
        else:
            messages.success(request, f"{kept.name} is one entry now.")
        return redirect("people:duplicates", request.network.code)
    table = build(
        tables.beside(kept, merged, merging.together(kept, merged)),
        tables.BESIDE,
        {},
        id="beside",
        caption="Both entries, and what stays",
        noun=tables.LINES,
        path=request.path,
        is_start=True,
    )
    moves = [(one.heading, len(one.rows)) for one in everything(merged, own=False)[1:]]
    return render(
        request, "people/merge.html", {"kept": kept, "merged": merged, "table": table, "moves": moves}
    )


@network_view(Permission.MANAGE_PEOPLE)
@require_POST
def apart(request, pk, other):
    kept, merged = _two(request, pk, other)
    try:
        merging.call_apart(network=request.network, by=request.user, one=kept, other=merged)
    except merging.Gone as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, "Noted: they are two people. They are not shown as alike again.")
    return redirect("people:duplicates", request.network.code)
