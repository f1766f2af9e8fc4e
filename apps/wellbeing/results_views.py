"""What a closed check-in says: the page, the same rows as CSV, showing them to the whole network; all over time."""

from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from apps.accounts.permissions import Permission
from apps.core import moments
from apps.core.audit import Event, record
from apps.core.exports import csv_response
from apps.core.topics import starts_from
from apps.networks.access import network_view
from apps.surveys import releasing
from apps.surveys.actions import RoundRefused
from apps.surveys.queries import (
    block_results,
    caution,
    comments_to_review,
    protection_sentence,
    released_comments,
)

from . import letters, outcomes, tables, topic, words
from . import results as presenter
from .response_views import say_and_go


def _closed(request, pk):
    rounds = outcomes.check_ins_of(request.network).closed().select_related("questionnaire")
    return get_object_or_404(rounds, pk=pk)


def _may_see(request, round_) -> bool:
    return round_.is_released or Permission.RUN_ROUNDS in request.permissions


@network_view(Permission.VIEW_RESULTS)
@require_safe
def results(request, pk):
    round_ = _closed(request, pk)
    context = {
        "round": round_,
        "closed": moments.weekday(round_.closed_at),
        "shown_by": moments.weekday(round_.shown_by),
        "protection": protection_sentence(round_),
    }
    if not _may_see(request, round_):
        return render(request, "wellbeing/wait.html", context)
    found, before = outcomes.then_and_now(round_)
    response, earlier = outcomes.said_by(round_)
    context |= {
        "turnout": found.turnout,
        "caution": caution(round_),
        "may_run": Permission.RUN_ROUNDS in request.permissions and not request.network.is_read_only,
        "earlier": earlier,
        "earlier_by_when": earlier and moments.day(earlier.by_when),
    }
    if not found.enough:
        return render(request, "wellbeing/too_few.html", context | {"headline": words.NOT_ENOUGH})
    context["apart"] = apart = presenter.apart(block_results(round_), round_.breakdown)
    context["means"] = apart and apart.rows and tables.apart_table(apart, path=request.path)
    context["results"] = presenter.present(found, before)
    context["response"] = response
    context["to_pass_on"] = letters.text(response) if response and context["may_run"] else ""
    context["starts"] = starts_from(request, topic.KIND, round_.pk) if response and round_.is_released else []
    context["by_when"] = response and moments.day(response.by_when)
    context["due"], context["overdue"] = moments.day(round_.shown_by), round_.shown_by < timezone.now()
    if round_.definition.comments:  # mostly none is asked for
        context["said"] = released_comments(round_)
        context["comments_wait"] = waiting = comments_to_review(round_).count()
        context["may_review"] = waiting and (context["may_run"] or request.user.pk == round_.reviewer_id)
    return render(request, "wellbeing/results.html", context)


@network_view(Permission.VIEW_RESULTS)
@require_GET
def results_csv(request, pk):
    round_ = _closed(request, pk)
    if not _may_see(request, round_):
        return redirect("wellbeing:results", request.network.code, round_.pk)
    found, _ = outcomes.then_and_now(round_)
    record(Event.EXPORTED, by=request.user, network=request.network, about=round_, what="results")
    rows = presenter.table(
        found, block_results(round_), protection=protection_sentence(round_), caution=caution(round_)
    )
    name = f"check-in-{request.network.code}-{slugify(round_.title)}.csv"
    return csv_response(name, presenter.COLUMNS, rows)


@network_view(Permission.RUN_ROUNDS)
@require_http_methods(["GET", "HEAD", "POST"])
def release(request, pk):
    """Who will see what, then show it to them."""
    round_ = _closed(request, pk)
    address = redirect("wellbeing:results", request.network.code, round_.pk)
    if request.method == "POST":
        done = "Released. Everybody in the network who may see results can read them now."
        return say_and_go(
            request, address, done, RoundRefused,
            lambda: releasing.release_results(round_=round_, by=request.user),
        )  # fmt: skip
    if round_.is_released:
        return address
    return render(
        request, "wellbeing/release.html", {"round": round_, "shown_by": moments.weekday(round_.shown_by)}
    )


def _over_time(request):
    found = outcomes.results_over_time(request.network, request.permissions)
    return found, [moments.short_month(one.round.closed_at) for one in found]


@network_view(Permission.VIEW_RESULTS)
@require_safe
def trend(request):
    found, days = _over_time(request)
    context = {"trend": presenter.trend(found, days) if found else None}
    return render(request, "wellbeing/trend.html", context)


@network_view(Permission.VIEW_RESULTS)
@require_GET
def trend_csv(request):
    found, days = _over_time(request)
    record(Event.EXPORTED, by=request.user, network=request.network, what="trend")
    rows = presenter.trend_table(found, days)
    return csv_response(f"check-ins-{request.network.code}.csv", presenter.TREND_COLUMNS, rows)
