"""Writing yearly objectives: what is to be reached, how it comes along, and how it ended."""

from django.db import transaction
from django.utils import timezone

from apps.core.audit import Event, record

from .actions import PurposeRefused
from .models import Objective, ProgressNote

MOST_A_YEAR = 20


@transaction.atomic
def add_objective(*, network, by, year: int, text: str, measure: str, owner) -> Objective:
    """Raises PurposeRefused for more of a year than anybody keeps in mind."""
    _one_at_a_time(network)
    if network.objectives.filter(year=year).count() >= MOST_A_YEAR:
        raise PurposeRefused(f"There is room for {MOST_A_YEAR} objectives in a year.")
    objective = Objective.objects.create(network=network, year=year, text=text, measure=measure, owner=owner)
    record(Event.OBJECTIVE_ADDED, by=by, network=network, about=objective)
    return objective


@transaction.atomic
def change_objective(*, objective: Objective, by, text: str, measure: str, owner) -> None:
    """Raises PurposeRefused once it has ended: what was promised is not rewritten afterwards."""
    objective = _lock(objective)
    if not objective.is_open:
        raise PurposeRefused("This objective has ended. Open it again to change it.")
    objective.text, objective.measure, objective.owner = text, measure, owner
    objective.save(update_fields=["text", "measure", "owner", "updated_at"])
    record(Event.OBJECTIVE_CHANGED, by=by, network=objective.network, about=objective)


@transaction.atomic
def hand_over_objective(*, objective: Objective, to, by) -> None:
    """Have ``to`` own it, or nobody. Harmless once it has ended."""
    objective = _lock(objective)
    if objective.is_open and objective.owner != to:
        objective.owner = to
        objective.save(update_fields=["owner", "updated_at"])
        record(Event.OBJECTIVE_CHANGED, by=by, network=objective.network, about=objective)


@transaction.atomic
def note_progress(*, objective: Objective, by, text: str) -> ProgressNote:
    objective = _lock(objective)
    if not objective.is_open:
        raise PurposeRefused("This objective has ended.")
    note = ProgressNote.objects.create(objective=objective, by=by, text=text)
    record(Event.OBJECTIVE_NOTED, by=by, network=objective.network, about=objective)
    return note


@transaction.atomic
def end_objective(*, objective: Objective, by, outcome: str, reason: str) -> Objective | None:
    """Say how it ended. Carried over it appears in the next year with its owner, if still here; returns that objective.

    Raises PurposeRefused where it has ended already, or the next year is full."""
    objective, following = _lock(objective), None
    if not objective.is_open:
        raise PurposeRefused("Somebody has said meanwhile how this objective ended.")
    objective.outcome, objective.reason, objective.ended_on = outcome, reason, timezone.localdate()
    objective.save(update_fields=["outcome", "reason", "ended_on", "updated_at"])
    record(
        Event.OBJECTIVE_ENDED, by=by, network=objective.network, about=objective, outcome=outcome
    )  # fmt: skip
    if outcome == Objective.Outcome.CARRIED:
        owner = objective.owner if objective.owner and objective.owner.active_to is None else None
        following = add_objective(
            network=objective.network,
            by=by,
            year=objective.year + 1,
            text=objective.text,
            measure=objective.measure,
            owner=owner,
        )
        following.origin = objective
        following.save(update_fields=["origin"])
    return following


@transaction.atomic
def reopen_objective(*, objective: Objective, by) -> None:
    """Take back how it ended, where that was a mistake. What it was carried into goes, unless work on that has begun:
    then PurposeRefused."""
    objective = _lock(objective)
    following = Objective.objects.filter(origin=objective).first()
    if following and (following.outcome or following.notes.exists()):
        raise PurposeRefused("Work on what it was carried into has begun, so it can’t be opened again.")
    if following:
        following.delete()
    if not objective.is_open:
        objective.outcome, objective.reason, objective.ended_on = "", "", None
        objective.save(update_fields=["outcome", "reason", "ended_on", "updated_at"])
        record(Event.OBJECTIVE_REOPENED, by=by, network=objective.network, about=objective)


@transaction.atomic
def delete_objective(*, objective: Objective, by) -> None:
    """Raises PurposeRefused where anything was done about it, or it was carried here."""
    objective = _lock(objective)
    if not objective.is_open or objective.origin_id or objective.notes.exists():
        raise PurposeRefused("Something was done about this objective already, so it stays on record.")
    record(Event.OBJECTIVE_DELETED, by=by, network=objective.network)
    objective.delete()


def _one_at_a_time(network) -> None:
    type(network).objects.select_for_update(no_key=True).get(pk=network.pk)


def _lock(objective: Objective) -> Objective:
    """As it is now, and nobody else writing to its network's objectives."""
    _one_at_a_time(objective.network)
    return Objective.objects.select_related("network", "owner").get(pk=objective.pk)
