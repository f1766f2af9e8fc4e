"""What networks published and others may be compared with: means of a whole network, of the questions that come with
the portal, from `Finding` rows alone. A network's own questions are never among them."""

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from . import statistics
from .models import Finding, Kind, Questionnaire, Round
from .questionnaire import Definition, shipped_questions

# A mean that is older says nothing of today.
GOOD_FOR = timedelta(days=2 * 365)


@dataclass(frozen=True)
class Comparable:
    """A theme's key, and those of its questions by code. Keys are alike where code and wording are: a question that
    was reworded is another, and so is a theme with another set of questions."""

    title: str
    key: str
    questions: dict[str, str]
    texts: dict[str, str]


def comparables(definition: Definition) -> list[Comparable]:
    """The themes of a questionnaire as far as they can be compared, without those that no shipped question is of."""
    themes = []
    for theme in definition.themes:
        asked = [one for one in theme.questions if (one.code, one.text) in shipped_questions()]
        keys = {one.code: _key(one.code, [one.text]) for one in asked}
        if keys:
            key = _key(f"theme:{theme.code}", sorted(keys.values()))
            themes.append(Comparable(theme.title, key, keys, {one.code: one.text for one in asked}))
    return themes


def _key(name: str, texts: Iterable[str]) -> str:
    return f"{name}:{hashlib.sha256('|'.join(texts).encode()).hexdigest()[:10]}"


def means_by_key(themes: Iterable[Comparable], published: Mapping[str, float]) -> dict[str, float]:
    """By key: ``published`` means (by question code, to 0.1) and the mean of each theme's. An end of the scale ("4.5 or
    more") counts as that end."""
    found = {}
    for theme in themes:
        means = {code: published[code] for code in theme.questions if code in published}
        if means:
            found[theme.key] = statistics.mean_of_means(means.values())
        found |= {theme.questions[code]: mean for code, mean in means.items()}
    return found


def latest_means(networks: Collection[int], *, before: datetime) -> dict[int, dict[str, float]]:
    """By network (primary key) what `means_by_key` says of its latest scorecard round that was released before a
    moment, and had figures; three queries however many they are. Networks without one are left out."""
    rounds = (
        Round.objects.closed()
        .filter(network__in=networks, kind=Kind.SCORECARD, answered__isnull=False)
        .filter(released_at__lt=before, closed_at__gte=before - GOOD_FOR)
        .order_by("network_id", "-closed_at")
        .distinct("network_id")
    )
    latest = {
        pk: (network, asked) for pk, network, asked in rounds.values_list("pk", "network", "questionnaire")
    }
    used = Questionnaire.objects.in_bulk({asked for _, asked in latest.values()})
    themes = {pk: comparables(questionnaire.definition) for pk, questionnaire in used.items()}
    published: dict = {pk: {} for pk in latest}
    findings = Finding.objects.filter(round__in=latest, block="", figure__has_key="mean")
    for pk, question, mean in findings.values_list("round", "question", "figure__mean").iterator():
        published[pk][question] = mean
    found = {network: means_by_key(themes[asked], published[pk]) for pk, (network, asked) in latest.items()}
    return {network: means for network, means in found.items() if means}
