"""Reminders by the clock: proposed when a round opens, seen on its page, switched off and on there, sent by a job.

Everybody whose link is unused is reminded, leavers and those who want none aside; nobody is told who or how many."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from apps.core.audit import Event, record
from apps.core.moments import LONDON
from apps.jobs.actions import enqueue
from apps.jobs.models import Job

from .models import Reminder, Round

DAYS_BEFORE = (7, 2)
HOUR = 9
# Nobody is reminded on the day after they were asked.
FIRST_AFTER = timedelta(days=1)


@dataclass(frozen=True)
class Proposal:
    """A reminder ``days`` before the close, ``at`` 9am in London of that day or the Friday before a weekend."""

    days: int
    at: datetime


def proposals(opens_at: datetime, closes_at: datetime) -> list[Proposal]:
    """The reminders that a round of these times has room for, in order."""
    found = [Proposal(days, _morning(closes_at, days)) for days in DAYS_BEFORE]
    return [one for one in found if one.at > opens_at + FIRST_AFTER]


def _morning(closes_at: datetime, days: int) -> datetime:
    day = closes_at.astimezone(LONDON).date() - timedelta(days=days)
    day -= timedelta(days=max(0, day.weekday() - 4))  # Saturday and Sunday become Friday
    return datetime.combine(day, time(HOUR), LONDON)


def plan(round_: Round, *, on: Collection[int]) -> None:
    """Put down the schedule of a new round: all that is proposed, switched on where ``on`` has its days."""
    Reminder.objects.bulk_create(
        Reminder(round=round_, days_before=one.days, due_at=one.at, is_on=one.days in on)
        for one in proposals(round_.opens_at, round_.closes_at)
    )


def move(round_: Round, now: datetime) -> None:
    """After ``round_`` was extended: what was not sent yet moves along with the close, and where one was sent there is
    room for the same again, switched as it was. Call it under the round's lock."""
    latest = {one.days_before: one for one in round_.reminders.order_by("pk")}
    for one in proposals(max(round_.opens_at, now), round_.closes_at):
        before = latest.get(one.days)
        if before is None or before.sent_at:
            is_on = before.is_on if before else bool(latest) and all(other.is_on for other in latest.values())
            Reminder.objects.create(round=round_, days_before=one.days, due_at=one.at, is_on=is_on)
        else:
            Reminder.objects.filter(pk=before.pk).update(due_at=one.at)


def send_due(now: datetime | None = None) -> None:
    """Queue every reminder whose time has come while its round takes answers."""
    now = now or timezone.now()
    due = Reminder.objects.filter(
        is_on=True, sent_at=None, due_at__lte=now, round__state=Round.State.OPEN, round__closes_at__gt=now
    )
    for pk in due.values_list("round", flat=True).distinct().order_by():
        _send(pk, now)


@transaction.atomic
def _send(round_id: uuid.UUID, now: datetime) -> None:
    # Under the round's lock, as switching off, extending and closing are: whichever is first counts.
    round_ = Round.objects.select_for_update(of=["self"]).select_related("network").get(pk=round_id)
    due = round_.reminders.filter(is_on=True, sent_at=None, due_at__lte=now)
    if round_.takes_answers(now) and due.update(sent_at=now) and enqueue_once_a_day(round_, now):
        record(Event.ROUND_REMINDED, network=round_.network, about=round_)


def enqueue_once_a_day(round_: Round, now: datetime) -> bool:
    """Have everybody reminded whose link is unused; False where that was asked for on the same day already. Call it
    under the round's lock."""
    key = f"remind:{round_.pk}:{timezone.localdate(now)}"
    if Job.objects.filter(key=key).exists():
        return False
    round_.reminders_sent += 1
    round_.save(update_fields=["reminders_sent", "updated_at"])
    enqueue("surveys.remind", round_.pk, key=key)
    return True
