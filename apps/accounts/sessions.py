"""How long a log in lasts, and whether it has shown a second factor. Kept in the session itself."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.utils import timezone

BEGUN, SEEN, SHARED, FACTOR = "log_in.begun", "log_in.seen", "log_in.shared", "log_in.factor"
AFTER_SET_UP = "log_in.after_set_up"
# The page is told that a log in is used at most this often: writing a session on every request is dear.
NOTED_EVERY = timedelta(seconds=60)
WARN_BEFORE = timedelta(minutes=5)
# Requests that a page makes by itself carry this header; they do not count as use.
BACKGROUND = "X-Background"


class Factor(StrEnum):
    """How a session has shown its second factor."""

    OWN = "own"
    PROVIDER = "provider"
    DEMO = "demo"


class Over(StrEnum):
    IDLE = "idle"
    LONGEST = "longest"


def begin(request, *, factor: Factor | None) -> None:
    """Start the clocks of the log in that ``request`` has just made, and put it on its owner's list."""
    start(request.session, factor=factor)
    request.session.set_expiry(0)  # gone with the browser
    UserSession.objects.create_from_request(request)


def start(session, *, factor: Factor | None) -> None:
    session[BEGUN] = session[SEEN] = _now()
    session[FACTOR] = factor.value if factor else ""


def pass_factor(request, factor: Factor) -> None:
    """From now on the session counts as one that has shown a second factor."""
    request.session[FACTOR] = factor.value


def has_passed(request) -> bool:
    """Whether the session has shown a second factor. That its account has one is not enough: somebody who knew
    only the password may have logged in before it was set up. The demo's exemption holds in the demo only."""
    shown = request.session.get(FACTOR)
    return shown in (Factor.OWN, Factor.PROVIDER) or (settings.DEMO and shown == Factor.DEMO)


def is_demo(request) -> bool:
    return settings.DEMO and request.session.get(FACTOR) == Factor.DEMO


def is_shared(request) -> bool:
    return bool(request.session.get(SHARED))


@dataclass(frozen=True)
class TimeLeft:
    """Until the session ends unused, and at the longest."""

    idle: timedelta
    longest: timedelta

    @property
    def until(self) -> datetime:
        return timezone.now() + self.longest


def time_left(session) -> TimeLeft:
    """What is left of a log in; nothing of one that never began here."""
    now = _now()
    idle = session.get(SEEN, 0) + settings.LOG_IN_IDLE.total_seconds() - now
    longest = session.get(BEGUN, 0) + settings.LOG_IN_LONGEST.total_seconds() - now
    return TimeLeft(timedelta(seconds=max(0, idle)), timedelta(seconds=max(0, longest)))


def over(session) -> Over | None:
    left = time_left(session)
    if not left.longest:
        return Over.LONGEST
    return None if left.idle else Over.IDLE


def is_background(request) -> bool:
    return BACKGROUND in request.headers


def note_use(request, *, at_once: bool = False) -> None:
    now = _now()
    if at_once or now - request.session[SEEN] >= NOTED_EVERY.total_seconds():
        request.session[SEEN] = now
        UserSession.objects.filter(session_key=request.session.session_key).update(
            last_seen_at=timezone.now()
        )


def end(user, *, keep: str | None = None, only: int | None = None) -> int:
    """End sessions of ``user``: all, all but the one with the key ``keep``, or ``only`` one row; returns how many."""
    rows = UserSession.objects.filter(user=user).exclude(session_key=keep or "")
    if only is not None:
        rows = rows.filter(pk=only)
    keys = list(rows.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    rows.filter(session_key__in=keys).delete()
    return len(keys)


def forget(key: str | None) -> None:
    """Take a session that is just ending off its owner's list."""
    UserSession.objects.filter(session_key=key).delete()


def tidy() -> None:
    """Forget sessions that ran out, and the list's lines about sessions that are no more."""
    Session.objects.filter(expire_date__lt=timezone.now()).delete()
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()


def _now() -> int:
    return int(timezone.now().timestamp())
