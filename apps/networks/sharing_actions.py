"""The director's two switches: whether the network counts in medians, and whether its area sees its figures."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from apps.core.audit import Event, record

from .models import Network, Sharing


@transaction.atomic
def switch_on(*, network: Network, by, what: Sharing.What, now: datetime | None = None) -> bool:
    """From now on. False, and nothing on record, where it was on already."""
    _hold(network)
    if network.sharing.current().filter(what=what).exists():
        return False
    network.sharing.create(what=what, since=now or timezone.now(), by=by)
    record(Event.SHARING_ON, by=by, network=network, what=str(what))
    return True


@transaction.atomic
def switch_off(*, network: Network, by, what: Sharing.What, now: datetime | None = None) -> bool:
    """From now on. False, and nothing on record, where it was off already."""
    _hold(network)
    ended = network.sharing.current().filter(what=what).update(until=now or timezone.now(), ended_by=by)
    if ended:
        record(Event.SHARING_OFF, by=by, network=network, what=str(what))
    return bool(ended)


def _hold(network: Network) -> None:
    """One change at a time: pressed twice at once is pressed once."""
    Network.objects.select_for_update(no_key=True).get(pk=network.pk)
