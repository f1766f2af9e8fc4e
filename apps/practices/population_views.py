"""The population page: who the network looks after, and what they need."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from apps.accounts.permissions import Permission
from apps.core.audit import Event, record
from apps.core.exports import table_csv
from apps.core.tables import Sorting, build
from apps.core.topics import starts_from
from apps.networks.access import network_view

from . import keeping, pictures, tables, topic
from .forms import CloseForm, NeedFilterForm, NeedForm
from .population import needs_of, population
from .queries import network_profile
from .views import file_name, keeps


def _listed(request):
    """The needs that the address asks for, in its order; with the filters and the order."""
    form = NeedFilterForm(request.GET)
    chosen = form.filters()
    hidden = "closed" if not chosen["closed"] else None
    columns = tables.need_columns(request.network.code, keeps=keeps(request))
    columns = tuple(column for column in columns if column.key != hidden)
    sorting = Sorting.of(columns, request.GET, default="-since")
    return sorting.apply(needs_of(request.network, **chosen)), form, sorting, columns


@network_view(Permission.VIEW_NETWORK)
@require_safe
def page(request):
    network = request.network
    people, facts = population(network), network_profile(network)
    rows, form, sorting, columns = _listed(request)
    table = build(
        rows, columns, request.GET,
        id="needs", caption="What our people need", noun=tables.NEEDS, path=request.path,
        sorting=sorting, form=form, form_label="Find needs",
        csv=reverse("practices:needs_csv", args=[network.code]), size=20,
    )  # fmt: skip
    context = {
        "people": people,
        "facts": facts,
        "ages": pictures.age_chart(people, network.name),
        "deprivation": pictures.deprivation_chart(facts),
        "table": table,
        "any_closed": not table.count and needs_of(network, closed=True).exists(),
        "keeps": keeps(request),
    }
    return render(request, "practices/population.html", context)


@network_view(Permission.VIEW_NETWORK)
@require_GET
def needs_csv(request):
    rows, *_ = _listed(request)
    columns = tables.need_columns(request.network.code, keeps=False)
    response, count = table_csv(file_name(request, "needs"), columns, rows)
    record(Event.EXPORTED, by=request.user, network=request.network, what="needs", count=count)
    return response


@network_view(Permission.KEEP_PROFILE)
@require_http_methods(["GET", "HEAD", "POST"])
def need_add(request):
    form = NeedForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        keeping.record_need(network=request.network, by=request.user, **form.cleaned_data)
        messages.success(request, "The need is recorded.")
        return _to_page(request)
    return render(request, "practices/need.html", {"form": form})


@network_view(Permission.KEEP_PROFILE)
@require_http_methods(["GET", "HEAD", "POST"])
def need_edit(request, pk):
    need = get_object_or_404(request.network.population_needs, pk=pk)
    if need.closed_on:
        return render(request, "practices/need_closed.html", {"need": need, "keeps": keeps(request)})
    initial = {name: getattr(need, name) for name in ("need", "source", "source_day", "action", "measure")}
    form = NeedForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        return _do(
            request, "Saved.", lambda: keeping.change_need(row=need, by=request.user, **form.cleaned_data)
        )
    starts = starts_from(request, topic.KIND, need.pk)
    return render(request, "practices/need.html", {"form": form, "need": need, "starts": starts})


@network_view(Permission.KEEP_PROFILE)
@require_http_methods(["GET", "HEAD", "POST"])
def need_close(request, pk):
    need = get_object_or_404(request.network.population_needs, pk=pk)
    form = CloseForm(request.POST if request.method == "POST" else None, initial={"outcome": need.outcome})
    if request.method == "POST" and form.is_valid():
        return _do(
            request, "The need is closed. It stays on record.",
            lambda: keeping.close_need(need=need, by=request.user, **form.cleaned_data),
        )  # fmt: skip
    return render(request, "practices/need_close.html", {"form": form, "need": need})


@network_view(Permission.KEEP_PROFILE)
@require_POST
def need_reopen(request, pk):
    need = get_object_or_404(request.network.population_needs, pk=pk)
    return _do(request, "The need is open again.", lambda: keeping.reopen_need(need=need, by=request.user))


def _do(request, done: str, act):
    try:
        act()
    except keeping.KeepingRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return _to_page(request)


def _to_page(request):
    return redirect("practices:population", request.network.code)
