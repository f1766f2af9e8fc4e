"""Who holds a role from when to when: appoint, change, end."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from apps.accounts.permissions import Permission
from apps.networks.access import network_view

from . import actions
from .forms import DayForm, TermForm, refuse
from .queries import terms_of
from .rules import Refused


def term_or_404(request, pk):
    return get_object_or_404(terms_of(request.network), pk=pk)


@network_view(Permission.KEEP_ROLES)
@require_http_methods(["GET", "HEAD", "POST"])
def appoint(request, pk):
    post = get_object_or_404(request.network.posts.select_related("network", "practice"), pk=pk)
    share = request.GET.get("as", "whole")
    form = TermForm(request.POST or None, post=post, initial={"share": share, "start": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            term = actions.appoint(post=post, by=request.user, **form.cleaned_data)
        except Refused as problem:
            refuse(form, problem)
        else:
            messages.success(request, f"{term.person} is recorded as {post}.")
            return redirect(post)
    return render(request, "roles/term_form.html", {"form": form, "post": post})


@network_view(Permission.KEEP_ROLES)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request, pk):
    term = term_or_404(request, pk)
    form = TermForm(request.POST or None, post=term.post, term=term)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_term(term=term, by=request.user, **form.cleaned_data)
        except Refused as problem:
            refuse(form, problem)
        else:
            messages.success(request, f"The terms of {term.person} were saved.")
            return redirect(term.post)
    return render(request, "roles/term_form.html", {"form": form, "post": term.post, "term": term})


@network_view(Permission.KEEP_ROLES)
@require_http_methods(["GET", "HEAD", "POST"])
def end(request, pk):
    term = term_or_404(request, pk)
    form = DayForm(request.POST or None, initial={"day": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            actions.end_term(term=term, by=request.user, last_day=form.cleaned_data["day"])
        except Refused as problem:
            form.add_error("day", str(problem))
        else:
            messages.success(request, f"The term of {term.person} ends on that day.")
            return redirect(term.post)
    return render(request, "roles/end.html", {"form": form, "term": term})
