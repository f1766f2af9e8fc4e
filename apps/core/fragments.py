"""Parts of pages that htmx swaps: one view, two templates. Without scripts the same address gives the whole page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django_htmx.http import trigger_client_event


def wants_part(request: HttpRequest) -> bool:
    """Whether htmx asks for a part. Going back in the browser asks for the whole page."""
    return bool(request.htmx) and not request.htmx.history_restore_request


def render_part(request, page: str, part: str, context: dict, *, said: str = "") -> HttpResponse:
    """``page``, which includes ``part``; for htmx ``part`` alone, and ``said`` is read out."""
    asked = wants_part(request)
    response = render(request, part if asked else page, context)
    patch_vary_headers(response, ["HX-Request"])
    return announce(response, said) if asked and said else response


def announce(response: HttpResponse, words: str) -> HttpResponse:
    """Have ``words`` read out once the part is in its place (static/src/js/swap.js)."""
    return trigger_client_event(response, "portal:said", {"words": words}, after="settle")
