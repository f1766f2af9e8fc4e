"""What those who keep a network's profile write: names, what they have seen, what its population needs.

Imports are in `actions`."""

from datetime import date, datetime

from django.db import connection, transaction
from django.utils import timezone

from apps.accounts.models import User
from apps.core.audit import Event, record
from apps.networks.models import Correctable, Network

from .actions import IMPORT_LOCK
from .models import PopulationNeed, Practice


class KeepingRefused(ValueError):
    """It can't be done now; the message says why."""


def _hold_names() -> None:
    # An import reads all rows first and writes them whole at its end: a name corrected in between would be lost.
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock_shared(%s)", [IMPORT_LOCK])
        if not cursor.fetchone()[0]:
            raise KeepingRefused("Published lists are being read in at this moment. Try again in a minute.")


def _correct(row: Correctable, name: str) -> bool:
    """``name`` empty, or as published: the correction is taken back. Whether anything changed."""
    published = row.published_name or row.name
    name = name or published
    if name == row.name:
        return False
    row.name, row.published_name = name, "" if name == published else published
    row.save(update_fields=["name", "published_name"])
    return True


@transaction.atomic
def correct_practice_name(*, network: Network, by: User, practice: Practice, name: str) -> None:
    """Call ``practice``, a member of ``network``, by ``name`` on every page; empty: by its published name again.
    Raises KeepingRefused while an import runs."""
    _hold_names()
    practice = Practice.objects.select_for_update().get(pk=practice.pk)
    if _correct(practice, name):
        detail = {} if practice.is_corrected else {"taken_back": True}
        record(Event.PRACTICE_NAMED, by=by, network=network, about=practice, **detail)


@transaction.atomic
def change_profile(*, network: Network, by: User, name: str, collaboration: str) -> None:
    """The network's own name, as `correct_practice_name`, and how its practices worked together before it."""
    _hold_names()
    network = Network.objects.select_for_update(no_key=True).get(pk=network.pk)
    changed = ["name"] if _correct(network, name) else []
    if collaboration != network.collaboration:
        network.collaboration = collaboration
        network.save(update_fields=["collaboration"])
        changed.insert(0, "collaboration")
    if changed:
        record(Event.PROFILE_CHANGED, by=by, network=network, fields=changed)


@transaction.atomic
def see_changes(*, network: Network, by: User, until: datetime) -> int:
    """Mark as seen what imports noted up to ``until``, the moment of the page that showed it; returns how much."""
    waiting = network.changes.unseen().filter(noted_at__lte=until)
    count = waiting.update(seen_at=timezone.now(), seen_by=by)
    if count:
        record(Event.CHANGES_SEEN, by=by, network=network, count=count)
    return count


@transaction.atomic
def record_need(
    *, network: Network, by: User, need: str, source: str, source_day: date, action: str, measure: str
) -> PopulationNeed:
    made = network.population_needs.create(
        need=need, source=source, source_day=source_day, action=action, measure=measure
    )
    record(Event.NEED_RECORDED, by=by, network=network, about=made)
    return made


@transaction.atomic
def change_need(*, row: PopulationNeed, by: User, **fields) -> None:
    """Change ``fields`` of an open need, ``row``. Raises KeepingRefused where it was closed meanwhile."""
    current = _held(row)
    if current.closed_on:
        raise KeepingRefused("This need was closed meanwhile. Open it again to change it.")
    changed = sorted(name for name, value in fields.items() if getattr(current, name) != value)
    if not changed:
        return
    for name in changed:
        setattr(current, name, fields[name])
    current.save(update_fields=[*changed, "updated_at"])
    record(Event.NEED_CHANGED, by=by, network=current.network, about=current, fields=changed)


@transaction.atomic
def close_need(*, need: PopulationNeed, by: User, outcome: str) -> None:
    """Say what came of it; it stays on record. Raises KeepingRefused where it was closed already."""
    current = _held(need)
    if current.closed_on:
        raise KeepingRefused("This need was closed already.")
    current.closed_on, current.outcome = timezone.localdate(), outcome
    current.save(update_fields=["closed_on", "outcome", "updated_at"])
    record(Event.NEED_CLOSED, by=by, network=current.network, about=current)


@transaction.atomic
def reopen_need(*, need: PopulationNeed, by: User) -> None:
    """Open a closed need again; what came of it so far stays."""
    current = _held(need)
    if current.closed_on:
        current.closed_on = None
        current.save(update_fields=["closed_on", "updated_at"])
        record(Event.NEED_REOPENED, by=by, network=current.network, about=current)


def _held(need: PopulationNeed) -> PopulationNeed:
    held = PopulationNeed.objects.select_for_update(of=("self",)).select_related("network")
    return held.get(pk=need.pk)
