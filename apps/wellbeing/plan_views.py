"""Setting check-ins up in three pages, and changing them afterwards."""

from datetime import timedelta

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from apps.accounts.permissions import Permission
from apps.core.moments import weekday
from apps.networks.access import network_view
from apps.networks.controller import NOT_NAMED
from apps.surveys.models import Breakdown, Way
from apps.surveys.queries import current_check_in

from . import actions, calendar, draft, instrument, outcomes, support
from .forms import QuestionsForm, RhythmForm, WhenForm
from .models import Plan
from .queries import pauses_of, plan_of, running_of, staff_of

FEW = 22


@network_view(Permission.RUN_ROUNDS)
@require_http_methods(["GET", "HEAD", "POST"])
def when(request):
    """The first page: with names or without, how often, from when."""
    if plan_of(request.network):
        return redirect("wellbeing:index", request.network.code)
    if not request.network.controller_name:
        return render(request, "wellbeing/not_now.html", {"reason": NOT_NAMED})
    kept = draft.load(request)
    first = kept.first_day or calendar.first_from(
        timezone.localdate() + timedelta(days=7), 7, pauses_of(request.network)
    )
    initial = {"rhythm": "monthly", "days_open": 7, "way": Way.PERSONAL, "first_day": first, **kept.when}
    form = WhenForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        draft.keep(request, kept.with_when(form.cleaned_data))
        return redirect("wellbeing:questions", request.network.code)
    people = staff_of(request.network)
    context = {
        "form": form,
        "people": people.count(),
        "without_email": people.filter(email="").count(),
        "few": FEW,
    }
    return render(request, "wellbeing/when.html", context)


@network_view(Permission.RUN_ROUNDS)
@require_http_methods(["GET", "HEAD", "POST"])
def questions(request):
    """What is asked besides the five: on the way to a series, or of the one there is."""
    plan, kept = plan_of(request.network), draft.load(request)
    if not plan and not kept.when:
        return redirect("wellbeing:set_up", request.network.code)
    initial = draft.questions_of(plan) if plan else kept.questions
    form = QuestionsForm(
        request.POST if request.method == "POST" else None, initial=initial, network=request.network
    )
    if request.method == "POST" and form.is_valid():
        if plan:
            asked = form.cleaned_data | {"reviewer": form.readers.get(form.cleaned_data["reviewer"])}
            actions.change_questions(plan=plan, by=request.user, **asked)
            messages.success(request, "Saved. The next check-in asks this.")
            return redirect("wellbeing:index", request.network.code)
        draft.keep(request, kept.with_questions(form.cleaned_data))
        return redirect("wellbeing:set_up_check", request.network.code)
    context = {
        "form": form,
        "plan": plan,
        "five": current_check_in().definition.questions,
        "not_offered": instrument.NOT_OFFERED,
    }
    return render(request, "wellbeing/questions.html", context)


@network_view(Permission.RUN_ROUNDS)
@require_http_methods(["GET", "HEAD", "POST"])
def check(request):
    """Everything once more, before a series begins."""
    kept = draft.load(request)
    if plan_of(request.network) or not kept.is_whole:
        return redirect("wellbeing:set_up", request.network.code)
    readers = QuestionsForm(network=request.network).readers
    reviewer = readers.get(kept.questions["reviewer"], request.user)
    if request.method == "POST":
        asked = {**kept.when, **kept.questions, "first_day": kept.first_day, "reviewer": reviewer}
        try:
            plan = actions.set_up(network=request.network, by=request.user, **asked)
        except actions.CheckInsRefused as refusal:
            messages.error(request, str(refusal))
            return redirect("wellbeing:index", request.network.code)
        draft.forget(request)
        messages.success(request, f"Check-ins are set up. The first opens on {weekday(plan.next_opens_on)}.")
        return redirect("wellbeing:index", request.network.code)
    return render(request, "wellbeing/check.html", _said(request.network, kept) | {"reviewer": reviewer})


def _said(network, kept) -> dict:
    pauses = pauses_of(network)
    first = calendar.first_from(kept.first_day, kept.when["days_open"], pauses)
    own = first and calendar.own_weekday(kept.first_day, first)
    days = first and calendar.upcoming(
        first, kept.when["rhythm"], kept.when["days_open"], pauses, count=4, weekday=own
    )
    texts = {item.code: item.text for group in instrument.bank() for item in group.items}
    people = staff_of(network)
    return {
        "draft": kept,
        "open_link": kept.when["way"] == Way.OPEN,
        "rhythm": Plan.Rhythm(kept.when["rhythm"]).label,
        "breakdown": Breakdown(kept.when["breakdown"]).label,
        "days": days or (),
        "people": people.exclude(email="").count(),
        "without_email": people.filter(email="").count(),
        "five": current_check_in().definition.questions,
        "bank": [texts[code] for code in kept.questions["bank"]],
        "urgent": support.national().urgent,
    }


@network_view(Permission.RUN_ROUNDS)
@require_http_methods(["GET", "HEAD", "POST"])
def rhythm(request):
    """How often the series there is opens, and when next."""
    plan = plan_of(request.network)
    if plan is None:
        return redirect("wellbeing:set_up", request.network.code)
    initial = {"rhythm": plan.rhythm, "days_open": plan.days_open, "first_day": plan.next_opens_on}
    form = RhythmForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        actions.change_rhythm(
            plan=plan,
            by=request.user,
            rhythm=data["rhythm"],
            days_open=data["days_open"],
            next_day=data["first_day"],
        )
        messages.success(request, "Saved. It counts from the next check-in on.")
        return redirect("wellbeing:index", request.network.code)
    return render(request, "wellbeing/rhythm.html", {"form": form, "plan": plan})


@network_view(Permission.RUN_ROUNDS)
@require_POST
def skip(request):
    if plan := plan_of(request.network):
        day = actions.skip(plan=plan, by=request.user)
        after = f" The one after it opens on {weekday(day)}." if day else ""
        messages.success(request, f"The next check-in is left out.{after}")
    return redirect("wellbeing:index", request.network.code)


@network_view(Permission.RUN_ROUNDS)
@require_http_methods(["GET", "HEAD", "POST"])
def end(request):
    plan = plan_of(request.network)
    if plan is None:
        return redirect("wellbeing:index", request.network.code)
    if request.method == "POST":
        actions.end(plan=plan, by=request.user)
        messages.success(request, "No more check-ins open by themselves. Results stay.")
        return redirect("wellbeing:index", request.network.code)
    running, last = running_of(request.network), outcomes.with_figures(request.network).first()
    owed = ""
    if not plan.has_open_link and (running or (last and not outcomes.response_to(last))):
        owed = reverse("wellbeing:respond", args=[request.network.code, (running or last).pk])
    return render(request, "wellbeing/end.html", {"plan": plan, "running": running, "owed": owed})
