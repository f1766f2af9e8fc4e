"""The list of rounds, and a round's page."""

from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_safe

from apps.accounts.permissions import Permission
from apps.core.audit import Event, record
from apps.core.exports import table_csv
from apps.core.fragments import render_part
from apps.core.moments import moment, weekday
from apps.core.tables import Sorting, build
from apps.networks.access import network_view
from apps.surveys import alarms
from apps.surveys.models import Kind
from apps.surveys.queries import round_problem, sending, turnout_words, undelivered
from apps.surveys.running_views import round_or_404, schedule
from apps.surveys.series import due

from . import tables
from .queries import rounds_of

PAGE = 20


def _may_run(request) -> bool:
    return Permission.RUN_ROUNDS in request.permissions and not request.network.is_read_only


def _listed(request):
    columns = tables.columns(request.network, may_run=_may_run(request))
    sorting = Sorting.of(columns, request.GET, default="-closes")
    return sorting.apply(rounds_of(request.network)), columns, sorting


@network_view(Permission.VIEW_RESULTS)
@require_safe
def round_list(request):
    rounds, columns, sorting = _listed(request)
    table = build(
        rounds,
        columns,
        request.GET,
        id="rounds",
        caption="Rounds",
        noun=tables.ROUNDS,
        path=reverse("scorecard:list", args=[request.network.code]),
        sorting=sorting,
        csv=reverse("scorecard:list_csv", args=[request.network.code]),
        size=PAGE,
    )
    running, may_run = rounds_of(request.network).running().first(), _may_run(request)
    proposal = next(iter(due([request.network])), None) if may_run and not running else None
    context = {"table": table, "running": running, "may_run": may_run, "proposal": proposal}
    context["may_decide"] = Permission.COMPARE in request.permissions
    return render_part(request, "scorecard/list.html", "components/table.html", context, said=table.said)


@network_view(Permission.VIEW_RESULTS)
@require_GET
def round_list_csv(request):
    rounds, _, _ = _listed(request)
    name = f"rounds-{request.network.code}-{timezone.localdate():%Y-%m-%d}.csv"
    response, count = table_csv(name, tables.CSV, rounds)
    record(Event.EXPORTED, by=request.user, network=request.network, what="rounds", count=count)
    return response


@network_view(Permission.RUN_ROUNDS)
@require_safe
def round_detail(request, pk):
    """A round's state; while it changes by itself, htmx asks for the fragment again."""
    round_ = round_or_404(request, Kind.SCORECARD, pk)
    now = timezone.now()
    takes_answers = round_.takes_answers(now)
    is_planned = round_.state == round_.State.OPENING and round_.opens_at > now
    mails = sending(round_) if takes_answers and not round_.has_open_link else None
    context = {
        "round": round_,
        "state": tables.state_of(round_),
        "closes": moment(round_.closes_at),
        "shown_by": weekday(round_.shown_by),
        "turnout": turnout_words(round_),
        "problem": round_problem(round_),
        "alarm": alarms.seen(round_),
        "takes_answers": takes_answers,
        "opens": moment(round_.opens_at) if is_planned else "",
        "mails": mails,
        "changes": mails.goes_on if mails else round_.is_running and not takes_answers and not is_planned,
        "undelivered": undelivered(round_) if mails and mails.refused else (),
        "reminders": schedule(round_, now) if takes_answers or is_planned else (),
    }
    said = (
        f"{mails.sent} of {mails.total} invitations sent" if mails and mails.goes_on else context["state"][0]
    )
    return render_part(request, "scorecard/round.html", "scorecard/_round.html", context, said=said)
