"""What a closed round says: the page, and the same rows as CSV."""

from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from apps.accounts.permissions import Permission
from apps.core.audit import Event, record
from apps.core.exports import csv_response
from apps.networks.access import network_view
from apps.surveys.queries import protection_sentence, round_results
from apps.surveys.words import day

from . import comparison, headlines
from . import results as presenter
from .queries import previous_round, rounds_of


def _closed(request, pk):
    rounds = rounds_of(request.network).closed().select_related("questionnaire")
    return get_object_or_404(rounds, pk=pk)


def _themes_then(round_):
    """The round before and its themes, where there is one to compare with."""
    earlier = previous_round(round_)
    return earlier, round_results(earlier).themes if earlier else ()


@network_view(Permission.VIEW_RESULTS)
@require_safe
def results(request, pk):
    round_ = _closed(request, pk)
    found = round_results(round_)
    context = {
        "round": round_,
        "turnout": found.turnout,
        "closed": day(round_.closed_at),
        "protection": protection_sentence(round_),
        "may_run": Permission.RUN_ROUNDS in request.permissions,
    }
    if not found.enough:
        return render(request, "scorecard/too_few.html", context | {"headline": headlines.NOT_ENOUGH})
    earlier, themes_then = _themes_then(round_)
    context["results"] = presenter.present(
        found.themes,
        basis=f"{found.turnout} · {timezone.localtime(round_.closed_at):%B %Y}",
        now=round_.title,
        then=earlier.title if earlier else "",
        themes_then=themes_then,
    )
    context["caveat"] = presenter.NOT_THE_SAME_PEOPLE
    return render(request, "scorecard/results.html", context)


@network_view(Permission.VIEW_RESULTS)
@require_safe
def results_csv(request, pk):
    round_ = _closed(request, pk)
    themes = round_results(round_).themes
    changes = comparison.compare(themes, _themes_then(round_)[1])
    record(Event.EXPORTED, by=request.user, network=request.network, about=round_, what="results")
    name = f"scorecard-{request.network.code}-{slugify(round_.title)}.csv"
    return csv_response(name, presenter.COLUMNS, presenter.table(themes, changes))
