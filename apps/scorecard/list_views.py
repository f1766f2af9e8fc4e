"""A list of people pasted or uploaded on the way to a round: looked at first, then added to directory and round."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from apps.accounts.permissions import Permission
from apps.core.tables import build
from apps.networks.access import network_view
from apps.people import actions, parcel, tables
from apps.people.forms import UploadForm
from apps.people.models import StaffGroup
from apps.people.queries import Reach, listed
from apps.people.upload import Row, Unreadable

from . import draft as drafts
from .opening_views import to_step

PAGE = 50


@network_view(Permission.RUN_ROUNDS)
@require_http_methods(["GET", "HEAD", "POST"])
def add_list(request):
    """Nothing is kept yet: the page that shows what was read carries it to the button that adds it."""
    draft = drafts.load(request)
    if missing := drafts.missing(draft, "who"):
        return to_step(request, missing)
    form = UploadForm(request.POST or None, request.FILES or None, reach=Reach(request.network))
    if request.method == "POST" and form.is_valid():
        found = form.cleaned_data["upload"]
        try:
            packed = parcel.pack((*found.rows, *found.there), network=request.network, user=request.user)
        except Unreadable as problem:
            form.add_error(None, str(problem))
        else:
            return _look(request, found, packed)
    return render(request, "scorecard/open_list.html", {"form": form, "group_labels": StaffGroup.labels})


def _look(request, found, packed: str):
    practices = dict(Reach(request.network).practices().values_list("code", "name"))
    there = {row.line for row in found.there}
    problems = [problem for problem in found.problems if problem.line not in there]
    start = {"params": {}, "path": request.path, "size": PAGE, "is_start": True}

    def people(rows, name, caption):
        return build(rows, tables.to_add(practices), id=name, caption=caption, noun=tables.PEOPLE, **start)

    bad = build(
        problems, tables.PROBLEMS, id="bad", caption="Lines that can’t be used", noun=tables.LINES, **start
    )
    context = {
        "parcel": packed,
        "count": len(found.rows) + len(found.there),
        "new": found.rows and people(found.rows, "new", "New in the directory"),
        "there": found.there and people(found.there, "there", "In the directory already"),
        "bad": problems and bad,
        "problems": len(problems),
    }
    return render(request, "scorecard/open_list_check.html", context)


@network_view(Permission.RUN_ROUNDS)
@require_POST
def add_listed(request):
    draft = drafts.load(request)
    if missing := drafts.missing(draft, "who"):
        return to_step(request, missing)
    try:
        rows = parcel.unpack(Row, request.POST.get("parcel", ""), network=request.network, user=request.user)
    except parcel.Stale:
        messages.error(
            request, "Nobody was added: the list was checked more than an hour ago. Please add it again."
        )
        return redirect("scorecard:open_list", request.network.code)
    _, added = actions.add_people(reach=Reach(request.network), by=request.user, rows=rows)
    people = listed(request.network, rows)
    draft.also = sorted({*(draft.also or ()), *people})
    drafts.keep(request, draft)
    new = f"{added:,} of them {'is' if added == 1 else 'are'} new in the directory."
    messages.success(request, f"{len(people):,} of your list will be asked. {new}")
    return to_step(request, draft.step if draft.same else "who")
