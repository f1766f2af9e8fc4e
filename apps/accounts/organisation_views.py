"""Going to the organisation's provider and coming back. Where none is set up, these addresses do not exist."""

import logging
from functools import wraps

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.reauthentication import resume_request
from allauth.account.utils import get_next_redirect_url, perform_login
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST

from . import actions, organisation
from .confirm import confirmed

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
    if given.purpose == organisation.CONFIRM:
        return _confirmed(request, given)
    return _log_in_as(request, given)


def _log_in_as(request, given: organisation.Answer):
    if request.user.is_authenticated:
        return redirect(settings.LOGIN_REDIRECT_URL)
    bound = organisation.account_of(given.identity)
    if bound is None or not bound.user.is_active:
        actions.record_failed_log_in(email=bound.user.email if bound else "")
        return render(request, "account/organisation_unknown.html", status=403)
    bound.save(update_fields=["last_login"])
    return enter(request, bound.user, given.identity, then=given.next_url)


def enter(request, user, identity: organisation.Identity, *, then: str):
    """Log ``user`` in as shown by the provider, by the same steps as any log in, and go on to ``then``."""
    organisation.remember(request, user, identity)
    return perform_login(request, user, redirect_url=then)


def _confirmed(request, given: organisation.Answer):
    bound = organisation.account_of(given.identity)
    if bound is None or bound.user != request.user:
        messages.error(
            request,
            f"That is not the {settings.ORGANISATION.name} account that opens yours. Nothing was confirmed.",
        )
        return redirect(f"{reverse('organisation_confirm')}?{urlencode({'next': given.next_url})}")
    organisation.remember(request, request.user, given.identity, again=True)
    # allauth goes on with what was being sent in, if it was for this address.
    request.GET = QueryDict(urlencode({"next": given.next_url}))
    return resume_request(request) or redirect(settings.LOGIN_REDIRECT_URL)


@where_set_up
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request):
    """“Confirm it’s you” for whoever can do so at the organisation."""
    next_url = get_next_redirect_url(request) or ""
    if request.method == "POST":
        return go(request, purpose=organisation.CONFIRM, next_url=next_url)
    others = [
        {**method, "url": f"{method['url']}?{urlencode({'next': next_url})}"}
        for method in get_adapter(request).get_reauthentication_methods(request.user)
        if method["url"] != request.path
    ]
    context = {"next_url": next_url, "reauthentication_alternatives": others}
    return render(request, "account/organisation_confirm.html", context)


def failed(request, problem: organisation.Failed):
    log.warning("Logging in by the organisation failed: %s", problem)
    no_answer = isinstance(problem, organisation.NoAnswer)
    context = {"no_answer": no_answer}
    return render(request, "account/organisation_failed.html", context, status=502 if no_answer else 400)


@where_set_up
@require_POST
@confirmed
def end(request):
    """Log in by password only from now on."""
    name = settings.ORGANISATION.name
    try:
        actions.unbind_identities(by=request.user)
    except actions.NoOtherWayIn:
        messages.error(
            request, f"Your account has no password: without {name} you could not log in any more."
        )
    else:
        messages.success(request, f"{name} no longer opens your account.")
    return redirect("account:page")
