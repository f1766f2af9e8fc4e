"""The page on which somebody opts out of check-ins for good, or in again: reached from each of their mails, or from one
that they ask for where those are lost.

It knows no round, so that it looks the same whether or not they answered, and nobody else is told."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from apps.mail import tokens
from apps.mail.cookies import cookie_name, keep_token

from . import opting_out
from .forms import CHECK, AddressForm
from .models import Kind
from .views import COOKIE_SECONDS, say, unreadable

COOKIE = cookie_name("no-more")


@login_not_required
@require_safe
def link(request, token):
    """Take the token out of the address at once, as `views.link` does."""
    if opting_out.follow(token) is None:
        return say(request, "forged", 404)
    page = reverse("surveys:no_more")
    return keep_token(HttpResponseRedirect(page), COOKIE, token, page=page, seconds=COOKIE_SECONDS)


@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def no_more(request):
    token = request.COOKIES.get(COOKIE, "")
    person = opting_out.follow(token) if token else None
    if person is None:
        return say(request, "no_cookie", 403)
    if request.method == "POST":
        if wrong := unreadable(request):
            return say(request, *wrong)
        if not tokens.form_check_is_good(request.POST.get(CHECK, ""), token):
            return say(request, "other_form", 409)
        change = opting_out.opt_in if request.POST.get("again") else opting_out.opt_out
        change(person, Kind.CHECK_IN)
    context = {
        "network": person.network,
        "out": opting_out.wants_none(person, Kind.CHECK_IN),
        "done": request.method == "POST",
        "check": tokens.form_check(token),
    }
    return render(request, "surveys/no_more.html", context)


@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def lost(request):
    """Says the same whoever asks and whatever address they type."""
    form, done = AddressForm(), False
    if request.method == "POST":
        form = AddressForm({} if unreadable(request) else request.POST)
        if done := form.is_valid():
            opting_out.ask_for_pages(form.cleaned_data["email"])
    return render(request, "surveys/no_more_lost.html", {"form": form, "done": done})
