"""Opening a round: whom it asks, when, and its key. A worker opens what somebody ordered here."""

import uuid
from collections import Counter
from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.contrib.postgres.aggregates import ArrayAgg
from django.db import IntegrityError, transaction
from django.db.models import Count, F, Max, Min, Q, TextField, Value
from django.db.models.functions import Cast
from django.utils import timezone

from apps.core.audit import Event, record
from apps.core.moments import weekday
from apps.jobs.actions import enqueue, enqueue_many
from apps.networks.controller import NOT_NAMED
from apps.people.models import Person, PersonQuerySet, here

from . import blocks, keyring
from .actions import RoundRefused
from .models import (
    DAYS_BETWEEN_CHECK_INS,
    DAYS_BETWEEN_ROUNDS,
    Breakdown,
    Invitation,
    Kind,
    Questionnaire,
    Round,
    Series,
    Way,
)
from .queries import area_will_see
from .reminders import plan
from .series import carry_on


class TooSoon(RoundRefused):
    """The last round of these questions is too near; ``first`` is the day from which another may open."""

    def __init__(self, words: str, first: date):
        super().__init__(words)
        self.first = first


def open_round(
    *,
    network,
    by,
    questionnaire: Questionnaire,
    title: str,
    message: str,
    closes_at: datetime,
    people: PersonQuerySet | None = None,
    way: str = Way.PERSONAL,
    breakdown: str = Breakdown.NONE,
    slips: bool = False,
    series: Series | None = None,
    rhythm: str = "",
    reviewer=None,
    asker=None,
    reminders: Collection[int] = (),
    opens_at: datetime | None = None,
    now: datetime | None = None,
) -> Round:
    """Open a round for those of ``people`` who have an e-mail address; each gets one invitation. With ``slips`` there
    is an unnamed paper slip for each of the others who is here now: as many and never more. With ``way`` open nobody
    is invited: whoever has the one link answers, and results are of the network as a whole. A worker makes the
    invitations: until then the round only lists whose they will be, so that nobody waits for 3,000 of them.
    With a ``rhythm`` it belongs to a series, to ``series`` if that shows the same apart.

    Of the reminders that `reminders.proposals` has for these times those of ``reminders`` (days before the close) are
    switched on.

    The round is "opening" until a worker made its key, at ``opens_at`` (now, unless given) or soon after; the
    same worker queues the invitations. ``reviewer`` (``by``, unless given) reads comments before others do. Where the
    clock opens it ``by`` is None, and invitations are in the name of ``asker``. ``now`` is given only by whoever makes
    up a past (the demo, tests).
    Raises RoundRefused where no data controller is named, another round runs, the times make no sense, the last
    round of the same questions is too short a time past (`refuse_overlap`), nobody can be invited, or personal links
    and an open one are mixed."""
    now = now or timezone.now()
    opens_at = opens_at or now
    _refuse_times(opens_at, closes_at, now)
    if network.is_read_only:
        raise RoundRefused("This network has closed: its records can be read, nothing can be added.")
    if not network.controller_name:
        raise RoundRefused(NOT_NAMED)
    whom = _whom(network, people, slips=slips)
    if series and series.network_id != network.pk:
        raise RoundRefused(NOT_OURS)
    if way == Way.OPEN and (people is not None or breakdown or rhythm):
        raise RoundRefused(OPEN_LINK_ONLY)
    if way != Way.OPEN and not whom.asked:
        raise RoundRefused("Nobody can be invited: choose at least one person with an email address.")
    if questionnaire.network_id not in (None, network.pk) or questionnaire.icb_id:
        raise RoundRefused("These questions are not this network’s.")
    refuse_overlap(network, questionnaire, opens_at)
    try:
        with transaction.atomic():
            _freeze(questionnaire, now)
            round_ = Round.objects.create(
                network=network,
                kind=questionnaire.kind,
                questionnaire=questionnaire,
                title=title,
                message=message,
                opens_at=opens_at,
                closes_at=closes_at,
                invited=whom.asked,
                slips=whom.on_paper,
                listed=Cast(Value(whom.listed), Round._meta.get_field("listed")),
                way=way,
                breakdown=breakdown,
                area_sees=area_will_see(network, questionnaire.kind),
                reviewer=reviewer or by or asker,
                opened_by_id=(by or asker).pk,
            )
            del round_.listed, round_.area_sees  # read from the database by whoever looks
            if rhythm:
                carry_on(round_, series, rhythm=rhythm, people=round_.listed, now=now)
            if not round_.has_open_link:
                plan(round_, on=reminders)
            asked = {"way": round_.way} if round_.has_open_link else {"invited": round_.invited}
            if round_.kind != Kind.SCORECARD:
                asked["kind"] = round_.kind
            record(Event.ROUND_OPENED, by=by, network=network, about=round_, **asked)
            if opens_at > now:  # those who are asked are those who were chosen, not who is here by then
                enqueue("surveys.enlist", round_.pk, key=f"enlist:{round_.pk}")
            enqueue_many(
                "surveys.prepare", {f"prepare:{round_.pk}": round_.pk}, not_before=max(opens_at, now)
            )
    except IntegrityError as problem:
        # Two people opened a round in the same moment: the constraint round_one_running let one through.
        raise RoundRefused(ALREADY_RUNNING) from problem
    return round_


def _freeze(questionnaire: Questionnaire, now: datetime) -> None:
    """From here on it is asked as it stands; whoever is just changing it gets a new draft."""
    if questionnaire.frozen_at:
        return
    if questionnaire.pk is None:  # the scorecard changed since the network's own questions were kept
        questionnaire.save()
    kept = Questionnaire.objects.select_for_update().get(pk=questionnaire.pk)
    if kept.content != questionnaire.content:
        raise RoundRefused(QUESTIONS_CHANGED)
    if not kept.frozen_at:
        Questionnaire.objects.filter(pk=kept.pk).update(frozen_at=now)


class Whom(NamedTuple):
    """How many are asked, how many of them only by paper, and who: their ids as the database writes an array, since
    3,000 numbers there and back take longer than all else. None where nobody was chosen."""

    asked: int = 0
    on_paper: int = 0
    listed: str | None = None


def _whom(network, people: PersonQuerySet | None, *, slips: bool) -> Whom:
    """Those of ``people`` whom a mail reaches and, with ``slips``, those whom only paper does; one query. Raises
    RoundRefused for somebody of another network."""
    if people is None:
        return Whom()
    people = people.filter(here()).order_by()
    wanted = {"asked": Count("pk"), "listed": Cast(ArrayAgg("pk"), TextField())}
    wanted |= {"least": Min("network"), "most": Max("network")}
    if slips:
        wanted["on_paper"] = Count("pk", filter=Q(email=""))
    found = (people if slips else people.exclude(email="")).aggregate(**wanted)
    if found["asked"] and not found["least"] == found["most"] == network.pk:
        raise RoundRefused(NOT_OURS)
    return Whom(found["asked"], found.get("on_paper", 0), found["listed"])


def _slips(round_: Round, people) -> list[Invitation]:
    """A slip for each of ``people``, in no order of theirs: only how many there are of each block counts."""
    counts = Counter(blocks.block_of(person, round_.breakdown) for person in people)
    return [Invitation(round=round_, is_slip=True, block=block) for block in sorted(counts.elements())]


NOT_OURS = "Some of these people are not in this network’s directory."
ALREADY_RUNNING = "A round is running already. Close or cancel it before you open another."
QUESTIONS_CHANGED = (
    "Your own questions were changed in the meantime. Look at them again before you open the round."
)
OPEN_LINK_ONLY = (
    "A round has personal links or one open link, never both. With an open link nobody is invited by name, and results "
    "are of the network as a whole."
)


def _refuse_times(opens_at: datetime, closes_at: datetime, now: datetime) -> None:
    if closes_at <= now:
        raise RoundRefused("The closing time must be in the future.")
    if closes_at <= opens_at:
        raise RoundRefused("The round must close after it opens.")


def refuse_overlap(network, questionnaire: Questionnaire, opens_at: datetime) -> None:
    """Raises RoundRefused where a round runs, TooSoon where one of these questions was asked too lately."""
    asked_lately = Q(state=Round.State.CLOSED, questionnaire__code=questionnaire.code)
    rounds = network.rounds.filter(Q(state__in=Round.RUNNING) | asked_lately, kind=questionnaire.kind)
    # One that runs has not ended: it comes first.
    ended = F("closed_at").desc(nulls_first=True)
    last = rounds.order_by(ended).only("state", "opens_at", "closed_at").first()
    if last is None:
        return
    if last.is_running:
        raise RoundRefused(ALREADY_RUNNING)
    if questionnaire.kind == Kind.CHECK_IN:
        # By days: where the clocks go forward 28 of them are an hour short.
        first = timezone.localdate(last.opens_at) + timedelta(days=DAYS_BETWEEN_CHECK_INS)
        if timezone.localdate(opens_at) < first:
            raise TooSoon(
                f"The last check-in opened on {weekday(last.opens_at)}. Check-ins open at least "
                f"{DAYS_BETWEEN_CHECK_INS} days apart. The next can open from {weekday(first)}.",
                first,
            )
    elif opens_at < last.closed_at + timedelta(days=DAYS_BETWEEN_ROUNDS):
        first = timezone.localdate(last.closed_at) + timedelta(days=DAYS_BETWEEN_ROUNDS + 1)
        raise TooSoon(
            f"The last round of these questions closed on {weekday(last.closed_at)}. Rounds of the same questions are "
            f"at least {DAYS_BETWEEN_ROUNDS} days apart, so that nobody’s answers can be worked out by comparing "
            f"two of them. The next can open from {weekday(first)}.",
            first,
        )


@transaction.atomic
def enlist(round_id: uuid.UUID) -> None:
    """Make the invitations of those the round lists who are still here. Harmless to repeat, and while it is done
    twice."""
    waiting = Round.objects.select_for_update().exclude(listed=None)
    round_ = waiting.filter(pk=round_id, state=Round.State.OPENING).first()
    if round_ is None:
        return
    listed = Person.objects.active().filter(pk__in=round_.listed).select_related("practice")
    here = [person for person in listed if person.email or round_.slips]
    on_paper = [person for person in here if not person.email]
    Invitation.objects.bulk_create(
        [Invitation(round=round_, person=person) for person in here if person.email]
    )
    Invitation.objects.bulk_create(_slips(round_, on_paper))
    round_.listed, round_.invited, round_.slips = None, len(here), len(on_paper)
    round_.save(update_fields=["listed", "invited", "slips", "updated_at"])


def prepare(round_id: uuid.UUID) -> None:
    """Make the round's key, open the round and queue its invitations. For workers: raises NoKeyring
    elsewhere.

    The key file is on disk before the row says that the round is open, and a repeat finds the same key."""
    if Round.objects.get(pk=round_id).state != Round.State.OPENING:
        return
    enlist(round_id)
    public_key = keyring.make_pair(round_id)
    with transaction.atomic():
        opened = Round.objects.filter(pk=round_id, state=Round.State.OPENING).update(
            state=Round.State.OPEN, public_key=public_key, updated_at=timezone.now()
        )
        if opened:
            ids = Invitation.objects.filter(round_id=round_id, is_slip=False).values_list("pk", flat=True)
            enqueue_many("surveys.invite", {f"invite:{pk}:1": pk for pk in ids})
    if not opened and not Round.objects.running().filter(pk=round_id).exists():
        keyring.destroy(round_id)  # cancelled while the key was being made
