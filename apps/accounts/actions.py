"""What happens to accounts, on record."""

from allauth.socialaccount.models import SocialAccount
from django.db import transaction

from apps.core.audit import Event, record

from .models import User
from .organisation import Identity


class IdentityTaken(Exception):
    """Somebody else's account was bound to this identity."""


class NoOtherWayIn(Exception):
    """Without a password nobody could log in to the account again."""


def _places(user) -> list[dict]:
    """Every network and area the user has access to now, as `record` takes them."""
    networks = {m.network for m in user.network_memberships_now.select_related("network")}
    areas = {m.icb for m in user.ics_memberships_now.select_related("icb")}
    return [{"network": network} for network in networks] + [{"ics": area} for area in areas]


@transaction.atomic
def record_log_in(*, by: User, by_organisation: bool = False) -> None:
    """A log in, once in the log of each place it opens; somebody without any is on record all the same."""
    how = {"how": "organisation"} if by_organisation else {}
    for place in _places(by) or [{}]:
        record(Event.LOGGED_IN, by=by, **place, **how)


@transaction.atomic
def record_failed_log_in(*, email: str) -> None:
    """A log in that failed, in the logs of those whom ``email`` would have let in. An address nobody has is
    stored nowhere: only that it failed."""
    user = User.objects.filter(email__iexact=email).first()
    for place in (_places(user) if user else []) or [{}]:
        record(Event.LOG_IN_FAILED, by=user, **place)


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
        for place in _places(by) or [{}]:
            record(Event.ORGANISATION_BOUND, by=by, **place)


@transaction.atomic
def unbind_identities(*, by: User) -> None:
    """Let nobody come into the account of ``by`` by an organisation any more. Raises NoOtherWayIn."""
    user = User.objects.select_for_update().get(pk=by.pk)
    if not user.has_usable_password():
        raise NoOtherWayIn
    count, _ = SocialAccount.objects.filter(user=user).delete()
    if count:
        for place in _places(by) or [{}]:
            record(Event.ORGANISATION_UNBOUND, by=by, **place)
