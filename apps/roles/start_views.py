"""How somebody starts in a role, and the yearly review of it. For whoever keeps roles only."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from apps.accounts.permissions import Permission
from apps.networks.access import network_view

from . import starting, work_actions
from .forms import refuse
from .rules import Refused
from .term_views import term_or_404
from .work_forms import ReviewForm, StartForm


@network_view(Permission.KEEP_ROLES)
@require_http_methods(["GET", "HEAD", "POST"])
def start(request, pk):
    term = term_or_404(request, pk)
    ticks = dict(term.ticks.values_list("item", "done_on"))
    form = StartForm(request.POST or None, kind=term.post.type, initial={"done": list(ticks)})
    if request.method == "POST" and form.is_valid():
        work_actions.tick(term=term, by=request.user, done=form.cleaned_data["done"])
        messages.success(request, "Saved what is done.")
        return redirect("roles:start", request.network.code, term.pk)
    progress = starting.progress(term.post.type, term.start, ticks)
    return render(request, "roles/start.html", {"form": form, "term": term, "progress": progress})


@network_view(Permission.KEEP_ROLES)
@require_http_methods(["GET", "HEAD", "POST"])
def review(request, pk):
    term = term_or_404(request, pk)
    form = ReviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            work_actions.note_review(term=term, by=request.user, **form.cleaned_data)
        except Refused as problem:
            refuse(form, problem)
        else:
            messages.success(request, f"The review of {term.person}’s role is noted.")
            return redirect(term.post)
    context = {
        "form": form,
        "term": term,
        "prompts": starting.prompts(),
        "note": starting.review_note(),
        "earlier": term.reviews.all()[:3],
    }
    return render(request, "roles/review.html", context)
