"""Rounds that can't be counted: the administrators are told once, and see it until the round ends, however it does.

Nothing here says how many envelopes or links there are, and nothing opens one."""

import uuid
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from apps.accounts.models import User
from apps.accounts.permissions import Permission
from apps.core.audit import Event, record
from apps.core.contributions import Need
from apps.core.moments import moment, weekday
from apps.jobs.actions import enqueue
from apps.mail import sending
from apps.networks.models import Portal

from .models import Alarm, Round


@transaction.atomic
def sound(round_id: uuid.UUID, why: Alarm) -> None:
    """Have the administrators told that the round can't be counted; a repeat tells nobody again."""
    now = timezone.now()
    fresh = Round.objects.running().filter(pk=round_id, alarm="")
    if fresh.update(alarm=why, alarmed_at=now, updated_at=now):
        round_ = Round.objects.select_related("network").get(pk=round_id)
        record(Event.ROUND_ALARM, network=round_.network, about=round_, why=why.value)
        enqueue("surveys.alarm", round_id, key=f"alarm:{round_id}")


def standing():
    """Rounds that could not be counted and have not ended."""
    return Round.objects.running().exclude(alarm="").select_related("network")


def administrators():
    """Everybody who administers the portal now."""
    portal = Portal.load().memberships.current()
    return User.objects.filter(pk__in=portal.values("user"), is_active=True).order_by("pk")


def tell_administrators(round_id: uuid.UUID, *, after: int, told: Callable[[int], None]) -> None:
    """Mail what to do to every administrator with an id above ``after``; nobody where the round has ended.

    ``told`` is called after each, so that a repeat goes on with the rest. An address that the server refuses is passed
    over: the page shows the alarm as well. Raises MailUnavailable."""
    round_ = standing().filter(pk=round_id).first()
    if round_ is None:
        return
    text = render_to_string("surveys/mail/alarm.txt", {"round": round_, **about(round_)})
    subject = f"A round of {round_.network.name} can’t be counted"
    for administrator in administrators().filter(pk__gt=after):
        with suppress(sending.AddressRefused):
            sending.send(to=administrator.email, subject=subject, text=text)
        told(administrator.pk)


def about(round_: Round) -> dict:
    """What page and mail say of an alarm."""
    return {
        "why": round_.get_alarm_display(),
        "closed": moment(round_.closes_at),
        "since": moment(round_.alarmed_at),
        "page": settings.PORTAL_URL + reverse("surveys:alarm", args=[round_.pk]),
    }


@dataclass(frozen=True)
class Seen:
    """What the network sees of its round's alarm: since when, in words, and how many administrators there are."""

    since: str
    administrators: int


def seen(round_: Round) -> Seen | None:
    """The alarm of ``round_``; None where none stands. One query where one does."""
    return Seen(moment(round_.alarmed_at), administrators().count()) if round_.has_alarm else None


def needs(readers):
    """For administrators: every alarm that stands; one query."""
    for reader in readers:
        if Permission.ADMINISTER in reader.permissions:
            for round_ in standing():
                yield (
                    reader.place.pk,
                    Need(
                        f"A round of {round_.network.name} can’t be counted",
                        reverse("surveys:alarm", args=[round_.pk]),
                        "See what to do",
                        order=5,
                        detail=f"Since {weekday(round_.alarmed_at)}. Everything is sealed; nothing is published",
                    ),
                )
