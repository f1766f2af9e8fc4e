"""The home of check-ins, and a check-in while it runs."""

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from apps.accounts.permissions import Permission
from apps.core.fragments import render_part
from apps.core.moments import moment
from apps.networks.access import network_view
from apps.surveys import companions
from apps.surveys.models import Kind
from apps.surveys.queries import round_problem, sending, turnout_words, undelivered
from apps.surveys.running_views import round_or_404, schedule

from . import calendar
from .outcomes import past, waiting_for_response
from .queries import pauses_of, plan_of, running_of
from .tables import past_table

UPCOMING = 4


def may_run(request) -> bool:
    return Permission.RUN_ROUNDS in request.permissions and not request.network.is_read_only


@network_view(Permission.VIEW_RESULTS)
@require_safe
def index(request):
    plan, running = plan_of(request.network), running_of(request.network)
    path = reverse("wellbeing:index", args=[request.network.code])
    table = past_table(past(request.network), request.GET, path=path)
    context = {
        "table": table,
        "may_run": may_run(request),
        "plan": plan,
        "running": running,
        "closes": moment(running.closes_at) if running else "",
        "turnout": turnout_words(running) if running else "",
        "upcoming": upcoming(request.network, plan),
        "held": waiting_for_response(request.network) if plan else None,
    }
    return render_part(request, "wellbeing/index.html", "components/table.html", context, said=table.said)


def upcoming(network, plan):
    """The next openings of ``plan``, as far as can be said."""
    if not plan or not plan.next_opens_on:
        return []
    return calendar.upcoming(
        plan.next_opens_on,
        plan.rhythm,
        plan.days_open,
        pauses_of(network),
        count=UPCOMING,
        weekday=plan.weekday,
    )


@network_view(Permission.RUN_ROUNDS)
@require_safe
def check_in(request, pk):
    """A check-in's state while it runs, and what can be done to it."""
    round_, now = round_or_404(request, Kind.CHECK_IN, pk), timezone.now()
    takes_answers = round_.takes_answers(now)
    mails = sending(round_) if takes_answers and not round_.has_open_link else None
    pages = companions.of(round_).pages
    context = pages.context(round_) | {
        "opens": moment(round_.opens_at),
        "closes": moment(round_.closes_at),
        "turnout": turnout_words(round_),
        "problem": round_problem(round_),
        "mails": mails,
        "undelivered": [
            {
                "name": one.person.name,
                "words": one.words,
                "renew": pages.address(round_, "renew", one.person.pk),
            }
            for one in (undelivered(round_) if mails and mails.refused else ())
        ],
        "takes_answers": takes_answers,
        "may_act": not request.network.is_read_only,
        "reminders": schedule(round_, now) if takes_answers else (),
    }
    return render(request, "wellbeing/check_in.html", context)
