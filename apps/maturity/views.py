"""Where a network says it is and what it can show; one component; what is missing for the next step."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from apps.accounts.permissions import Permission
from apps.core.audit import Event, record
from apps.core.exports import figures_csv, table_csv
from apps.core.topics import starts_from
from apps.meetings.models import Meeting
from apps.networks.access import network_view

from . import actions, ladder, pictures, queries, tables, topic
from .actions import MaturityRefused
from .forms import AgreeForm
from .statements import matrix

BOTH = ["GET", "HEAD", "POST"]
MOST_MEETINGS = 12


def may_keep(request) -> bool:
    return Permission.KEEP_MATURITY in request.permissions and not request.network.is_read_only


def component_or_404(code: str):
    found = matrix().component(code)
    if found is None:
        raise Http404
    return found


def _pictured(request):
    """How it stands today and a year ago, and the ladder of both."""
    on = timezone.localdate()
    then, held = ladder.a_year_before(on), queries.read(request.network)
    now = queries.standing(request.network, on=on, held=held)
    before = queries.standing(request.network, on=then, held=held)
    return now, pictures.picture(now, before, on=on, then=then)


@network_view(Permission.VIEW_NETWORK)
@require_safe
def index(request):
    now, chart = _pictured(request)
    names = queries.local_names(request.network.icb)
    context = {
        "table": tables.components_table(now, names, request.GET, network=request.network),
        "chart": chart,
        "headline": pictures.headline(now),
        "any": any(one.agreed_on or one.count for one in now),
        "asks": request.network.support_asks.all()[:20],
        "matrix": matrix(),
        "may_keep": may_keep(request),
    }
    return render(request, "maturity/index.html", context)


@network_view(Permission.VIEW_NETWORK)
@require_GET
def statements_csv(request):
    """Every statement, with what was said of it and what shows it."""
    today = timezone.localdate()
    standings = queries.standing(request.network, on=today)
    rows = [(component, one) for component in standings for one in component.statements]
    name = f"maturity-{request.network.code}-{today:%Y-%m-%d}.csv"
    response, count = table_csv(name, tables.CSV, rows)
    record(Event.EXPORTED, by=request.user, network=request.network, what="maturity", count=count)
    return response


@network_view(Permission.VIEW_NETWORK)
@require_GET
def ladder_csv(request):
    """The figures of the chart."""
    now, chart = _pictured(request)
    name = f"ladder-{request.network.code}-{timezone.localdate():%Y-%m-%d}.csv"
    record(Event.EXPORTED, by=request.user, network=request.network, what="maturity", count=len(now))
    return figures_csv(name, chart.table)


@network_view(Permission.VIEW_NETWORK)
@require_safe
def missing(request):
    """What is missing for the next step, as a list of things to do; a component at the top has none."""
    parts, today = [], timezone.localdate()
    for one in queries.standing(request.network, on=today):
        url = reverse("maturity:component", args=[request.network.code, one.code])
        tasks = [
            {
                "text": statement.text,
                "href": f"{url}#{statement.code}",
                "hint": f"{statement.shown_by}. {statement.said and f'We said: {statement.said}'}".strip(),
                "status": "Out of date" if statement.shown else "To show",
                "colour": "grey",
            }
            for statement in one.missing
        ]
        step = one.next_step
        parts.append({"standing": one, "tasks": tasks, "step": "" if step is None else matrix().steps[step]})
    return render(request, "maturity/missing.html", {"parts": parts, "may_keep": may_keep(request)})


@network_view(Permission.VIEW_NETWORK)
@require_safe
def component(request, component):
    """One component: its statements by step, with what was said, what shows it, and what the portal proposes."""
    found, today = component_or_404(component), timezone.localdate()
    standing = next(one for one in queries.standing(request.network, on=today) if one.code == found.code)
    keeps = may_keep(request)
    proposed = queries.proposals(request.network, request.permissions, standing, today) if keeps else {}
    steps = [
        {
            "name": name,
            "statements": [
                {"standing": one, "proposals": proposed.get(one.code, ())}
                for one in standing.statements
                if one.step == place
            ],
        }
        for place, name in enumerate(matrix().steps)
    ]
    context = {
        "standing": standing,
        "steps": steps,
        "next_name": "" if standing.next_step is None else matrix().steps[standing.next_step],
        "may_keep": keeps,
        "starts": starts_from(request, topic.KIND, found.code),
    }
    return render(request, "maturity/component.html", context)


@network_view(Permission.KEEP_MATURITY)
@require_http_methods(BOTH)
def agree(request, component):
    """Record what a meeting said of the statements of a component."""
    found = component_or_404(component)
    held = request.network.meetings.filter(state=Meeting.State.ENDED)[:MOST_MEETINGS]
    form = AgreeForm(request.POST or None, meetings=held, component=found)
    if request.method == "POST" and form.is_valid():
        try:
            actions.agree(network=request.network, by=request.user, **form.values())
        except MaturityRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Recorded.")
            return redirect("maturity:component", request.network.code, found.code)
    return render(request, "maturity/agree.html", {"form": form, "component": found})
