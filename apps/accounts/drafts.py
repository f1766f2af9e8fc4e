"""What somebody was sending in when their log in had run out: kept in the session of the same browser, on the server,
and offered to the same person once they have logged in again."""

from dataclasses import dataclass

from django.utils import timezone

KEY = "log_in.draft"
GOOD_FOR = 30 * 60  # seconds
MOST = 200_000  # characters
# Forms with secrets in them are never kept.
SECRET_PATHS = ("/account/", "/log-in/", "/log-out/", "/forgotten-password/", "/invitation/")
LEFT_OUT = ("csrfmiddlewaretoken",)


@dataclass(frozen=True)
class Draft:
    path: str
    fields: list[tuple[str, str]]


def of(request) -> dict | None:
    """What ``request`` sends, as it may be kept; None where there is nothing, files, secrets or too much."""
    if request.method != "POST" or request.FILES or request.path.startswith(SECRET_PATHS):
        return None
    fields = [
        [name, value] for name, values in request.POST.lists() if name not in LEFT_OUT for value in values
    ]
    if sum(len(name) + len(value) for name, value in fields) > MOST:
        return None
    return {
        "user": request.user.pk,
        "path": request.get_full_path(),
        "fields": fields,
        "at": int(timezone.now().timestamp()),
    }


def keep(request, draft: dict) -> None:
    request.session[KEY] = draft


def waiting(request) -> Draft | None:
    """The draft of whoever is logged in; somebody else's and an old one are thrown away."""
    draft = request.session.get(KEY)
    if draft is None:
        return None
    if draft["user"] != request.user.pk or timezone.now().timestamp() - draft["at"] > GOOD_FOR:
        throw_away(request)
        return None
    return Draft(draft["path"], [(name, value) for name, value in draft["fields"]])


def throw_away(request) -> None:
    request.session.pop(KEY, None)
