"""Who would like to lead, and what people learned about leading."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from apps.core.audit import Event, record
from apps.jobs.actions import enqueue
from apps.people.models import Person

from .models import Course, LeadOffer

MOST_OFFERS = 5


class Refused(ValueError):
    """It can't be done; the message says why, for people."""


def _hold(person: Person) -> None:
    """One write about somebody at a time: a form sent twice is one row."""
    Person.objects.select_for_update().get(pk=person.pk)


@transaction.atomic
def offer(*, network, by, person: Person, area: str, note: str = "") -> LeadOffer:
    """Somebody would like to lead on ``area``. Raises Refused."""
    _hold(person)
    mine = network.lead_offers.filter(person=person)
    if mine.filter(area__iexact=area).exists():
        raise Refused("You have offered this already.")
    if mine.count() >= MOST_OFFERS:
        raise Refused(f"You have offered {MOST_OFFERS} things. Withdraw one before you offer another.")
    made = network.lead_offers.create(person=person, area=area, note=note)
    record(Event.LEAD_OFFERED, by=by, network=network)
    return made


@transaction.atomic
def withdraw(*, network, by, offer: LeadOffer) -> None:
    """Take an offer back: nothing of it stays, the answer neither. Harmless to repeat."""
    if network.lead_offers.filter(pk=offer.pk).delete()[0]:
        record(Event.LEAD_WITHDRAWN, by=by, network=network)


@transaction.atomic
def answer(*, network, by, offer: LeadOffer, answer: str) -> None:
    """Say something to whoever offered, and tell them by mail; a later answer takes the place of the first, the same
    one again tells nobody. Raises Refused where the offer was withdrawn meanwhile."""
    now = timezone.now()
    found = network.lead_offers.filter(pk=offer.pk)
    if not found.update(answer=answer, answered_at=now, answered_by=by, updated_at=now):
        raise Refused("This offer was withdrawn in the meantime.")
    if offer.answered_at is None or offer.answer != answer:
        enqueue("roles.tell_answer", offer.pk, key=f"lead-answer:{offer.pk}:{now.isoformat()}")
    record(Event.LEAD_ANSWERED, by=by, network=network, about=offer.person)


@transaction.atomic
def add_course(*, network, by, person: Person, name: str, done_on: date) -> Course:
    """Raises Refused where it is there already."""
    _hold(person)
    if network.courses.filter(person=person, name__iexact=name, done_on=done_on).exists():
        raise Refused("This is on record already.")
    course = network.courses.create(person=person, name=name, done_on=done_on)
    record(Event.COURSE_ADDED, by=by, network=network, about=person)
    return course


@transaction.atomic
def remove_course(*, network, by, course: Course) -> None:
    """Harmless to repeat."""
    if network.courses.filter(pk=course.pk).delete()[0]:
        record(Event.COURSE_REMOVED, by=by, network=network, about=course.person)
