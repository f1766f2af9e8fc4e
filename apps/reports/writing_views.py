"""Writing a report's parts: the list of a year, and a page for each that saves itself."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from apps.accounts.permissions import Permission
from apps.core.fragments import announce, wants_part
from apps.core.moments import clock, day
from apps.networks.access import network_view

from . import prompting, queries, writing_actions, writing_queries, years
from .parts import PARTS
from .writing_forms import MarkForm, PartForm


def _year(request, year_end) -> years.Year:
    try:
        return years.checked(year_end, today=timezone.localdate(), opened_on=request.network.opened_on)
    except years.BadYear as problem:
        raise Http404 from problem


@network_view(Permission.PREPARE_REPORTS)
@require_safe
def writing(request):
    """The year that a report would be made of next."""
    year = queries.year_choices(request.network)[0].year
    return redirect("reports:parts", request.network.code, year.end)


@network_view(Permission.PREPARE_REPORTS)
@require_safe
def parts(request, year_end):
    year = _year(request, year_end)
    states = writing_queries.states(request.network, year_end)
    report = request.network.reports.filter(year_end=year_end).defer("snapshot").first()
    context = {
        "year": year,
        "tasks": [_task(request.network, year_end, state) for state in states],
        "report": report,
        "choices": queries.year_choices(request.network),
        "count": sum(state.is_written for state in states),
    }
    return render(request, "reports/parts.html", context)


def _task(network, year_end, state) -> dict:
    status, colour = state.said
    row = state.row
    return {
        "text": state.part.title,
        "href": reverse("reports:part", args=[network.code, year_end, state.part.code]),
        "hint": f"{row.by}, {day(row.updated_at)}" if row and row.by else "",
        "status": status,
        "colour": colour,
    }


@network_view(Permission.PREPARE_REPORTS)
@require_http_methods(["GET", "HEAD", "POST"])
def part(request, year_end, part):
    if part not in PARTS:
        raise Http404
    year, kind = _year(request, year_end), PARTS[part]
    row = writing_queries.rows_of(request.network, year_end).filter(part=part).first()
    if request.method == "POST":
        return _save(request, year, kind, row)
    form = PartForm(part=kind, initial=_initial(request.network, year, kind, row))
    return _page(request, year, kind, form, version=row.version if row else 0, row=row)


def _initial(network, year, kind, row) -> dict:
    words = dict(row.words) if row else {}
    if kind.code == "accounted":
        for number, line in enumerate(writing_queries.promised(network, year.end), 1):
            words[f"promise_{number}"] = words.get(f"promise_{number}") or line
    return words


def _save(request, year, kind, row):
    form, mark = PartForm(request.POST, part=kind), MarkForm(request.POST)
    if not mark.is_valid():
        form.add_error(None, "This page is out of date. Copy what you wrote, then load it again.")
        return _answer(request, year, kind, form, version=0, row=row)
    version = mark.cleaned_data["version"]
    if not form.is_valid():
        return _answer(request, year, kind, form, version=version, row=row)
    values = {"network": request.network, "by": request.user, "year_end": year.end, "part": kind.code}
    try:
        row = writing_actions.write(**values, version=mark.version_meant(), words=form.words())
    except writing_actions.Overtaken as overtaken:
        return _answer(request, year, kind, form, version=version, row=overtaken.row, theirs=True)
    if wants_part(request):
        return _answer(request, year, kind, form, version=row.version, row=row, saved=True)
    messages.success(request, f"“{kind.title}” is saved.")
    return redirect("reports:parts", request.network.code, year.end)


def _answer(request, year, kind, form, *, version, row, theirs=False, saved=False):
    if not wants_part(request):
        return _page(request, year, kind, form, version=version, row=row, theirs=theirs)
    context = _state(kind, form, version, row, theirs)
    if saved:
        context["said"] = f"Saved at {clock(timezone.localtime().time().replace(second=0, microsecond=0))}"
    said = context["said"] or "Not saved"
    return announce(render(request, "reports/_saved.html", context), said)


def _state(kind, form, version, row, theirs) -> dict:
    """What stands below the fields: the version read, what somebody else wrote meanwhile, what is wrong."""
    fields = [(one.label, _shown(one, row.words.get(one.name, ""))) for one in kind.fields] if theirs else ()
    wrong = [f"{form.fields[name].label if name in form.fields else ''}: {problem}".removeprefix(": ")
             for name, problems in (form.errors.items() if form.is_bound else ()) for problem in problems]  # fmt: skip
    return {
        "version": version,
        "row": row,
        "theirs": [(label, text) for label, text in fields if text],
        "is_overtaken": theirs,
        "wrong": wrong,
        "said": "",
    }


def _shown(field, text: str) -> str:
    return dict(field.choices).get(text, "") if field.choices else text


def _page(request, year, kind, form, *, version, row, theirs=False):
    codes = list(PARTS)
    following = codes[codes.index(kind.code) + 1 :]
    context = {
        "year": year,
        "kind": kind,
        "form": form,
        "prompts": prompting.prompts(request.network, year, kind),
        "following": PARTS[following[0]] if following else None,
        **_state(kind, form, version, row, theirs),
    }
    return render(request, "reports/part.html", context)
