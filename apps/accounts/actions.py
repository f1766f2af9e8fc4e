"""What happens to accounts, on record."""

import uuid

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth import logout
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from apps.core.audit import Event, record, record_in
from apps.jobs.actions import enqueue

from . import sessions
from .models import User
from .organisation import Identity


class IdentityTaken(Exception):
    """Somebody else's account was bound to this identity."""


class NoOtherWayIn(Exception):
    """Without a password nobody could log in to the account again."""


def _places(user) -> list[dict]:
    """Every network and area the user has access to now, as `record_in` takes them; two queries."""
    networks = {m.network for m in user.network_memberships_now.select_related("network")}
    areas = {m.icb for m in user.ics_memberships_now.select_related("icb")}
    return [{"network": network} for network in networks] + [{"ics": area} for area in areas]


@transaction.atomic
def record_log_in(*, by: User, by_organisation: bool = False) -> None:
    """A log in, once in the log of each place it opens; somebody without any is on record all the same."""
    how = {"how": "organisation"} if by_organisation else {}
    record_in(Event.LOGGED_IN, _places(by), by=by, **how)


@transaction.atomic
def record_failed_log_in(*, email: str) -> None:
    """A log in that failed, in the logs of those whom ``email`` would have let in. An address nobody has is
    stored nowhere: only that it failed."""
    user = User.objects.filter(email__iexact=email).first()
    record_in(Event.LOG_IN_FAILED, _places(user) if user else [], by=user)


@transaction.atomic
def bind_identity(*, by: User, identity: Identity) -> None:
    """Let ``identity`` open the account of ``by`` from now on. Raises IdentityTaken.

    Called where an invitation is accepted, and nowhere else."""
    bound, created = SocialAccount.objects.get_or_create(
        provider=identity.issuer, uid=identity.sub, defaults={"user": by}
    )
    if bound.user_id != by.pk:
        raise IdentityTaken
    if created:
        tell(event=Event.ORGANISATION_BOUND, about=by, by=by)


@transaction.atomic
def unbind_identities(*, by: User) -> None:
    """Let nobody come into the account of ``by`` by an organisation any more. Raises NoOtherWayIn."""
    user = User.objects.select_for_update().get(pk=by.pk)
    if not user.has_usable_password():
        raise NoOtherWayIn
    count, _ = SocialAccount.objects.filter(user=user).delete()
    if count:
        tell(event=Event.ORGANISATION_UNBOUND, about=user, by=by)


@transaction.atomic
def record_failed_second_factor(*, user: User) -> None:
    """The password was right and what should have followed was not: in the log of each place it would have opened."""
    record_in(Event.SECOND_FACTOR_FAILED, _places(user), by=user)


def record_limited(*, by: User | None, address: str) -> None:
    """Somebody tried too often. At most one line a minute for each ``address``: what floods the portal must not
    flood its record."""
    if cache.add(f"accounts.limited:{address}", True, 60):
        record_in(Event.ATTEMPTS_LIMITED, _places(by) if by else [], by=by)


@transaction.atomic
def log_out(request, *, why: str = "") -> None:
    """End the session of ``request``. ``why`` is empty where its owner asked for it."""
    detail = {"why": why} if why else {}
    record(Event.LOGGED_OUT, by=request.user, **detail)
    sessions.forget(request.session.session_key)
    logout(request)


@transaction.atomic
def tell(*, event: Event, about: User, by: User | None, **detail) -> None:
    """Put a change of how somebody logs in on record, and mail it to them: if it was not they, they should know."""
    line = record(event, by=by, about=about, **detail)
    enqueue("accounts.notice", line.pk, key=f"accounts.notice:{line.pk}")


@transaction.atomic
def second_factor_added(request, *, kind: str) -> None:
    """From now on the session counts as one that has shown it; those that have not end."""
    sessions.pass_factor(request, sessions.Factor.OWN)
    sessions.end(request.user, keep=request.session.session_key)
    tell(event=Event.SECOND_FACTOR_ADDED, about=request.user, by=request.user, kind=kind)


@transaction.atomic
def ask_for_reset(*, user: User | None) -> None:
    """Mail a link for a new password. For an address that nobody has the same is done, and nothing is sent: neither
    the answer nor its time tells which it was."""
    record(Event.PASSWORD_RESET_ASKED, by=user)
    enqueue("accounts.reset", user.pk if user else "", key=f"accounts.reset:{uuid.uuid4()}")


@transaction.atomic
def end_sessions(*, by: User, keep: str | None = None, only: int | None = None) -> int:
    """End sessions of ``by`` (see `sessions.end`); returns how many there were."""
    count = sessions.end(by, keep=keep, only=only)
    if count:
        record(Event.SESSIONS_ENDED, by=by, count=count)
    return count


@transaction.atomic
def log_out_everywhere(*, by: User) -> None:
    """End every session of ``by`` and trust none of their devices any more."""
    forget_devices(by=by)
    end_sessions(by=by)


@transaction.atomic
def forget_devices(*, by: User) -> None:
    """From now on every device asks ``by`` for the second factor again."""
    by.devices_trusted_from = timezone.now()
    by.save(update_fields=["devices_trusted_from"])
    record(Event.DEVICES_FORGOTTEN, by=by)


@transaction.atomic
def reset_second_factor(*, user: User, by: User | None) -> None:
    """Take every second factor from somebody who lost theirs, and end their sessions: at the next log in they set up
    a new one. ``by`` None is the command line."""
    Authenticator.objects.filter(user=user).delete()
    sessions.end(user)
    tell(event=Event.SECOND_FACTOR_RESET, about=user, by=by)


@transaction.atomic
def change_name(*, by: User, name: str) -> None:
    by.name = name
    by.save(update_fields=["name"])
    record_in(Event.NAME_CHANGED, _places(by), by=by)
