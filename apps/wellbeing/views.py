"""The home of check-ins, and a check-in while it runs."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from apps.accounts.permissions import Permission
from apps.core.fragments import render_part
from apps.core.moments import moment
from apps.networks.access import network_view
from apps.surveys import actions as engine
from apps.surveys.queries import round_problem, sending, turnout_words

from . import calendar
from .outcomes import past, waiting_for_response
from .queries import check_ins_of, pauses_of, plan_of, running_of
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
        plan.next_opens_on, plan.rhythm, plan.days_open, pauses_of(network), count=UPCOMING
    )


def check_in_or_404(request, pk):
    return get_object_or_404(check_ins_of(request.network).select_related("questionnaire"), pk=pk)


@network_view(Permission.RUN_ROUNDS)
@require_safe
def check_in(request, pk):
    """A check-in's state while it runs."""
    round_ = check_in_or_404(request, pk)
    mails = sending(round_) if round_.state == round_.State.OPEN and not round_.has_open_link else None
    context = {
        "round": round_,
        "opens": moment(round_.opens_at),
        "closes": moment(round_.closes_at),
        "turnout": turnout_words(round_),
        "problem": round_problem(round_),
        "mails": mails,
    }
    return render(request, "wellbeing/check_in.html", context)


@network_view(Permission.RUN_ROUNDS)
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request, pk):
    round_ = check_in_or_404(request, pk)
    if request.method == "POST":
        try:
            engine.cancel_round(round_=round_, by=request.user)
        except engine.RoundRefused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, "The check-in was cancelled and all answers destroyed.")
        return redirect("wellbeing:check_in", request.network.code, round_.pk)
    return render(request, "wellbeing/cancel.html", {"round": round_})
