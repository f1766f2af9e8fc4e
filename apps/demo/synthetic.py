"""Invented rounds, closed and released, written in bulk: nobody was asked and nothing was sealed or opened. For the
demo's neighbours and for benches with all England, never beside rounds of people.

Histograms are drawn from a network's mood and go through `disclosure.publish` like any. The same networks, days and
seed give the same figures. Every such round says so in its title (`MARK`)."""

import json
import random
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from functools import cache
from math import exp
from uuid import UUID

from django.db import connection, transaction

from apps.core.moments import month
from apps.networks.models import Network, Sharing
from apps.scorecard.timing import season
from apps.surveys.disclosure import SCORECARD_NETWORK, WELLBEING, Rules, publish
from apps.surveys.models import Finding, Kind, Questionnaire, Round
from apps.surveys.questionnaire import Question

MARK = "Invented: "
FEWEST, MOST = 8, 60


@transaction.atomic
def write_rounds(
    networks: Iterable[Network], closings: Sequence[datetime], questionnaire: Questionnaire, *, seed: str = ""
) -> int:
    """A round of each of ``networks`` that closed at each of ``closings``, of the kind of ``questionnaire``; how many
    figures that are."""
    rounds, findings = [], []
    rules = WELLBEING if questionnaire.kind == Kind.CHECK_IN else SCORECARD_NETWORK
    shown = set(Sharing.objects.current().filter(what=Sharing.What.SHOW).values_list("network", flat=True))
    for network in networks:
        choose = random.Random(f"{seed}{network.code}")  # noqa: S311 - invented figures
        mood, drift, people = choose.gauss(3.4, 0.35), choose.gauss(0, 0.04), choose.randint(FEWEST, MOST)
        leans = {question.code: choose.gauss(0, 0.4) for question in questionnaire.definition.questions}
        for number, closing in enumerate(sorted(closings)):
            answered = min(MOST, max(FEWEST, people + choose.randint(-4, 4)))
            round_ = _round(
                network, questionnaire, closing, answered, UUID(int=choose.getrandbits(128), version=4)
            )
            round_.area_sees = network.pk in shown and rules is SCORECARD_NETWORK
            if answered < rules.least:
                round_.answered = None
            rounds.append(round_)
            for question in questionnaire.definition.questions:
                middle = mood + drift * number + leans[question.code] + choose.gauss(0, 0.1)
                findings.append((round_.pk, "", question.code, _published(question, answered, middle, rules)))
    Round.objects.bulk_create(rounds, batch_size=2000)
    _copy(findings)
    return len(findings)


def _round(network, questionnaire, closing: datetime, answered: int, pk: UUID) -> Round:
    return Round(
        id=pk, network=network, kind=questionnaire.kind, questionnaire=questionnaire, state=Round.State.CLOSED,
        title=_title(questionnaire, closing), opens_at=closing - timedelta(days=14), closes_at=closing,
        closed_at=closing, released_at=closing + timedelta(days=2), invited=round(answered * 1.4), answered=answered,
    )  # fmt: skip


def _title(questionnaire: Questionnaire, closing: datetime) -> str:
    if questionnaire.kind == Kind.CHECK_IN:
        return f"{MARK}check-in, {month(closing)}"
    return f"{MARK}{season(closing.date())}"


def _published(question: Question, answered: int, middle: float, rules: Rules) -> str:
    options = len(question.options)
    if options == 3:
        middle = 2 + (middle - 3.4) / 2
    return _figure(options, answered, min(10 * options, max(10, round(middle * 10))), rules)


@cache
def _figure(options: int, people: int, tenths: int, rules: Rules) -> str:
    """What is shown, as JSON, of so many people who answer about ``tenths`` on average: a bell around it, in whole
    people by largest remainders."""
    weights = [exp(-((answer - tenths / 10) ** 2) / 1.7) for answer in range(1, options + 1)]
    exact = [people * weight / sum(weights) for weight in weights]
    counts = [int(share) for share in exact]
    by_rest = sorted(range(options), key=lambda answer: counts[answer] - exact[answer])
    for answer in by_rest[: people - sum(counts)]:
        counts[answer] += 1
    return json.dumps(publish(counts, rules).to_json())


def _copy(findings: Iterable[tuple]) -> None:
    """Hundreds of thousands of rows in seconds, as no INSERT does."""
    columns = "round_id, block, question, figure"
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {Finding._meta.db_table} ({columns}) FROM STDIN") as copy,
    ):
        for row in findings:
            copy.write_row(row)
