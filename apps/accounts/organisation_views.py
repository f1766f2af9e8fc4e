"""Going to the organisation's provider and coming back. Where none is set up, these addresses do not exist."""

import logging
from functools import wraps

from allauth.account.utils import get_next_redirect_url, perform_login
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST

from . import actions, organisation

log = logging.getLogger(__name__)


def where_set_up(view):
    """A page that exists only where an organisation is set up."""

    @wraps(view)
    def inner(request, *args, **kwargs):
        if settings.ORGANISATION is None:
            raise Http404
        return view(request, *args, **kwargs)

    return inner


@cache_control(no_store=True)
@login_not_required
@where_set_up
@require_POST
def log_in(request):
    next_url = get_next_redirect_url(request) or ""
    if request.user.is_authenticated:
        return redirect(next_url or settings.LOGIN_REDIRECT_URL)
    return go(request, purpose=organisation.LOG_IN, next_url=next_url)


def go(request, *, purpose: str, next_url: str):
    """Send the browser to the provider, or say that it can't be reached."""
    try:
        return organisation.begin(request, purpose=purpose, next_url=next_url)
    except organisation.Failed as problem:
        return failed(request, problem)


@cache_control(no_store=True)
@login_not_required
@where_set_up
@require_http_methods(["GET"])
def answer(request):
    """Where the provider sends people back to."""
    try:
        given = organisation.finish(request)
    except organisation.Failed as problem:
        return failed(request, problem)
    if given.purpose == organisation.ACCEPT:
        organisation.keep(request, given.identity)
        return redirect(given.next_url)
    return _log_in_as(request, given)


def _log_in_as(request, given: organisation.Answer):
    if request.user.is_authenticated:
        return redirect(settings.LOGIN_REDIRECT_URL)
    bound = organisation.account_of(given.identity)
    if bound is None or not bound.user.is_active:
        actions.record_failed_log_in(email=bound.user.email if bound else "")
        return render(request, "account/organisation_unknown.html", status=403)
    bound.save(update_fields=["last_login"])
    organisation.remember_log_in(request, bound.user, given.identity)
    return perform_login(request, bound.user, redirect_url=given.next_url)


def failed(request, problem: organisation.Failed):
    log.warning("Logging in by the organisation failed: %s", problem)
    no_answer = isinstance(problem, organisation.NoAnswer)
    context = {"no_answer": no_answer}
    return render(request, "account/organisation_failed.html", context, status=502 if no_answer else 400)


@where_set_up
@require_POST
def end(request):
    """Log in by password only from now on."""
    try:
        actions.unbind_identities(by=request.user)
    except actions.NoOtherWayIn:
        messages.error(request, "Choose a password first: without one you could not log in any more.")
    else:
        messages.success(request, f"{settings.ORGANISATION.name} no longer opens your account.")
    return redirect(settings.LOGIN_REDIRECT_URL)
