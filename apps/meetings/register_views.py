"""The registers of actions and decisions across meetings, and who owns what is open."""

from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_safe

from apps.accounts.permissions import Permission
from apps.core.audit import Event, record
from apps.core.contributions import Reader
from apps.core.exports import table_csv
from apps.core.fragments import render_part
from apps.core.tables import Sorting
from apps.networks.access import network_view

from . import action_queries, action_tables, thread
from .action_forms import ActionFilterForm, DecisionFilterForm
from .queries import reads_confidential
from .views import may_keep


def _reader(request) -> Reader:
    return Reader(request.network, request.permissions)


def _asked_actions(request):
    """The actions that the address asks for, in its order; with form, order and columns."""
    owners = action_queries.owners(request.network, request.permissions)
    form, today = ActionFilterForm(request.GET, owners=owners), timezone.localdate()
    columns = action_tables.action_columns(request.network, today)
    sorting = Sorting.of(columns, request.GET, default="due", ties=("number",))
    found = action_queries.actions(request.network, request.permissions)
    found = action_queries.narrowed(found, _reader(request), today=today, **form.found())
    return sorting.apply(found), form, sorting, columns


@network_view(Permission.VIEW_NETWORK)
@require_safe
def actions(request):
    found, form, sorting, columns = _asked_actions(request)
    table = action_tables.actions_table(
        found, request.GET, reader=_reader(request), form=form, sorting=sorting, columns=columns
    )
    # What workshops noted stands above the whole list, not above what somebody looks for in it.
    raised = () if table.applied else action_queries.raised(request.network, request.permissions)
    context = {"table": table, "may_keep": may_keep(request), "raised": raised}
    return render_part(request, "meetings/actions.html", "components/table.html", context, said=table.said)


@network_view(Permission.VIEW_NETWORK)
@require_GET
def actions_csv(request):
    found, *_ = _asked_actions(request)
    today = timezone.localdate()
    name = f"actions-{request.network.code}-{today:%Y-%m-%d}.csv"
    rows = thread.name_topics(_reader(request), found[: action_tables.CSV_MOST])
    response, count = table_csv(name, action_tables.action_csv(today), rows)
    record(Event.EXPORTED, by=request.user, network=request.network, what="actions", count=count)
    return response


@network_view(Permission.KEEP_MEETINGS)
@require_safe
def owners(request):
    """Who has how much open and late: for whoever keeps the actions, to ask and to help."""
    people = action_queries.by_owner(request.network, request.permissions, timezone.localdate())
    table = action_tables.owners_table(people, request.GET, network=request.network)
    return render_part(
        request, "meetings/owners.html", "components/table.html", {"table": table}, said=table.said
    )


@network_view(Permission.KEEP_MEETINGS)
@require_GET
def owners_csv(request):
    today = timezone.localdate()
    columns, sorting = action_tables.owner_columns(request.network, request.GET)
    people = sorting.apply(action_queries.by_owner(request.network, request.permissions, today))
    name = f"actions-by-owner-{request.network.code}-{today:%Y-%m-%d}.csv"
    response, count = table_csv(name, columns, people)
    record(Event.EXPORTED, by=request.user, network=request.network, what="owners", count=count)
    return response


def _asked_decisions(request):
    form = DecisionFilterForm(request.GET)
    columns = action_tables.decision_columns(request.network)
    sorting = Sorting.of(columns, request.GET, default="-on")
    found = action_queries.decisions(_reader(request), **form.found())
    return sorting.apply(found), form, sorting, columns


@network_view(Permission.VIEW_NETWORK)
@require_safe
def decisions(request):
    found, form, sorting, columns = _asked_decisions(request)
    table = action_tables.decisions_table(
        found, request.GET, reader=_reader(request), form=form, sorting=sorting, columns=columns
    )
    return render_part(
        request, "meetings/decisions.html", "components/table.html", {"table": table}, said=table.said
    )


@network_view(Permission.VIEW_NETWORK)
@require_safe
def decision(request, pk):
    """On to the thread of a decision: its topic's, else its item's, as far as the reader may open them. The register
    would have to ask every room for that."""
    seen = request.network.decisions.seen_with(reads_confidential(request.permissions))
    one = get_object_or_404(seen.select_related("meeting"), pk=pk)
    thread.lead(_reader(request), [one])
    return redirect(one.thread or one.meeting)


@network_view(Permission.VIEW_NETWORK)
@require_GET
def decisions_csv(request):
    found, *_ = _asked_decisions(request)
    name = f"decisions-{request.network.code}-{timezone.localdate():%Y-%m-%d}.csv"
    rows = thread.name_topics(_reader(request), found[: action_tables.CSV_MOST])
    response, count = table_csv(name, action_tables.DECISION_CSV, rows)
    record(Event.EXPORTED, by=request.user, network=request.network, what="decisions", count=count)
    return response
