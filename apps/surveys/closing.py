"""The end of a round: envelopes are opened together, counted and destroyed. The only place that opens any.

Order is the point. Everything that is read, written and deleted is one transaction under the round's lock;
only after it committed does the key file go. Before: all is sealed and the job tries again. After: nothing
can be opened."""

import random
import uuid
from collections import Counter
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from apps.core.audit import Event, record
from apps.jobs.models import Job

from . import actions, ballot_box, disclosure, keyring, statistics
from .models import Ballot, Comment, Finding, Invitation, Round
from .questionnaire import Definition

LINKS_KEPT = timedelta(days=30)


class CountMismatch(Exception):
    """Envelopes and spent links are not equally many. Never says how many of either."""


def close_round(round_id: uuid.UUID, *, now: datetime | None = None) -> None:
    """Count and publish a round whose time is up. Harmless to repeat, also by two workers at once.

    Raises keyring.NoKeyring (nothing happened), ballot_box.EnvelopeDamaged or CountMismatch (nothing
    published, nothing destroyed). Where the key is lost for good the round is voided."""
    now = now or timezone.now()
    # On its own, so that pages say "closing" from here on and a failure below leaves it so.
    Round.objects.filter(pk=round_id, state=Round.State.OPEN, closes_at__lte=now).update(
        state=Round.State.CLOSING
    )
    try:
        ended = _count(round_id, now)
    except keyring.KeyLost:
        void_round(round_id)
        return
    if ended:
        keyring.destroy(round_id)


@transaction.atomic
def _count(round_id: uuid.UUID, now: datetime) -> bool:
    """Do it; True where the round is closed, by us or by somebody before us."""
    round_ = (
        Round.objects.select_for_update(of=["self"])
        .select_related("questionnaire", "network")
        .get(pk=round_id)
    )
    if round_.state != Round.State.CLOSING:
        return round_.state == Round.State.CLOSED
    opened = _open(round_)
    Finding.objects.bulk_create(
        Finding(round=round_, block=block, question=code, figure=figure.to_json())
        for block, code, figure in findings(round_.definition, opened, round_.rules)
    )
    Comment.objects.bulk_create(
        Comment(round=round_, theme=theme, text=text) for theme, text in kept_comments(opened)
    )
    Ballot.objects.filter(round=round_).delete()
    Invitation.objects.filter(round=round_).update(
        person=None, answered=None, delivered_to=None, no_reminders=False, block=""
    )
    round_.answered = len(opened) if len(opened) >= round_.rules.least else None
    round_.state, round_.closed_at, round_.public_key = Round.State.CLOSED, now, None
    round_.save(update_fields=["answered", "state", "closed_at", "public_key", "updated_at"])
    record(Event.ROUND_CLOSED, network=round_.network, about=round_)
    return True


def _open(round_: Round) -> list[ballot_box.Opened]:
    opened = ballot_box.open_all(
        keyring.private_key(round_.pk),
        round_.definition,
        round_id=round_.pk,
        rows=Ballot.objects.filter(round=round_).values_list("pk", "sealed"),
    )
    if round_.has_open_link:  # spent by nobody: envelopes are all there is to count
        return opened
    if len(opened) != Invitation.objects.filter(round=round_, answered=True).count():
        raise CountMismatch("The number of answers does not match the number of links that were used.")
    return opened


def findings(
    definition: Definition,
    opened: list[ballot_box.Opened],
    rules: disclosure.Rules = disclosure.SCORECARD_NETWORK,
) -> list[tuple[str, str, disclosure.Figure]]:
    """All that is published: (block, question, figure), the network's with an empty block and by ``rules``.

    A function of `tabulate`'s histograms, and of how many of each block took part."""
    by_block = {
        block: [one for one in opened if one.block == block] for block in {o.block for o in opened} - {""}
    }
    sizes = {block: len(people) for block, people in by_block.items()}
    among = sorted(disclosure.shown_blocks(sizes)) if rules.apart else []
    apart = {block: tabulate(definition, people) for block, people in by_block.items()}
    result = []
    for code, counts in tabulate(definition, opened).items():
        result.append(("", code, disclosure.publish(counts, rules)))
        if among:
            histograms = {block: apart[block][code] for block in apart}
            figures = disclosure.publish_blocks(histograms, among, rules.apart)
            result += [(block, code, figure) for block, figure in figures.items()]
    return result


def tabulate(definition: Definition, opened: list[ballot_box.Opened]) -> dict[str, tuple[int, ...]]:
    """The histogram of each question's answers, by code. Nothing of any person goes further than this."""
    return {
        question.code: statistics.histogram(
            (one.answers.get(question.code) for one in opened), len(question.options)
        )
        for question in definition.questions
    }


def kept_comments(opened: list[ballot_box.Opened]) -> list[tuple[str, str]]:
    """All comments as (theme, text), shuffled, where enough people commented in the round; none otherwise. The
    theme is empty where too few commented on it.

    People are counted, not comments: three people may write twelve."""
    if sum(1 for one in opened if one.comments) < disclosure.COMMENTERS:
        return []
    people = Counter(theme for one in opened for theme in one.comments)
    kept = [
        (theme if people[theme] >= disclosure.COMMENTERS else "", text)
        for one in opened
        for theme, text in one.comments.items()
    ]
    random.SystemRandom().shuffle(kept)
    return kept


@transaction.atomic
def void_round(round_id: uuid.UUID) -> None:
    """End a round whose key is gone: nothing can be opened, nothing is published, invitees are told by
    mail."""
    round_ = Round.objects.select_for_update(of=["self"]).select_related("network").get(pk=round_id)
    if round_.is_running:
        actions.end_without_result(round_, Round.State.VOID)
        record(Event.ROUND_VOIDED, network=round_.network, about=round_)


def destroy_spent_keys() -> None:
    """Destroy again the key of every round that ended: after a crash between commit and destruction, or where
    a key file came back. Keys of rounds this database does not know stay: they may be another
    installation's."""
    ended = Round.objects.filter(pk__in=keyring.kept()).exclude(pk__in=Round.objects.running())
    for round_id in ended.values_list("pk", flat=True):
        keyring.destroy(round_id)


@transaction.atomic
def forget_links(*, now: datetime | None = None) -> None:
    """Delete what is left of the links of rounds that ended 30 days ago or longer: which there were, how often each was
    renewed, and the jobs that mailed them. Whose they were went when the round ended; where invitees of a cancelled
    round could not be told by now, it goes here."""
    ended = Round.objects.filter(closed_at__lte=(now or timezone.now()) - LINKS_KEPT)
    gone = list(Invitation.objects.filter(round__in=ended).values_list("pk", flat=True))
    Job.objects.filter(kind="surveys.invite", subject__in=[str(pk) for pk in gone]).delete()
    Invitation.objects.filter(pk__in=gone).delete()
