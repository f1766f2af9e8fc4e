"""The purpose that holds, its versions side by side, and its reviews."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from apps.accounts.permissions import Permission
from apps.core.audit import Event, record
from apps.core.exports import table_csv
from apps.core.fragments import render_part
from apps.networks.access import network_view

from . import actions, queries, tables
from .difference import compare as difference_of
from .difference import in_words
from .forms import MoveForm, ReviewForm


def may_keep(request) -> bool:
    return Permission.KEEP_PURPOSE in request.permissions and not request.network.is_read_only


@network_view(Permission.VIEW_NETWORK)
@require_safe
def index(request):
    version = queries.in_force(request.network)
    review = queries.last_review(version)
    context = {
        "wording": version,
        "review": review,
        "overdue": review and review.next_on < timezone.localdate(),
        "works": queries.in_the_works(request.network),
        "table": tables.versions_table(
            queries.versions(request.network), request.GET, network=request.network
        ),
        "may_keep": may_keep(request),
    }
    return render_part(
        request, "purpose/index.html", "components/table.html", context, said=context["table"].said
    )


@network_view(Permission.VIEW_NETWORK)
@require_GET
def versions_csv(request):
    name = f"purpose-{request.network.code}-{timezone.localdate():%Y-%m-%d}.csv"
    response, count = table_csv(name, tables.VERSION_CSV, queries.versions(request.network))
    record(Event.EXPORTED, by=request.user, network=request.network, what="purpose", count=count)
    return response


@network_view(Permission.VIEW_NETWORK)
@require_safe
def compare(request):
    """Two versions side by side: those that the address names, else the last two."""
    found = {version.number: version for version in request.network.purpose_versions.order_by("number")}
    numbers = sorted(found)
    new = _number(request.GET.get("new"), found) or (numbers[-1] if numbers else None)
    old = _number(request.GET.get("old"), found) or max((n for n in numbers if n < (new or 0)), default=None)
    if old is None or new is None or old == new:
        context = {"versions": list(found.values()), "old": old, "new": new}
        return render(request, "purpose/compare.html", context)
    old, new = sorted((old, new))
    before, after = found[old], found[new]
    line, text = difference_of(before.line, after.line), difference_of(before.text, after.text)
    context = {
        "versions": list(found.values()),
        "old": old,
        "new": new,
        "before": before,
        "after": after,
        "line": line,
        "text": text,
        "line_words": in_words(line),
        "text_words": in_words(text),
    }
    return render(request, "purpose/compare.html", context)


def _number(typed: str | None, known) -> int | None:
    """The version that an address asks for; whatever is none counts as not asked for."""
    number = int(typed) if typed and typed.isascii() and typed.isdecimal() and len(typed) < 6 else None
    return number if number in known else None


def _in_force_or_404(request):
    if version := queries.in_force(request.network):
        return version
    raise Http404("There is no purpose in force.")


@network_view(Permission.KEEP_PURPOSE)
@require_http_methods(["GET", "HEAD", "POST"])
def review(request):
    """A meeting looked at the purpose and left it as it is."""
    version = _in_force_or_404(request)
    form = ReviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.keep_as_it_is(version=version, by=request.user, **form.cleaned_data)
        except actions.PurposeRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Recorded: the purpose still holds.")
            return redirect("purpose:index", request.network.code)
    context = {"form": form, "wording": version, "review": queries.last_review(version)}
    return render(request, "purpose/review.html", context)


@network_view(Permission.KEEP_PURPOSE)
@require_http_methods(["GET", "HEAD", "POST"])
def review_move(request):
    version = _in_force_or_404(request)
    last = queries.last_review(version)
    form = MoveForm(request.POST or None, initial={"next_on": last.next_on})
    if request.method == "POST" and form.is_valid():
        try:
            actions.move_review(version=version, by=request.user, **form.cleaned_data)
        except actions.PurposeRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "The next review was moved.")
            return redirect("purpose:index", request.network.code)
    return render(request, "purpose/review_move.html", {"form": form, "wording": version, "review": last})
