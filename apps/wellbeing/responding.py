"""Acting on a check-in: its one response, and going on without one."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from apps.core.audit import Event, record
from apps.jobs.actions import enqueue
from apps.surveys import releasing, review
from apps.surveys.models import Kind, Round

from .models import Override, Response
from .outcomes import waiting_for_response


class ResponseRefused(Exception):
    """This can't be answered so; the message is for whoever tried."""


@transaction.atomic
def respond(
    *,
    round_: Round,
    by,
    heard: str,
    will: str,
    by_when: date,
    leads: str,
    now: datetime | None = None,
) -> Response:
    """Say what was heard and what will be done, and have everybody who was invited told by a job. Results that were
    not shown yet are shown from now on: nobody can be told what was heard before they may read it.

    Raises ResponseRefused where it has a response, was not counted, too few answered, or the network has closed."""
    now = now or timezone.now()
    round_ = Round.objects.select_for_update(of=["self"]).select_related("network").get(pk=round_.pk)
    if round_.network.is_read_only:
        raise ResponseRefused("This network has closed: its records can be read, nothing can be added.")
    if round_.kind != Kind.CHECK_IN or round_.state != Round.State.CLOSED or round_.answered is None:
        raise ResponseRefused("There are no figures to respond to.")
    if Response.objects.filter(round=round_).exists():
        raise ResponseRefused("Somebody sent a response in the meantime. There is one for each check-in.")
    response = Response.objects.create(
        round=round_, heard=heard, will=will, by_when=by_when, leads=leads, sent_at=now, sent_by_id=by.pk
    )
    if not round_.is_released:
        releasing.release_results(round_=round_, by=by, now=now)
    record(Event.RESPONSE_SENT, by=by, network=round_.network, about=round_)
    enqueue("wellbeing.tell", response.pk, key=f"wellbeing-tell:{response.pk}")
    return response


@transaction.atomic
def go_on(*, network, by, reason: str) -> None:
    """Let the next check-in open by itself although the last two with figures have no response. Raises ResponseRefused
    where nothing waits for that."""
    type(network).objects.select_for_update(no_key=True).get(pk=network.pk)
    latest = waiting_for_response(network)
    if latest is None:
        raise ResponseRefused("Check-ins are not waiting for a response.")
    Override.objects.create(round=latest, reason=reason, by_id=by.pk)
    record(Event.WAIT_OVERRIDDEN, by=by, network=network, about=latest)


def names_in(network, texts: Sequence[str], *, besides: Iterable[str] = ()) -> list[str]:
    """Words of ``texts`` that are also in names of the directory, those who left included, without what is in
    ``besides``; in their order, each once."""
    names = review.parts_of_names(network.people.values_list("name", flat=True))
    parts = names - review.parts_of_names(besides)
    found = [piece for text in texts for piece, is_name in review.marked(text, parts) if is_name]
    return list(dict.fromkeys(found))
