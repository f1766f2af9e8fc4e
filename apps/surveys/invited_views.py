"""Who was invited to a running round by e-mail, and new links for people whose own did not arrive: for every kind of
round, as `running_views`."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from apps.accounts.permissions import Permission
from apps.core.fragments import render_part
from apps.core.tables import Sorting, build
from apps.networks.access import network_view
from apps.people.actions import EmailTaken

from . import companions, tables
from .actions import RoundRefused, renew_link
from .queries import invited
from .running_forms import InvitedFilterForm, NewLinkForm
from .running_views import round_or_404


def over(request, round_):
    pages = companions.of(round_).pages
    messages.error(request, f"The {pages.noun} takes no more answers, so its links are no longer of use.")
    return redirect(pages.address(round_))


@network_view(Permission.RUN_ROUNDS)
@require_safe
def links(request, kind, pk):
    """Who was invited by e-mail, those first whose invitation did not arrive; nothing about answering."""
    round_ = round_or_404(request, kind, pk)
    if not round_.takes_answers(timezone.now()):
        return over(request, round_)
    pages, form = companions.of(round_).pages, InvitedFilterForm(request.GET)
    columns = tables.invited_columns(lambda person: pages.address(round_, "renew", person.pk))
    sorting = Sorting.of(columns, request.GET, default="mail", ties=("person__name", "pk"))
    table = build(
        sorting.apply(invited(round_, form.found()["q"] or "")),
        columns,
        request.GET,
        id="invited",
        caption="People invited by email",
        noun=tables.INVITED,
        path=pages.address(round_, "links"),
        sorting=sorting,
        form=form,
        form_label="Find somebody",
    )
    context = pages.context(round_) | {"table": table}
    part = "surveys/running/_links.html"
    return render_part(request, "surveys/running/links.html", part, context, said=table.said)


@network_view(Permission.RUN_ROUNDS)
@require_http_methods(["GET", "HEAD", "POST"])
def renew(request, kind, pk, person):
    """Asks before it sends somebody a new link, and lets their address be put right."""
    round_ = round_or_404(request, kind, pk)
    if not round_.takes_answers(timezone.now()):
        return over(request, round_)
    pages, invitation = companions.of(round_).pages, get_object_or_404(invited(round_), person=person)
    person = invitation.person
    form = NewLinkForm(request.POST or None, initial={"email": person.email})
    if request.method == "POST" and form.is_valid():
        try:
            renew_link(round_=round_, by=request.user, person=person, **form.cleaned_data)
        except (EmailTaken, RoundRefused) as problem:
            form.add_error("email" if isinstance(problem, EmailTaken) else None, str(problem))
        else:
            messages.success(request, f"A new link for {person.name} is on its way.")
            return redirect(pages.address(round_, "links"))
    context = pages.context(round_) | {"person": person, "form": form, "problem": invitation.problem}
    return render(request, "surveys/running/renew.html", context)
