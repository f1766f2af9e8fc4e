"""Middleware that keeps private things private."""

import logging

from django.conf import settings

logger = logging.getLogger(__name__)

# Where no account is known: answering, and what is done by a link outside a round.
ANSWER_PATHS = ("/a/", "/answer/", "/s/", "/raise/", "/action/", "/event/")


# Pages that belong to a network or an area.
PLACES = ("/networks/", "/ics/")

# A link in the address is a key: it stands in no log line.
KEY_PATHS = (*ANSWER_PATHS, "/invitation/", "/forgotten-password/")


def is_key_address(path: str) -> bool:
    return _with_slash(path).startswith(KEY_PATHS)


def is_answer_address(path: str) -> bool:
    return _with_slash(path).startswith(ANSWER_PATHS)


def _with_slash(path: str) -> str:
    """Typed from paper, an address comes without its slash and is sent on to the one with it: that is as private."""
    return path if path.endswith("/") else f"{path}/"


class AnswerAddresses:
    """Strips the session cookie from requests to answer pages, so that nothing below can know who is logged in,
    and forbids caching and referrers there. Stands above the session middleware."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not is_answer_address(request.path):
            return self.get_response(request)
        request.COOKIES.pop(settings.SESSION_COOKIE_NAME, None)
        response = self.get_response(request)
        response["Referrer-Policy"] = "no-referrer"
        response["Cache-Control"] = "no-store"
        return response


class PrintableCookies:
    """Forgets cookies with control characters, which no browser sends by itself and PostgreSQL takes for no text.
    Stands above the session middleware."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        for name in [name for name, value in request.COOKIES.items() if not value.isprintable()]:
            del request.COOKIES[name]
        return self.get_response(request)


class PrivatePages:
    """No answer is stored in a cache unless its view says otherwise, and none may use what it never needs. Stands
    near the top, so that it holds for refusals and failures as well."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        return response


class Refusals:
    """Logs who was refused which page: an account's number and a path, for whoever looks into an attack. Silent about
    answer pages, where nobody is known."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if (
            response.status_code in (403, 404)
            and request.path.startswith(PLACES)
            and request.user.is_authenticated
        ):
            fields = {
                "method": request.method,
                "path": request.path,
                "status": response.status_code,
                "account": request.user.pk,
            }
            logger.warning("refused", extra={"fields": fields})
        return response
