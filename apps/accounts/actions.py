"""What happens to accounts, on record."""

from django.db import transaction

from apps.core.audit import Event, record

from .models import User


def _places(user) -> list[dict]:
    """Every network and area the user has access to now, as `record` takes them."""
    networks = {m.network for m in user.network_memberships_now.select_related("network")}
    areas = {m.icb for m in user.ics_memberships_now.select_related("icb")}
    return [{"network": network} for network in networks] + [{"ics": area} for area in areas]


@transaction.atomic
def record_log_in(*, by: User) -> None:
    """A log in, once in the log of each place it opens; somebody without any is on record all the same."""
    for place in _places(by) or [{}]:
        record(Event.LOGGED_IN, by=by, **place)


@transaction.atomic
def record_failed_log_in(*, email: str) -> None:
    """A log in that failed, in the logs of those whom ``email`` would have let in. An address nobody has is
    stored nowhere: only that it failed."""
    user = User.objects.filter(email__iexact=email).first()
    for place in (_places(user) if user else []) or [{}]:
        record(Event.LOG_IN_FAILED, by=user, **place)
