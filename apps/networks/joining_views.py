"""Accepting an invitation. Public: whoever is invited may have no account yet."""

from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from apps.accounts import sessions
from apps.accounts.models import User
from apps.accounts.responses import log_in_with_new_password
from apps.mail.cookies import cookie_name, forget_token, keep_token

from . import actions, invitations
from .forms import NewAccountForm
from .invitations import State

COOKIE = cookie_name("invitation")
COOKIE_SECONDS = 60 * 60

FRONT_PAGES = {"network": "home:network", "icb": "home:area", "portal": "administration:start"}
STATUS = {
    State.FORGED: 404,
    State.REPLACED: 410,
    State.EXPIRED: 410,
    State.ACCEPTED: 410,
    State.WITHDRAWN: 410,
}


@cache_control(no_store=True)
@login_not_required
@require_safe
def link(request, token):
    """Take the token out of the address at once, into a cookie that only the next page gets."""
    offer = invitations.follow(token)
    if offer.state is not State.READY:
        return say(request, offer.state.value, STATUS[offer.state])
    page = reverse("joining:join")
    return keep_token(HttpResponseRedirect(page), COOKIE, token, page=page, seconds=COOKIE_SECONDS)


def offered(view):
    """A page for whoever holds the cookie of an open invitation; the view gets it. Others are told what is wrong."""

    @wraps(view)
    def inner(request):
        token = request.COOKIES.get(COOKIE, "")
        if not token:
            return say(request, "no_cookie", 403)
        offer = invitations.follow(token)
        if offer.state is not State.READY:
            return say(request, offer.state.value, STATUS[offer.state])
        user = request.user
        if user.is_authenticated and user.email.lower() != offer.invitation.email.lower():
            return say(request, "somebody_else", 403)
        if user.is_authenticated and not sessions.has_passed(request):
            request.session[sessions.AFTER_SET_UP] = reverse("joining:join")
            return redirect("account:second_factor")
        return view(request, offer.invitation)

    return inner


@cache_control(no_store=True)
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@offered
def join(request, invitation):
    """Say who invites to what; accept by POST: as the invited account, or with a new one where there is none."""
    if request.user.is_authenticated:
        return _with_account(request, invitation)
    if has_to_log_in(request, invitation):
        return log_in_first(request, invitation)
    return _without_account(request, invitation)


def has_to_log_in(request, invitation) -> bool:
    """Whether the invited address has an account already: then only its owner may accept."""
    return request.user.is_anonymous and User.objects.filter(email__iexact=invitation.email).exists()


def _with_account(request, invitation):
    if request.method != "POST":
        return render(request, "networks/join.html", {"invitation": invitation})
    try:
        actions.accept(invitation_id=invitation.pk, generation=invitation.generation, user=request.user)
    except actions.InvitationOver:
        return gone(request)
    return done(redirect(front_page(invitation)))


def log_in_first(request, invitation):
    """A POST means that the account was made in between: nothing happened, and the answer says so."""
    status = 409 if request.method == "POST" else 200
    return render(request, "networks/join_log_in.html", {"invitation": invitation}, status=status)


def _without_account(request, invitation):
    form = NewAccountForm(request.POST if request.method == "POST" else None, email=invitation.email)
    if request.method != "POST" or not form.is_valid():
        return render(request, "networks/join_new.html", {"form": form, "invitation": invitation})
    try:
        user = actions.accept_with_new_account(
            invitation_id=invitation.pk, generation=invitation.generation, **form.cleaned_data
        )
    except actions.AddressTaken:
        return log_in_first(request, invitation)
    except actions.InvitationOver:
        return gone(request)
    return done(log_in_with_new_password(request, user, then=front_page(invitation)))


def front_page(invitation) -> str:
    place = invitation.place
    return reverse(FRONT_PAGES[place.FIELD], args=[place.code] if place.code else None)


def done(response):
    """The link has been used: forget it."""
    return forget_token(response, COOKIE, page=reverse("joining:join"))


def say(request, notice: str, status: int):
    return render(request, "networks/join_notice.html", {"notice": notice}, status=status)


def gone(request):
    """The invitation ended between two clicks."""
    return render(request, "410.html", status=410)
