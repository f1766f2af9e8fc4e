"""The list of rounds, a round's page, and what its manager can do to it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from apps.accounts.permissions import Permission
from apps.core.audit import Event, record
from apps.core.exports import table_csv
from apps.core.fragments import render_part
from apps.core.moments import moment, weekday
from apps.core.tables import Sorting, build
from apps.networks.access import network_view
from apps.surveys import actions, alarms
from apps.surveys.queries import round_problem, sending, turnout_words, undelivered
from apps.surveys.series import due

from . import tables, timing
from .forms import ExtendForm
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


def round_or_404(request, pk):
    return get_object_or_404(rounds_of(request.network).select_related("questionnaire"), pk=pk)


@network_view(Permission.RUN_ROUNDS)
@require_safe
def round_detail(request, pk):
    """A round's state; while it changes by itself, htmx asks for the fragment again."""
    round_ = round_or_404(request, pk)
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
        "reminders": _schedule(round_, now) if takes_answers or is_planned else (),
    }
    said = (
        f"{mails.sent} of {mails.total} invitations sent" if mails and mails.goes_on else context["state"][0]
    )
    return render_part(request, "scorecard/round.html", "scorecard/_round.html", context, said=said)


def _schedule(round_, now) -> list[dict]:
    """The planned reminders, each with what became or will become of it."""
    return [
        {"id": one.pk, "at": moment(one.sent_at or one.due_at), "sent": one.sent_at, "is_on": one.is_on}
        | {"can_switch": not one.sent_at and one.due_at > now}
        for one in round_.reminders.all()
    ]


@network_view(Permission.RUN_ROUNDS)
@require_POST
def round_reminder(request, pk, reminder):
    round_, is_on = round_or_404(request, pk), request.POST.get("is_on") == "1"
    done = "The reminder is switched on." if is_on else "The reminder is switched off: it will not be sent."
    return act(request, round_, actions.switch_reminder, done, reminder=reminder, is_on=is_on)


def act(request, round_, action, done: str, *, page: str = "round", **arguments):
    """Do ``action`` to the round and go to its page, or another of its pages, with ``done`` or with the reason why it
    was refused."""
    try:
        action(round_=round_, by=request.user, **arguments)
    except actions.RoundRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect(f"scorecard:{page}", request.network.code, round_.pk)


def _confirm_or_act(request, pk, template, action, done: str):
    round_ = round_or_404(request, pk)
    if request.method == "POST":
        return act(request, round_, action, done)
    return render(request, template, {"round": round_, "closes": moment(round_.closes_at)})


@network_view(Permission.RUN_ROUNDS)
@require_http_methods(["GET", "HEAD", "POST"])
def round_remind(request, pk):
    done = "Reminders are on their way to those whose link is unused."
    return _confirm_or_act(request, pk, "scorecard/remind.html", actions.remind, done)


@network_view(Permission.RUN_ROUNDS)
@require_http_methods(["GET", "HEAD", "POST"])
def round_close(request, pk):
    done = "The round takes no more answers. It is being counted."
    return _confirm_or_act(request, pk, "scorecard/close.html", actions.close_now, done)


@network_view(Permission.RUN_ROUNDS)
@require_http_methods(["GET", "HEAD", "POST"])
def round_cancel(request, pk):
    done = "The round is cancelled. Everything answered was destroyed."
    return _confirm_or_act(request, pk, "scorecard/cancel.html", actions.cancel_round, done)


@network_view(Permission.RUN_ROUNDS)
@require_http_methods(["GET", "HEAD", "POST"])
def round_extend(request, pk):
    round_ = round_or_404(request, pk)
    closes = timezone.localtime(round_.closes_at)
    initial = {"closes_on": closes.date() + timing.USUAL_EXTENSION, "hour": timing.USUAL_HOUR}
    form = ExtendForm(request.POST or None, initial=initial, closes_at=round_.closes_at)
    if request.method == "POST" and form.is_valid():
        closes_at = form.cleaned_data["closes_at"]
        done = f"The round now closes on {moment(closes_at)}."
        return act(request, round_, actions.extend_round, done, closes_at=closes_at)
    context = {"form": form, "round": round_, "closes": moment(round_.closes_at)}
    return render(request, "scorecard/extend.html", context)
