"""Writing the risk register: every change of likelihood or impact is a move that stays on record."""

from django.db import transaction
from django.utils import timezone

from apps.core.audit import Event, record

from .models import Risk, RiskMove


class RiskRefused(ValueError):
    """The message says why, for people."""


@transaction.atomic
def add_risk(*, network, by, likelihood: int, impact: int, **words) -> Risk:
    """``words`` are title, cause, response, owner and review_on."""
    risk = Risk.objects.create(network=network, likelihood=likelihood, impact=impact, **words)
    RiskMove.objects.create(risk=risk, likelihood=likelihood, impact=impact, by=by)
    record(Event.RISK_ADDED, by=by, network=network, about=risk)
    return risk


@transaction.atomic
def change_risk(*, risk: Risk, by, **words) -> None:
    """Raises RiskRefused once it is closed."""
    risk = _open(risk)
    for name, value in words.items():
        setattr(risk, name, value)
    risk.save(update_fields=[*words, "updated_at"])
    record(Event.RISK_CHANGED, by=by, network=risk.network, about=risk)


@transaction.atomic
def move_risk(*, risk: Risk, by, likelihood: int, impact: int, why: str, review_on=None) -> None:
    """Say how it stands now, also where that is as before: it was looked at. Raises RiskRefused once it is closed."""
    risk = _open(risk)
    risk.likelihood, risk.impact, risk.review_on = likelihood, impact, review_on
    risk.save(update_fields=["likelihood", "impact", "review_on", "updated_at"])
    RiskMove.objects.create(risk=risk, likelihood=likelihood, impact=impact, why=why, by=by)
    record(Event.RISK_MOVED, by=by, network=risk.network, about=risk)


@transaction.atomic
def close_risk(*, risk: Risk, by, why: str) -> None:
    """Raises RiskRefused where it is closed already."""
    risk = _open(risk)
    risk.closed_on, risk.why_closed = timezone.localdate(), why
    risk.save(update_fields=["closed_on", "why_closed", "updated_at"])
    record(Event.RISK_CLOSED, by=by, network=risk.network, about=risk)


@transaction.atomic
def hand_over_risk(*, risk: Risk, to, by, on=None) -> None:
    """Have ``to`` watch it, or nobody. Harmless once it is closed."""
    locked = _lock(risk)
    if locked.closed_on is None and locked.owner_id != (to and to.pk):
        locked.owner = to
        locked.save(update_fields=["owner", "updated_at"])
        record(Event.RISK_CHANGED, by=by, network=locked.network, about=locked)


def _lock(risk: Risk) -> Risk:
    return Risk.objects.select_for_update(of=("self",)).select_related("network").get(pk=risk.pk)


def _open(risk: Risk) -> Risk:
    locked = _lock(risk)
    if locked.closed_on:
        raise RiskRefused("Somebody has closed this risk meanwhile.")
    return locked
