"""The scorecard in the thread from a score to the next: its themes and questions as topics, how they stood in each
round, and what workshops took on about them."""

from django.urls import reverse
from django.utils import timezone

from apps.accounts.permissions import Permission
from apps.core.charts import mean_words
from apps.core.topics import Moment, Topic
from apps.surveys.queries import current_questionnaire
from apps.surveys.questionnaire import SCORECARD

from . import history, workshop_notes
from .queries import all_results, rounds_of

WORDS = {"agenda": "Raised in a workshop", "action": "Action raised in a workshop"}


def resolve(reader, codes) -> dict[str, Topic]:
    """Themes and questions of the latest round that was closed; before the first one, of what it would ask."""
    network = reader.place
    last = rounds_of(network).closed().select_related("questionnaire").order_by("-closed_at").first()
    definition = last.definition if last else current_questionnaire(network).definition
    if Permission.VIEW_RESULTS in reader.permissions:
        url = reverse("scorecard:history" if last else "scorecard:list", args=[network.code])
    else:
        url = reverse("home:network", args=[network.code])
    found = {}
    for theme in definition.themes:
        parts = tuple(question.code for question in theme.questions)
        found[theme.code] = Topic(SCORECARD, theme.code, theme.title, url, "Scorecard", parts)
        for question in theme.questions:
            source = f"Scorecard: {theme.title}"
            found[question.code] = Topic(SCORECARD, question.code, question.text, url, source)
    return {code: topic for code, topic in found.items() if code in codes}


def standings(reader, keys, since):
    """A moment for each round and each of the themes and questions asked about, as far as a mean is published."""
    codes = {code for kind, code in keys if kind == SCORECARD}
    if not codes or Permission.VIEW_RESULTS not in reader.permissions:
        return
    found = all_results(reader.place, reader.permissions)
    for code, title, points in _lines(found, codes):
        for results, point in zip(found, points, strict=True):
            day = timezone.localdate(results.round.closed_at)
            if point.value is None or since and day < since:
                continue
            mean = point.words or mean_words(point.value)
            url = reverse("scorecard:results", args=[reader.place.code, results.round.pk])
            yield (
                (SCORECARD, code),
                Moment(day, "Score", f"{mean} of 5 on average: {title}", url, results.round.title, order=10),
            )


def _lines(found, codes):
    """Code, words and points of each theme and question, of the latest round's."""
    asked = [history.figures_of(results) for results in found]
    for theme in found[-1].themes if found else ():
        if theme.theme.code in codes and not theme.theme.is_own:
            yield theme.theme.code, theme.theme.title, history.theme_points(found, asked, theme)
        for result in theme.questions:
            if result.question.code in codes:
                points = history.question_points(found, asked, result.question)
                yield result.question.code, result.question.text, list(points)


def told(reader, keys, since):
    """What workshops took on about these topics; one query."""
    codes = [code for kind, code in keys if kind == SCORECARD]
    notes = workshop_notes.taken_on_for([reader]).filter(about__in=codes) if codes else ()
    if since and codes:
        notes = notes.filter(created_at__date__gte=since)
    for note in notes:
        owner = f" ({note.owner})" if note.owner else ""
        day = timezone.localdate(note.created_at)
        moment = Moment(
            day, WORDS[note.kind], f"{note.text}{owner}", workshop_notes.page(note), note.round.title, 20
        )
        yield (SCORECARD, note.about), moment
