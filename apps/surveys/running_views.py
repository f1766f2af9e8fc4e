"""What whoever runs a round does to it while it runs: the same pages for every kind of round, at addresses of the room
that keeps it, which says in its ``Companion`` where they lead back to."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from apps.accounts.permissions import Permission
from apps.core.moments import moment, weekday
from apps.networks.access import network_view

from . import actions, companions, open_link, timing
from .models import Way
from .running_forms import ExtendForm


def round_or_404(request, kind, pk):
    rounds = request.network.rounds.filter(kind=kind).select_related("questionnaire", "network")
    return get_object_or_404(rounds, pk=pk)


def act(request, round_, action, done: str, *, page: str = "", **arguments):
    """Do ``action`` to the round and go to its page, or another of its pages, with ``done`` or with the reason why it
    was refused."""
    try:
        action(round_=round_, by=request.user, **arguments)
    except actions.RoundRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect(companions.of(round_).pages.address(round_, page))


def schedule(round_, now) -> list[dict]:
    """The planned reminders of ``round_``, each with what became or will become of it."""
    address = companions.of(round_).pages.address
    return [
        {"at": moment(one.sent_at or one.due_at), "sent": one.sent_at, "is_on": one.is_on}
        | {"can_switch": not one.sent_at and one.due_at > now}
        | {"switch": address(round_, "reminder", one.pk)}
        for one in round_.reminders.all()
    ]


def _confirm_or_act(request, round_, name: str, action, done: str):
    if request.method == "POST":
        return act(request, round_, action, done)
    return render(request, f"surveys/running/{name}.html", _context(round_))


def _context(round_) -> dict:
    return companions.of(round_).pages.context(round_) | {"closes": moment(round_.closes_at)}


@network_view(Permission.RUN_ROUNDS)
@require_POST
def reminder(request, kind, pk, reminder):
    """Switch a reminder of the schedule off, or on again."""
    round_, is_on = round_or_404(request, kind, pk), request.POST.get("is_on") == "1"
    done = "The reminder is switched on." if is_on else "The reminder is switched off: it will not be sent."
    return act(request, round_, actions.switch_reminder, done, reminder=reminder, is_on=is_on)


@network_view(Permission.RUN_ROUNDS)
@require_http_methods(["GET", "HEAD", "POST"])
def remind(request, kind, pk):
    done = "Reminders are on their way to those whose link is unused."
    return _confirm_or_act(request, round_or_404(request, kind, pk), "remind", actions.remind, done)


@network_view(Permission.RUN_ROUNDS)
@require_http_methods(["GET", "HEAD", "POST"])
def close(request, kind, pk):
    round_ = round_or_404(request, kind, pk)
    done = f"The {companions.of(round_).pages.noun} takes no more answers. It is being counted."
    return _confirm_or_act(request, round_, "close", actions.close_now, done)


@network_view(Permission.RUN_ROUNDS)
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request, kind, pk):
    round_ = round_or_404(request, kind, pk)
    done = f"The {companions.of(round_).pages.noun} is cancelled. Everything answered was destroyed."
    return _confirm_or_act(request, round_, "cancel", actions.cancel_round, done)


@network_view(Permission.RUN_ROUNDS)
@require_http_methods(["GET", "HEAD", "POST"])
def extend(request, kind, pk):
    round_ = round_or_404(request, kind, pk)
    closes = timezone.localtime(round_.closes_at)
    initial = {"closes_on": closes.date() + timing.USUAL_EXTENSION, "hour": timing.USUAL_HOUR}
    form = ExtendForm(request.POST or None, initial=initial, round_=round_)
    if request.method == "POST" and form.is_valid():
        closes_at = form.cleaned_data["closes_at"]
        done = f"The {companions.of(round_).pages.noun} now closes on {moment(closes_at)}."
        return act(request, round_, actions.extend_round, done, closes_at=closes_at)
    before = round_.closes_before and weekday(round_.closes_before)
    return render(request, "surveys/running/extend.html", _context(round_) | {"form": form, "before": before})


@network_view(Permission.RUN_ROUNDS)
@require_http_methods(["GET", "HEAD", "POST"])
def new_link(request, kind, pk):
    """Of a round with one open link."""
    rounds = request.network.rounds.filter(kind=kind, way=Way.OPEN)
    round_ = get_object_or_404(rounds.select_related("questionnaire", "network"), pk=pk)
    if request.method == "POST":
        done = "There is a new link. The old one no longer works: replace posters and messages."
        return act(request, round_, open_link.renew, done, page="share")
    return render(request, "surveys/running/new_link.html", _context(round_))
