"""Other networks with a closed round each, that count in medians or don't."""

from datetime import date, timedelta

from django.utils import timezone

from apps.networks.models import Sharing
from apps.practices.models import Deprivation
from apps.scorecard.medians import current_quarter
from apps.surveys import questionnaire
from apps.surveys.disclosure import publish
from apps.surveys.models import Finding, Questionnaire, Round
from apps.surveys.queries import current_questionnaire
from tests import factories

LONG_AGO = timezone.make_aware(timezone.datetime(2024, 1, 1))


def before_quarter(days: int = 20):
    """A moment so many days before the current quarter began."""
    quarter = current_quarter()
    return timezone.make_aware(timezone.datetime(quarter.year, quarter.month, 1)) - timedelta(days=days)


def of_mean(mean: float) -> tuple[int, ...]:
    """Thirty answers with about this mean, of which all five shares are shown."""
    low = int(mean)
    high = round(30 * (mean - low))
    counts = [0, 0, 0, 0, 0]
    counts[low - 1] += 30 - high
    if high:
        counts[low] += high
    return tuple(counts)


def closed_round_of(network, counts, *, closed_at=None, **fields) -> Round:
    """``counts`` is one histogram for every question, or a function of its code."""
    questionnaire.install(Questionnaire)
    closed = closed_at or before_quarter()
    asked = fields.pop("questionnaire", None) or current_questionnaire()
    round_ = Round.objects.create(
        network=network, kind="scorecard", questionnaire=asked, title="Autumn round", state="closed",
        opens_at=closed - timedelta(days=14), closes_at=closed, closed_at=closed, invited=45, answered=30,
        **{"released_at": closed} | fields,
    )  # fmt: skip
    say = counts if callable(counts) else lambda code: (5, 10, 15) if code.startswith("year_ago") else counts
    Finding.objects.bulk_create(
        Finding(round=round_, question=question.code, figure=publish(say(question.code)).to_json())
        for question in round_.definition.questions
    )
    return round_


def counts_in(network, *, since=LONG_AGO, until=None, what="count") -> Sharing:
    return Sharing.objects.create(network=network, what=what, since=since, until=until)


def others_in(
    icb, number: int, *, mean=lambda n: 2.5 + n / 10, patients=60_000, score=20, counting=True
) -> list:
    """Networks of ``icb`` with one practice each, a round, and their switch on long ago."""
    networks = []
    for n in range(number):
        network = factories.network_in(icb)
        described(network, patients=patients, score=score)
        closed_round_of(network, of_mean(mean(n)))
        if counting:
            counts_in(network)
        networks.append(network)
    return networks


def described(network, *, patients=60_000, score=20) -> None:
    practice = factories.practice_in(network, patients=patients)
    Deprivation.objects.create(practice=practice, edition="2025", score=score)


def quarter_before(quarter: date) -> date:
    return date(quarter.year - (quarter.month == 1), (quarter.month - 4) % 12 + 1, 1)
