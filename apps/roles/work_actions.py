"""Writing what belongs to people in roles: quorum, confirmed figures, where they work, how they start, reviews."""

from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from apps.core.audit import Event, record
from apps.networks.models import Network
from apps.practices.models import Practice

from .models import Appointment, BoardRule, ConfirmedFigure, Deployment, Review, Tick
from .rules import MOST, Refused, Unit
from .starting import steps_of


@transaction.atomic
def agree_rule(*, network, by, **fields) -> BoardRule:
    """Write down when the board can decide: ``quorum`` votes, ``of_practices`` of them, ``with_director``,
    ``agreed_on``."""
    Network.objects.select_for_update(no_key=True).get(pk=network.pk)
    rule, _ = BoardRule.objects.update_or_create(network=network, defaults=fields)
    record(Event.BOARD_RULE_AGREED, by=by, network=network, quorum=rule.quorum)
    return rule


@transaction.atomic
def confirm_figures(*, network, by, day: date, figures: Mapping[str, tuple[Decimal, Decimal]]) -> None:
    """Say what is true of a published day: by role what was published and what the network confirms, in WTE."""
    Network.objects.select_for_update(no_key=True).get(pk=network.pk)
    for role, (published, wte) in figures.items():
        ConfirmedFigure.objects.update_or_create(
            network=network, role=role, day=day, defaults={"published": published, "wte": wte}
        )
    record(Event.WORKFORCE_CONFIRMED, by=by, network=network, count=len(figures), day=day.isoformat())


@transaction.atomic
def deploy(*, term: Appointment, by, sessions: Mapping[Practice, Decimal]) -> None:
    """Say at which practices somebody works how many sessions a week; it takes the place of what was said before.

    Raises Refused where it is more than a week has."""
    network = term.post.network
    Appointment.objects.select_for_update(no_key=True).get(pk=term.pk)
    total = sum(sessions.values(), Decimal(0))
    if total > MOST[Unit.SESSIONS]:
        raise Refused(
            f"That is {total.normalize():f} sessions a week together. A full week has 10, 14 at most."
        )
    term.deployments.all().delete()
    Deployment.objects.bulk_create(
        Deployment(appointment=term, practice=practice, sessions=number)
        for practice, number in sessions.items()
        if number
    )
    record(Event.STAFF_DEPLOYED, by=by, network=network, about=term.post, practices=len(sessions))


@transaction.atomic
def tick(*, term: Appointment, by, done: Collection[str]) -> None:
    """Steps of starting that are done: new ones count from today, others are taken back."""
    Appointment.objects.select_for_update(no_key=True).get(pk=term.pk)
    known = {step.code for step in steps_of(term.post.type)}
    there = set(term.ticks.values_list("item", flat=True)) & known
    wanted = set(done) & known
    term.ticks.filter(item__in=there - wanted).delete()
    today = timezone.localdate()
    Tick.objects.bulk_create(Tick(appointment=term, item=item, done_on=today) for item in wanted - there)
    if wanted != there:
        record(
            Event.START_TICKED, by=by, network=term.post.network, about=term.post, count=len(wanted ^ there)
        )


@transaction.atomic
def note_review(*, term: Appointment, by, held_on: date, agreed: str) -> Review:
    """Note that a yearly review was held, and what was agreed about the role. Raises Refused for a day in the
    future, before the term, or noted already."""
    if held_on > timezone.localdate():
        raise Refused("That day is still to come. Note the review once it was held.", "held_on")
    if held_on < term.start:
        raise Refused("That day is before the term began.", "held_on")
    review, is_new = Review.objects.get_or_create(
        appointment=term, held_on=held_on, defaults={"agreed": agreed}
    )
    if not is_new:
        raise Refused("A review of that day is noted already.", "held_on")
    record(Event.ROLE_REVIEWED, by=by, network=term.post.network, about=term.post)
    return review
