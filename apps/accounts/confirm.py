"""“Confirm it’s you”: what changes who may do what, approves or takes many lines away wants a fresh proof."""

import time
from functools import wraps
from urllib.parse import urlsplit

from allauth.account.authentication import get_authentication_records
from allauth.core.exceptions import ReauthenticationRequired
from django.conf import settings
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from . import sessions


def is_fresh(request) -> bool:
    """Whether the password or a second factor was shown in this session within the last ten minutes, logging in
    included. The demo's people have nothing to show."""
    if sessions.is_demo(request):
        return True
    records = get_authentication_records(request, request.user)
    return bool(records) and time.time() - records[-1]["at"] < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT


def _page_before(request, header: str) -> str:
    """The portal's own page in a header of the request, as a path; "/" where it names none."""
    address = request.headers.get(header, "")
    if not url_has_allowed_host_and_scheme(address, {request.get_host()}):
        return "/"
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _ask(after: str):
    return redirect(f"{reverse('account_reauthenticate')}?{urlencode({'next': after})}")


def confirmed(view):
    """Below a door: asks whoever opens the page to confirm who they are, where that was not done lately. What was
    being sent in is sent in afterwards (allauth keeps the request in the session)."""

    @wraps(view)
    def inner(request, *args, **kwargs):
        if is_fresh(request):
            return view(request, *args, **kwargs)
        if request.htmx:
            return _ask(_page_before(request, "HX-Current-URL"))
        raise ReauthenticationRequired

    inner.confirmed = True
    return inner


def confirmed_download(view):
    """As `confirmed`, for a file: afterwards a page hands it out, since a download leaves readers where they are."""

    @wraps(view)
    def inner(request, *args, **kwargs):
        if is_fresh(request):
            return view(request, *args, **kwargs)
        query = urlencode({"file": request.get_full_path(), "back": _page_before(request, "Referer")})
        return _ask(f"{reverse('account:download')}?{query}")

    inner.confirmed = True
    return inner
