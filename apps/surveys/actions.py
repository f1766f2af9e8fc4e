"""Everything people do to a round, and answering it. Counting and ending are in `closing.py`."""

import uuid
from collections import Counter
from datetime import datetime, timedelta

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from apps.core.audit import Event, record
from apps.core.moments import weekday
from apps.jobs.actions import enqueue, enqueue_many, try_again
from apps.jobs.models import Job
from apps.mail.tokens import address_mark
from apps.networks.controller import NOT_NAMED
from apps.people.actions import change_person

from . import ballot_box, blocks, keyring, review
from .models import Ballot, Breakdown, Comment, Invitation, Questionnaire, Round, Series, Way
from .series import carry_on

DAYS_BETWEEN_ROUNDS = 60


class RoundRefused(Exception):
    """What was asked can't be done to this round; the message is for people."""


class CommentRefused(Exception):
    """What was asked can't be done to this comment; the message is for its reviewer."""


class LinkSpent(Exception):
    """The link was used already, or a newer one replaced it."""


class RoundOver(Exception):
    """The round takes no answers: not yet, or no longer."""


def open_round(
    *,
    network,
    by,
    questionnaire: Questionnaire,
    title: str,
    message: str,
    closes_at: datetime,
    people=(),
    way: str = Way.PERSONAL,
    breakdown: str = Breakdown.NONE,
    slips: bool = False,
    series: Series | None = None,
    rhythm: str = "",
    reviewer=None,
    opens_at: datetime | None = None,
    now: datetime | None = None,
) -> Round:
    """Open a round for those of ``people`` who have an e-mail address; each gets one invitation. With ``slips`` there
    is an unnamed paper slip for each of the others who is here now: as many and never more. With ``way`` open nobody
    is invited: whoever has the one link answers, and results are of the network as a whole.
    With a ``rhythm`` it belongs to a series, to ``series`` if that shows the same apart.

    The round is "opening" until a worker made its key, at ``opens_at`` (now, unless given) or soon after; the
    same worker queues the invitations. ``reviewer`` (``by``, unless given) reads comments before others do. ``now``
    is given only by whoever makes up a past (the demo, tests).
    Raises RoundRefused where no data controller is named, another round runs, the times make no sense, the last
    round of the same questions is less than 60 days past, nobody can be invited, or personal links and an open one
    are mixed."""
    now = now or timezone.now()
    opens_at = opens_at or now
    people = {person.pk: person for person in people}.values()
    invited = [person for person in people if person.can_be_written_to]
    on_paper = [person for person in people if slips and person.is_reached_on_paper]
    _refuse_times(opens_at, closes_at, now)
    if network.is_read_only:
        raise RoundRefused("This network has closed: its records can be read, nothing can be added.")
    if not network.controller_name:
        raise RoundRefused(NOT_NAMED)
    if any(one.network_id != network.pk for one in [*people, *filter(None, [series])]):
        raise RoundRefused("Some of these people are not in this network’s directory.")
    if way == Way.OPEN and (people or breakdown or rhythm):
        raise RoundRefused(OPEN_LINK_ONLY)
    if way != Way.OPEN and not invited and not on_paper:
        raise RoundRefused("Nobody can be invited: choose at least one person with an email address.")
    refuse_overlap(network, questionnaire, opens_at)
    try:
        with transaction.atomic():
            round_ = Round.objects.create(
                network=network,
                kind=questionnaire.kind,
                questionnaire=questionnaire,
                title=title,
                message=message,
                opens_at=opens_at,
                closes_at=closes_at,
                invited=len(invited) + len(on_paper),
                slips=len(on_paper),
                way=way,
                breakdown=breakdown,
                reviewer=reviewer or by,
                opened_by_id=by.pk,
            )
            if rhythm:
                carry_on(round_, series, rhythm=rhythm, people=[*invited, *on_paper], now=now)
            Questionnaire.objects.filter(pk=questionnaire.pk, frozen_at__isnull=True).update(frozen_at=now)
            Invitation.objects.bulk_create([Invitation(round=round_, person=person) for person in invited])
            Invitation.objects.bulk_create(_slips(round_, on_paper))
            asked = {"way": round_.way} if round_.has_open_link else {"invited": round_.invited}
            record(Event.ROUND_OPENED, by=by, network=network, about=round_, **asked)
            enqueue("surveys.prepare", round_.pk, key=f"prepare:{round_.pk}", not_before=max(opens_at, now))
    except IntegrityError as problem:
        # Two people opened a round in the same moment: the constraint round_one_running let one through.
        raise RoundRefused(ALREADY_RUNNING) from problem
    return round_


def _slips(round_: Round, people) -> list[Invitation]:
    """A slip for each of ``people``, in no order of theirs: only how many there are of each block counts."""
    counts = Counter(blocks.block_of(person, round_.breakdown) for person in people)
    return [Invitation(round=round_, is_slip=True, block=block) for block in sorted(counts.elements())]


ALREADY_RUNNING = "A round is running already. Close or cancel it before you open another."
OPEN_LINK_ONLY = (
    "A round has personal links or one open link, never both. With an open link nobody is invited by name, and results "
    "are of the network as a whole."
)
NOBODY_TO_REMIND = "This round has one open link. Nobody was written to, so nobody can be reminded."


def _refuse_times(opens_at: datetime, closes_at: datetime, now: datetime) -> None:
    if closes_at <= now:
        raise RoundRefused("The closing time must be in the future.")
    if closes_at <= opens_at:
        raise RoundRefused("The round must close after it opens.")


def refuse_overlap(network, questionnaire: Questionnaire, opens_at: datetime) -> None:
    """Raises RoundRefused where a round runs, or one of these questions closed less than 60 days before."""
    rounds = network.rounds.filter(kind=questionnaire.kind)
    if rounds.running().exists():
        raise RoundRefused(ALREADY_RUNNING)
    last = rounds.closed().filter(questionnaire__code=questionnaire.code).order_by("-closed_at").first()
    if last and opens_at < last.closed_at + timedelta(days=DAYS_BETWEEN_ROUNDS):
        first = weekday(last.closed_at + timedelta(days=DAYS_BETWEEN_ROUNDS + 1))
        raise RoundRefused(
            f"The last round of these questions closed on {weekday(last.closed_at)}. Rounds of the same questions are "
            f"at least {DAYS_BETWEEN_ROUNDS} days apart, so that nobody’s answers can be worked out by comparing "
            f"two of them. The next can open from {first}."
        )


def prepare(round_id: uuid.UUID) -> None:
    """Make the round's key, open the round and queue its invitations. For workers: raises NoKeyring
    elsewhere.

    The key file is on disk before the row says that the round is open, and a repeat finds the same key."""
    if Round.objects.get(pk=round_id).state != Round.State.OPENING:
        return
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


def submit(
    *,
    invitation_id: uuid.UUID,
    generation: int,
    answers: dict[str, int],
    comments: dict[str, str],
    block: str = "",
    round_: Round | None = None,
    now: datetime | None = None,
) -> None:
    """Seal a person's answers (by question code), comments (by theme code) and ``block`` and spend the link, both
    or neither. ``round_``, with its questionnaire, spares a query where the caller has it.

    Leaves no audit event, no time and no log line. Raises LinkSpent, RoundOver, or ValueError for answers
    that the questionnaire does not offer."""
    now = now or timezone.now()
    round_ = round_ or Round.objects.select_related("questionnaire").get(invitations=invitation_id)
    if not round_.takes_answers(now):
        raise RoundOver
    ballot_id = uuid.uuid4()
    sealed = ballot_box.seal(
        bytes(round_.public_key),
        round_.definition,
        round_id=round_.pk,
        ballot_id=ballot_id,
        answers=answers,
        comments=comments,
        block=block,
    )
    with connection.cursor() as cursor:
        cursor.execute(
            _STORE,
            {
                "round": round_.pk,
                "open": Round.State.OPEN,
                "now": now,
                "invitation": invitation_id,
                "generation": generation,
                "ballot": ballot_id,
                "sealed": sealed,
            },
        )
        held, stored = cursor.fetchone()
    if not held:
        raise RoundOver
    if not stored:
        raise LinkSpent


# One statement, so all of it or nothing, and a single trip. FOR SHARE: submissions do not wait for one
# another, but closing (FOR UPDATE) waits for them and they for it; without it a ballot could slip in between
# counting and emptying. Whoever waited for a row has its conditions checked again on what it has become: the
# second of two devices finds the link spent, and a late one finds the round closing.
_STORE = """
WITH held AS (
    SELECT id FROM surveys_round
    WHERE id = %(round)s AND state = %(open)s AND closes_at > %(now)s
    FOR SHARE
), spent AS (
    UPDATE surveys_invitation AS invitation SET answered = true FROM held
    WHERE invitation.id = %(invitation)s AND invitation.round_id = held.id
        AND invitation.generation = %(generation)s AND NOT invitation.answered
    RETURNING held.id
), stored AS (
    INSERT INTO surveys_ballot (id, round_id, sealed) SELECT %(ballot)s, id, %(sealed)s FROM spent
    RETURNING id
)
SELECT EXISTS (SELECT FROM held), EXISTS (SELECT FROM stored)
"""


@transaction.atomic
def remind(*, round_: Round, by, now: datetime | None = None) -> None:
    """Have everybody reminded whose link is unused. One job for all; nobody is told who or how many.

    Raises RoundRefused where the round takes no answers or a reminder went out on the same day."""
    now = now or timezone.now()
    round_ = _lock(round_)
    if not round_.takes_answers(now):
        raise RoundRefused("Reminders can be sent only while the round is open.")
    if round_.has_open_link:
        raise RoundRefused(NOBODY_TO_REMIND)
    key = f"remind:{round_.pk}:{timezone.localdate(now)}"
    if Job.objects.filter(key=key).exists():
        raise RoundRefused("A reminder went out today already. You can send another tomorrow.")
    round_.reminders_sent += 1
    round_.save(update_fields=["reminders_sent", "updated_at"])
    record(Event.ROUND_REMINDED, by=by, network=round_.network, about=round_)
    enqueue("surveys.remind", round_.pk, key=key)


@transaction.atomic
def close_now(*, round_: Round, by, now: datetime | None = None) -> None:
    """Take no more answers from this moment and have the round counted. Raises RoundRefused unless it is
    open."""
    now = now or timezone.now()
    round_ = _lock(round_)
    if not round_.takes_answers(now):
        raise RoundRefused("Only an open round can be closed.")
    round_.state, round_.closes_at = Round.State.CLOSING, now
    round_.save(update_fields=["state", "closes_at", "updated_at"])
    record(Event.ROUND_CLOSE_ASKED, by=by, network=round_.network, about=round_)
    enqueue_closing(round_)


def enqueue_closing(round_: Round) -> None:
    """Have the round counted; where a job for it gave up, have that one try anew: a round is counted or ends
    otherwise, however long that takes."""
    # The closing time is part of the key: a round that was extended after its job was queued needs another.
    job = enqueue("surveys.close", round_.pk, key=f"close:{round_.pk}:{int(round_.closes_at.timestamp())}")
    if job.state == Job.State.FAILED:
        try_again(job)


@transaction.atomic
def extend_round(*, round_: Round, by, closes_at: datetime, now: datetime | None = None) -> None:
    """Let the round close later. Raises RoundRefused once it closed, and for a time that is not later."""
    now = now or timezone.now()
    round_ = _lock(round_)
    if round_.state not in (Round.State.OPENING, Round.State.OPEN) or round_.closes_at <= now:
        raise RoundRefused("This round has closed. It can’t be opened again.")
    if closes_at <= round_.closes_at:
        raise RoundRefused("The new closing time must be later than the one there is.")
    round_.closes_at = closes_at
    round_.save(update_fields=["closes_at", "updated_at"])
    record(Event.ROUND_EXTENDED, by=by, network=round_.network, about=round_, closes_at=closes_at.isoformat())


@transaction.atomic
def cancel_round(*, round_: Round, by) -> None:
    """End the round without a result: everything answered is destroyed at once, invitees are told by mail.

    Raises RoundRefused where it has ended, or is being counted without trouble."""
    round_ = _lock(round_)
    if not round_.can_be_cancelled:
        raise RoundRefused("This round has ended. There is nothing to cancel.")
    end_without_result(round_, Round.State.CANCELLED)
    record(Event.ROUND_CANCELLED, by=by, network=round_.network, about=round_)


def end_without_result(round_: Round, state: Round.State) -> None:
    """Empty the box and forget who answered; the farewell job destroys the key, tells invitees and forgets
    them."""
    Ballot.objects.filter(round=round_).delete()
    Invitation.objects.filter(round=round_).update(answered=None, block="")
    if round_.state == Round.State.OPENING:  # nobody was invited yet, so nobody needs to be told
        Invitation.objects.filter(round=round_).update(person=None)
    round_.state, round_.closed_at, round_.public_key = state, timezone.now(), None
    round_.save(update_fields=["state", "closed_at", "public_key", "updated_at"])
    enqueue("surveys.farewell", round_.pk, key=f"farewell:{round_.pk}")


@transaction.atomic
def renew_link(*, round_: Round, by, person, email: str | None = None) -> None:
    """Send ``person`` a new link, to ``email`` where their address was wrong; the old one stops working. The same
    happens whether or not they answered.

    The record says where it went to another address than the invitation: whoever redirects a link might read there
    that it was used. Raises RoundRefused unless the round is open and the person was invited, EmailTaken."""
    round_ = _lock(round_)
    if not round_.takes_answers(timezone.now()):
        raise RoundRefused("New links can be sent only while the round is open.")
    invitation = Invitation.objects.filter(round=round_, person=person).first()
    if email is not None:
        person = change_person(person=person, by=by, email=email)
    if invitation is None or not person.can_be_written_to:
        raise RoundRefused("This person was not invited, has left, or has no email address.")
    taken, mark = invitation.delivered_to, address_mark(person.email)
    elsewhere = {"elsewhere": True} if taken is not None and bytes(taken) != mark else {}
    invitation.generation += 1
    invitation.delivered_to = None
    invitation.save(update_fields=["generation", "delivered_to"])
    record(Event.ROUND_LINK_RENEWED, by=by, network=round_.network, about=round_, **elsewhere)
    enqueue("surveys.invite", invitation.pk, key=f"invite:{invitation.pk}:{invitation.generation}")


@transaction.atomic
def name_reviewer(*, round_: Round, by, reviewer) -> None:
    """Have somebody else read the comments of ``round_``, such as when its reviewer left."""
    round_ = _lock(round_)
    round_.reviewer = reviewer
    round_.save(update_fields=["reviewer", "updated_at"])
    record(Event.ROUND_REVIEWER_NAMED, by=by, network=round_.network, about=round_)


@transaction.atomic
def release_comment(*, comment: Comment, by, text: str) -> None:
    """Show a comment as ``text``: all of it, or what its reviewer left. What was cut is gone for good.

    Raises CommentRefused for other than the round's reviewer, where it was decided already, and for words that
    the comment does not have."""
    comment = _waiting(comment, by)
    if not text.strip() or not review.is_shortened(comment.text, text):
        raise CommentRefused(
            f"Only leave words out: change none and add none. Put {review.CUT} where something is missing."
        )
    _decide(comment, by, state=Comment.State.RELEASED, text=text.strip())


@transaction.atomic
def withhold_comment(*, comment: Comment, by, reason: str) -> None:
    """Show a comment to nobody; its text is gone for good. Raises CommentRefused as `release_comment`."""
    _decide(_waiting(comment, by), by, state=Comment.State.WITHHELD, text="", reason=reason)


def _waiting(comment: Comment, by) -> Comment:
    comment = (
        Comment.objects.select_for_update(of=["self"]).select_related("round__network").get(pk=comment.pk)
    )
    if comment.round.reviewer_id != by.pk:
        raise CommentRefused("Only the reviewer whom the network named decides on comments.")
    if comment.state != Comment.State.WAITING:
        raise CommentRefused("This comment was decided on already.")
    return comment


def _decide(comment: Comment, by, **fields) -> None:
    Comment.objects.filter(pk=comment.pk).update(**fields)
    record(Event.COMMENT_DECIDED, by=by, network=comment.round.network, about=comment.round)


def _lock(round_: Round) -> Round:
    return Round.objects.select_for_update(of=["self"]).select_related("network").get(pk=round_.pk)
