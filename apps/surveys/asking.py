"""What a network asks besides the scorecard, and what an area offers its networks to ask.

Whoever saves says which ``edition`` of the questions they had before them (`own.edition`): of two who change them at
once, the second is told instead of undoing what the first did."""

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from apps.core.audit import Event, record

from . import own
from .models import Offer, Questionnaire
from .own import Own
from .queries import current_offer, current_questionnaire, latest_of, next_version


class QuestionsRefused(Exception):
    """These can't be asked or offered; the message is for whoever tried."""


class QuestionsChanged(QuestionsRefused):
    """Somebody else changed them in the meantime."""

    def __init__(self):
        super().__init__(
            "Somebody else changed these questions in the meantime. Look at them as they are now, then try again."
        )


WITHDRAWN = "The area has withdrawn or replaced these questions in the meantime."


def add(*, place, by, edition: str, question: Own) -> None:
    """Ask ``question`` as well; ``place`` is a network or an area. Raises QuestionsRefused."""
    _change(place, by, edition, "added", lambda questions: [*questions, question])


def change(*, place, by, edition: str, code: str, question: Own) -> None:
    """Put ``question`` in the place of the one with ``code``. In the words of an area it stays the area's."""

    def put(old: Own) -> Own:
        return replace(question, area=old.area if question.text == old.text else "")

    _change(
        place, by, edition, "changed", lambda all_: [put(one) if one.code == code else one for one in all_]
    )


def remove(*, place, by, edition: str, code: str) -> None:
    """Ask it no longer, from the next round on."""
    _change(place, by, edition, "removed", lambda questions: [one for one in questions if one.code != code])


def move(*, place, by, edition: str, code: str, up: bool) -> None:
    """Ask it before the question that stands above it, or after the one below; at the end it stays."""

    def moved(questions: list[Own]) -> list[Own]:
        codes = [one.code for one in questions]
        if code in codes:
            at = codes.index(code)
            to = max(0, at - 1) if up else at + 1
            questions.insert(to, questions.pop(at))
        return questions

    _change(place, by, edition, "moved", moved)


@transaction.atomic
def take_in(*, network, by, edition: str, offer: int, codes: Collection[str]) -> None:
    """Ask those of the area's ``offer`` (an id) that have these ``codes``; those that are asked already stay as they
    are. Raises QuestionsRefused where the area withdrew it in the meantime, or there is no room."""
    found = current_offer(network.icb)
    if found:  # A withdrawal that is on its way is waited for, and then seen.
        found = Offer.objects.select_for_update().filter(pk=found.pk, withdrawn_at=None).first()
    if found is None or found.pk != offer:
        raise QuestionsRefused(WITHDRAWN)
    area = network.icb.code
    offered = [replace(one, area=area) for one in found.questionnaire.own if one.code in codes]

    def taken(questions: list[Own]) -> list[Own]:
        asked = {one.code for one in questions}
        return [*questions, *(one for one in offered if one.code not in asked)]

    _change(network, by, edition, "taken", taken)


def _change(place, by, edition: str, what: str, change: Callable[[list[Own]], list[Own]]) -> None:
    with transaction.atomic():
        last = _locked(place)
        before = last.own if last else ()
        if edition != own.edition(before):
            raise QuestionsChanged
        after = tuple(change(list(before)))
        if after == before:
            return
        shipped = current_questionnaire()
        if problem := own.problem(after, shipped.content):
            raise QuestionsRefused(problem)
        _keep(place, shipped, last, after)
        record(Event.QUESTIONS_CHANGED, by=by, what=what, count=len(after), **place.in_log)


def _locked(place) -> Questionnaire | None:
    """The last version, which nobody else changes or uses until this transaction is over."""
    type(place).objects.select_for_update(no_key=True).get(pk=place.pk)
    last = latest_of(place)
    return Questionnaire.objects.select_for_update().get(pk=last.pk) if last else None


def _keep(place, shipped, last: Questionnaire | None, questions) -> None:
    """In the draft, or in a new one where the last version was used."""
    if last is None or last.frozen_at:
        next_version(place, shipped, last, questions).save()
        return
    last.base, last.content = shipped, own.compose(shipped.content, questions, last.version)
    last.save(update_fields=["base", "content"])


@transaction.atomic
def offer(*, icb, by, edition: str, now: datetime | None = None) -> Offer:
    """Let the area's networks take these questions in, in place of those offered until now. From then on they stay as
    they are. Raises QuestionsRefused."""
    now, last = now or timezone.now(), _locked(icb)
    questions = last.own if last else ()
    if edition != own.edition(questions):
        raise QuestionsChanged
    if not questions:
        raise QuestionsRefused("Write at least one question before you offer any.")
    before = current_offer(icb)
    if before and before.questionnaire_id == last.pk:
        raise QuestionsRefused("These questions are offered already.")
    if before:
        Offer.objects.filter(pk=before.pk).update(withdrawn_at=now)
    Questionnaire.objects.filter(pk=last.pk, frozen_at=None).update(frozen_at=now)
    made = Offer.objects.create(icb=icb, questionnaire=last, offered_at=now)
    record(Event.QUESTIONS_OFFERED, by=by, ics=icb, count=len(questions))
    return made


@transaction.atomic
def withdraw(*, icb, by, now: datetime | None = None) -> None:
    """Offer nothing any more. Whoever took questions in keeps them. Harmless to repeat."""
    withdrawn = Offer.objects.filter(icb=icb, withdrawn_at=None).update(withdrawn_at=now or timezone.now())
    if withdrawn:
        record(Event.QUESTIONS_WITHDRAWN, by=by, ics=icb)
