"""Accepting an invitation. Public: whoever is invited may have no account yet."""

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from apps.accounts.models import User

from . import actions, invitations
from .forms import NewAccountForm
from .invitations import State

COOKIE = "__Secure-invitation" if settings.SECURE else "invitation"
COOKIE_SECONDS = 60 * 60

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
        return _say(request, offer.state.value, STATUS[offer.state])
    page = reverse("joining:join")
    response = HttpResponseRedirect(page)
    response.set_cookie(
        COOKIE,
        token,
        max_age=COOKIE_SECONDS,
        path=page,
        httponly=True,
        samesite="Lax",
        secure=settings.SECURE,
    )
    return response


@cache_control(no_store=True)
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def join(request):
    """Say who invites to what; accept by POST: as the invited account, or with a new one where there is none."""
    token = request.COOKIES.get(COOKIE, "")
    if not token:
        return _say(request, "no_cookie", 403)
    offer = invitations.follow(token)
    if offer.state is not State.READY:
        return _say(request, offer.state.value, STATUS[offer.state])
    invitation = offer.invitation
    if request.user.is_authenticated:
        if request.user.email.lower() != invitation.email.lower():
            return _say(request, "somebody_else", 403)
        return _with_account(request, invitation)
    if User.objects.filter(email__iexact=invitation.email).exists():
        return _log_in_first(request, invitation)
    return _without_account(request, invitation)


def _with_account(request, invitation):
    if request.method != "POST":
        return render(request, "networks/join.html", {"invitation": invitation})
    try:
        actions.accept(invitation_id=invitation.pk, generation=invitation.generation, user=request.user)
    except actions.InvitationOver:
        return _say(request, "over", 410)
    return _enter(invitation)


def _log_in_first(request, invitation):
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
        return _log_in_first(request, invitation)
    except actions.InvitationOver:
        return _say(request, "over", 410)
    login(request, user)
    return _enter(invitation)


def _enter(invitation):
    page = "home:network" if invitation.network_id else "ics:networks"
    response = redirect(page, invitation.place.code)
    response.delete_cookie(COOKIE, path=reverse("joining:join"), samesite="Lax")
    return response


def _say(request, notice: str, status: int):
    return render(request, "networks/join_notice.html", {"notice": notice}, status=status)
