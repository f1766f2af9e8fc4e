"""Signing up by link, and what residents read after. Public, without session or account, as `apps.notes.raising_views`,
whose cookie and form check these have as well."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from apps.core.moments import moment
from apps.mail import tokens
from apps.mail.cookies import cookie_name, forget_token, keep_token
from apps.mail.linked_forms import is_ours

from . import event_actions, event_links, event_queries
from .event_actions import EventRefused
from .event_forms import SignUpForm

COOKIE = cookie_name("event")
COOKIE_SECONDS = 60 * 60
MOST_BYTES = 20_000  # the longest honest form is a few kB
STATUS = {"forged": 404, "closed": 410, "no_cookie": 403, "changed_form": 400, "refused": 409}


@login_not_required
@require_safe
def link(request, token):
    """Take the token out of the address at once: into a cookie that only the form's page gets."""
    event = event_links.to_sign_up(token)
    if event is None:
        return _say(request, "forged")
    page = reverse("events:sign_up")
    return keep_token(HttpResponseRedirect(page), COOKIE, token, page=page, seconds=COOKIE_SECONDS)


@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def sign_up(request):
    token = request.COOKIES.get(COOKIE, "")
    event = event_links.to_sign_up(token) if token else None
    if event is None:
        return _say(request, "forged" if token else "no_cookie")
    if not event_links.takes_sign_ups(event, timezone.now()):
        return _say(request, "closed", event)
    practices = event_queries.practices_of(event.meeting.network)
    if request.method != "POST":
        return _ask(request, event, token, SignUpForm(practices=practices))
    if not is_ours(request, token, MOST_BYTES):
        return _say(request, "changed_form", event)
    form = SignUpForm(request.POST, practices=practices)
    if not form.is_valid():
        return _ask(request, event, token, form)
    try:
        event_actions.sign_up(event=event, **form.cleaned_data)
    except EventRefused as refusal:
        return _say(request, "refused", event, why=str(refusal))
    context = {"network": event.meeting.network, "event": event, "when": moment(event.meeting.starts_at)}
    response = render(request, "meetings/signed_up.html", context)
    return forget_token(response, COOKIE, page=reverse("events:sign_up"))


def _ask(request, event, token: str, form):
    context = {
        "form": form,
        "check": tokens.form_check(token),
        "event": event,
        "network": event.meeting.network,
        "when": moment(event.meeting.starts_at),
    }
    return render(request, "meetings/sign_up.html", context)


def _say(request, notice: str, event=None, why: str = ""):
    context = {"notice": notice, "why": why, "network": event and event.meeting.network}
    return render(request, "meetings/sign_up_notice.html", context, status=STATUS[notice])


@login_not_required
@require_safe
def told(request, token):
    """What residents said at an event, and what was done."""
    event = event_links.to_read(token)
    if event is None:
        return _say(request, "forged")
    context = {"event": event, "network": event.meeting.network, "when": moment(event.meeting.starts_at)}
    return render(request, "meetings/told.html", context)
