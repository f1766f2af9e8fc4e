"""Reading what belongs to an account."""

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef
from django.utils import timezone

from .devices import in_words
from .models import User

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def has_second_factor(user: User) -> bool:
    return Authenticator.objects.filter(user=user, type__in=FACTORS).exists()


@dataclass(frozen=True)
class Factors:
    """What ``user`` may log in with besides the password. ``app`` is an authenticator app."""

    passkeys: list[Authenticator]
    app: Authenticator | None
    codes_left: int
    codes_saved: bool

    @property
    def count(self) -> int:
        return len(self.passkeys) + (self.app is not None)


def factors_of(user: User) -> Factors:
    rows = list(Authenticator.objects.filter(user=user).order_by("pk"))
    codes = next((row.wrap() for row in rows if row.type == Authenticator.Type.RECOVERY_CODES), None)
    return Factors(
        passkeys=[row for row in rows if row.type == Authenticator.Type.WEBAUTHN],
        app=next((row for row in rows if row.type == Authenticator.Type.TOTP), None),
        codes_left=len(codes.get_unused_codes()) if codes else 0,
        codes_saved=bool(codes and codes.did_view),
    )


def unsaved_codes(user: User) -> RecoveryCodes | None:
    """The recovery codes of ``user``, as long as they have not said that they are saved."""
    row = Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).first()
    return None if row is None or row.wrap().did_view else row.wrap()


@dataclass(frozen=True)
class OpenSession:
    pk: int
    device: str
    since: datetime
    seen: datetime
    is_this: bool


def sessions_of(user: User, this_key: str | None) -> list[OpenSession]:
    """Where ``user`` is logged in now, this session first: what has run out is left out."""
    now = timezone.now()
    rows = UserSession.objects.filter(
        Exists(Session.objects.filter(session_key=OuterRef("session_key"), expire_date__gt=now)),
        user=user,
        last_seen_at__gt=now - settings.LOG_IN_IDLE,
        created_at__gt=now - settings.LOG_IN_LONGEST,
    )
    found = [
        OpenSession(
            row.pk, in_words(row.user_agent), row.created_at, row.last_seen_at, row.session_key == this_key
        )
        for row in rows
    ]
    return sorted(found, key=lambda one: (not one.is_this, -one.seen.timestamp()))
