"""What a closed round says: the page, the same rows as CSV, and showing them to the whole network."""

from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from apps.accounts.permissions import Permission
from apps.core import contributions, moments
from apps.core.audit import Event, record
from apps.core.exports import csv_response
from apps.core.topics import threads, topic_starts
from apps.networks.access import network_view
from apps.surveys import releasing
from apps.surveys.queries import (
    block_results,
    caution,
    comments_to_review,
    protection_sentence,
    readers,
    released_comments,
)
from apps.surveys.questionnaire import SCORECARD
from apps.surveys.running_views import act

from . import comparison, headlines, tables, talk, workshop_notes
from . import results as presenter
from .queries import asker_of, rounds_of, then_and_now

SOME = 20  # of what a workshop took with it


def _closed(request, pk):
    rounds = rounds_of(request.network).closed().select_related("questionnaire")
    return get_object_or_404(rounds, pk=pk)


def _may_see(request, round_) -> bool:
    return round_.is_released or Permission.RUN_ROUNDS in request.permissions


def _wait(request, round_):
    """What somebody reads whom the results are not shown yet."""
    context = {"round": round_, "asker": asker_of(round_), "shown_by": moments.weekday(round_.shown_by)}
    return render(request, "scorecard/wait.html", context)


@network_view(Permission.VIEW_RESULTS)
@require_safe
def results(request, pk):
    round_ = _closed(request, pk)
    if not _may_see(request, round_):
        return _wait(request, round_)
    found, before = then_and_now(round_)
    context = {
        "round": round_,
        "turnout": found.turnout,
        "closed": moments.weekday(round_.closed_at),
        "protection": protection_sentence(round_),
        "caution": caution(round_),
        "may_run": Permission.RUN_ROUNDS in request.permissions,
        "shown_by": moments.weekday(round_.shown_by),
        "taken_on": workshop_notes.taken_on(round_, SOME) if round_.has_open_link else (),
    }
    if not found.enough:
        return render(request, "scorecard/too_few.html", context | {"headline": headlines.NOT_ENOUGH})
    waiting = comments_to_review(round_).count()
    context |= {
        "said": released_comments(round_),
        "comments_wait": waiting,
        "may_review": waiting and (context["may_run"] or request.user.pk == round_.reviewer_id),
    }
    context["apart"] = apart = presenter.apart(block_results(round_), round_.breakdown)
    context["means"] = apart and tables.apart_table(apart, path=request.path)
    context["results"] = presenter.present(found, before, basis=presenter.basis(found))
    context["caveat"] = presenter.caveat(found, before)
    context |= _thread(request, found, before, context["results"])
    return render(request, "scorecard/results.html", context)


def _thread(request, found, before, results) -> dict:
    """What could be talked about, where that begins, and what was done between the round before and this one."""
    reader = contributions.Reader(request.network, request.permissions)
    topics = talk.topics(found.themes, results.changes, results.then)
    subjects = talk.subjects(found.themes, topics)
    keys = {subject.code: (SCORECARD, subject.code) for subject in subjects}
    begin = topic_starts.about_all(reader, (f"{SCORECARD}:{code}" for code in keys))
    starts = {code: begin[f"{SCORECARD}:{code}"] for code in keys}
    since = timezone.localdate(before.round.closed_at) if before else None
    told = threads.about(reader, list(keys.values()), since) if since else {}
    done = {code: moments for (_, code), moments in told.items()}
    until = timezone.localdate(found.round.closed_at)
    return {
        "topics": talk.with_starts(topics, starts),
        "agenda": talk.for_the_agenda(topics, found.round.title),
        "has_starts": any(starts.values()),
        "sections": [
            {
                "theme": section,
                "code": theme.theme.code,
                "taken": talk.taken_up(theme, starts, done, until),
            }
            for section, theme in zip(results.sections, found.themes, strict=True)
        ],
    }


@network_view(Permission.VIEW_RESULTS)
@require_GET
def results_csv(request, pk):
    round_ = _closed(request, pk)
    if not _may_see(request, round_):
        return redirect("scorecard:results", request.network.code, round_.pk)
    found, before = then_and_now(round_)
    changes = comparison.compare(found, before)
    record(Event.EXPORTED, by=request.user, network=request.network, about=round_, what="results")
    name = f"scorecard-{request.network.code}-{slugify(round_.title)}.csv"
    rows = presenter.table(
        found.themes,
        changes,
        block_results(round_),
        protection=protection_sentence(round_),
        caution=caution(round_),
    )
    return csv_response(name, presenter.COLUMNS, rows)


@network_view(Permission.RUN_ROUNDS)
@require_http_methods(["GET", "HEAD", "POST"])
def release(request, pk):
    """Who will see what, then show it to them."""
    round_ = _closed(request, pk)
    if request.method == "POST":
        done = "Released. Everybody in the network who may see results can read them now."
        return act(request, round_, releasing.release_results, done, page="results")
    if round_.is_released:
        return redirect("scorecard:results", request.network.code, round_.pk)
    context = {
        "round": round_,
        "shown_by": moments.weekday(round_.shown_by),
        "comments_wait": comments_to_review(round_).count(),
        "readers": readers(request.network).count(),
    }
    return render(request, "scorecard/release.html", context)
