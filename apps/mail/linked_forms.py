"""Forms on pages that a link opens, without an account: no session, so a check made of the link's token instead."""

from django.core.exceptions import BadRequest, RequestDataTooBig, TooManyFieldsSent
from django.http import UnreadablePostError

from . import tokens

# The field that holds it, made by `tokens.form_check`.
CHECK = "check"


def is_ours(request, token: str, most_bytes: int) -> bool:
    """Whether this was sent by a form of ours, opened with ``token``, of at most so many bytes; without it
    ``request.POST`` is not safe to read."""
    try:
        return (
            request.content_type == "application/x-www-form-urlencoded"
            and int(request.META.get("CONTENT_LENGTH") or "") <= most_bytes
            and tokens.form_check_is_good(request.POST.get(CHECK, ""), token)
        )
    except (ValueError, BadRequest, RequestDataTooBig, TooManyFieldsSent, UnreadablePostError):
        return False
