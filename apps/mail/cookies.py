"""A link's token lives in its address for one moment only: then in a cookie that a single page gets, so that it stands
in no history, no log and no Referer."""

from django.conf import settings


def cookie_name(name: str) -> str:
    return f"__Secure-{name}" if settings.SECURE else name


def keep_token(response, cookie: str, token: str, *, page: str, seconds: int):
    """``response``, with ``token`` in a cookie for the address ``page`` and for so many seconds."""
    response.set_cookie(
        cookie, token, max_age=seconds, path=page, httponly=True, samesite="Lax", secure=settings.SECURE
    )
    return response


def forget_token(response, cookie: str, *, page: str):
    response.delete_cookie(cookie, path=page, samesite="Lax")
    return response
