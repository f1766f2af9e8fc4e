"""The links of a running round: paper slips to print, and new links for people whose own did not arrive."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from apps.accounts.confirm import confirmed_download
from apps.accounts.permissions import Permission
from apps.core.audit import Event, record
from apps.core.fragments import render_part
from apps.core.moments import moment
from apps.core.tables import Sorting, build
from apps.networks.access import network_view
from apps.people.actions import EmailTaken
from apps.surveys import slips as paper
from apps.surveys.actions import RoundRefused, renew_link
from apps.surveys.queries import invited

from . import tables
from .forms import InvitedFilterForm, NewLinkForm
from .queries import asker_of
from .views import round_or_404


def _with_slips(request, pk):
    round_ = round_or_404(request, pk)
    if not round_.slips:
        raise Http404
    return round_


def _over(request, round_):
    messages.error(request, "The round takes no more answers, so its links are no longer of use.")
    return redirect("scorecard:round", request.network.code, round_.pk)


@network_view(Permission.RUN_ROUNDS)
@require_safe
def slips(request, pk):
    round_ = _with_slips(request, pk)
    if not round_.takes_answers(timezone.now()):
        return _over(request, round_)
    table = None
    if counts := paper.counts(round_):
        table = build(
            list(counts.items()),
            tables.SLIPS,
            request.GET,
            id="slips",
            caption="Slips",
            noun=tables.PLACES[round_.breakdown],
            path=reverse("scorecard:slips", args=[request.network.code, round_.pk]),
            size=100,
        )
    context = {
        "round": round_,
        "closes": moment(round_.closes_at),
        "table": table,
        "parts": [(part[0], part[-1]) for part in paper.parts(round_)],
    }
    return render(request, "scorecard/slips.html", context)


@network_view(Permission.RUN_ROUNDS)
@require_GET
@confirmed_download
def slips_pdf(request, pk, part):
    round_ = _with_slips(request, pk)
    parts = paper.parts(round_)
    if not 0 < part <= len(parts):
        raise Http404
    if not round_.takes_answers(timezone.now()):
        return _over(request, round_)
    sheet = paper.sheet(round_, parts[part - 1], asker=asker_of(round_))
    record(Event.EXPORTED, by=request.user, network=request.network, about=round_, what="slips")
    response = HttpResponse(sheet.content, content_type="application/pdf")
    name = f"slips-{request.network.code}-{timezone.localdate():%Y-%m-%d}-{part}.pdf"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@network_view(Permission.RUN_ROUNDS)
@require_safe
def links(request, pk):
    """Who was invited by e-mail, those first whose invitation did not arrive; nothing about answering."""
    round_ = round_or_404(request, pk)
    if not round_.takes_answers(timezone.now()):
        return _over(request, round_)
    form = InvitedFilterForm(request.GET)
    columns = tables.invited_columns(request.network, round_)
    sorting = Sorting.of(columns, request.GET, default="mail", ties=("person__name", "pk"))
    table = build(
        sorting.apply(invited(round_, form.found()["q"] or "")),
        columns,
        request.GET,
        id="invited",
        caption="People invited by email",
        noun=tables.INVITED,
        path=reverse("scorecard:links", args=[request.network.code, round_.pk]),
        sorting=sorting,
        form=form,
        form_label="Find somebody",
    )
    context = {"round": round_, "table": table}
    return render_part(request, "scorecard/links.html", "scorecard/_links.html", context, said=table.said)


@network_view(Permission.RUN_ROUNDS)
@require_http_methods(["GET", "HEAD", "POST"])
def renew(request, pk, person):
    """Asks before it sends somebody a new link, and lets their address be put right."""
    round_ = round_or_404(request, pk)
    if not round_.takes_answers(timezone.now()):
        return _over(request, round_)
    invitation = get_object_or_404(invited(round_), person=person)
    person = invitation.person
    form = NewLinkForm(request.POST or None, initial={"email": person.email})
    if request.method == "POST" and form.is_valid():
        try:
            renew_link(round_=round_, by=request.user, person=person, **form.cleaned_data)
        except (EmailTaken, RoundRefused) as problem:
            form.add_error("email" if isinstance(problem, EmailTaken) else None, str(problem))
        else:
            messages.success(request, f"A new link for {person.name} is on its way.")
            return redirect("scorecard:links", request.network.code, round_.pk)
    context = {"round": round_, "person": person, "problem": invitation.problem, "form": form}
    return render(request, "scorecard/renew.html", context)
