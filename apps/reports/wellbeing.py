"""The report's part on wellbeing: what the year's check-ins said, in thirds, and what was done. `section` reads rooms'
queries into the snapshot, `presented` lays out what a snapshot holds. Of the network as a whole only."""

from collections.abc import Callable

from django.utils import timezone

from apps.core import lanes
from apps.surveys.disclosure import Figure
from apps.surveys.queries import QuestionResult, protection_sentence, results_of
from apps.surveys.questionnaire import Question
from apps.surveys.words import share_answered
from apps.wellbeing import outcomes, results
from apps.wellbeing import words as sentences

from .words import day, month
from .years import Year


def section(network, year: Year) -> dict:
    """What everybody of the network could read of check-ins that closed within the year, the oldest first, and what
    was said after them; without who leads on it, since the area reads this. Three queries at most."""
    rounds = outcomes.check_ins_of(network).released().select_related("questionnaire")
    in_year = rounds.filter(closed_at__date__gte=year.start, closed_at__date__lte=year.end)
    found = results_of(list(in_year.order_by("closed_at")))
    responses = outcomes.responses_to([one.round for one in found])
    return {"check_ins": [_check_in(one, responses.get(one.round.pk)) for one in found]}


def _check_in(found, response) -> dict:
    round_ = found.round
    return {
        "title": round_.title,
        "closed_on": timezone.localdate(round_.closed_at).isoformat(),
        "share": _share(round_),
        "enough": found.enough,
        "protection": protection_sentence(round_),
        "questions": [
            {"code": one.question.code, "text": one.question.text, "figure": one.figure.to_json()}
            for theme in found.themes
            # What a network asks besides is its own: the area reads this.
            if not theme.theme.is_own
            for one in theme.questions
        ],
        "response": response
        and {"heard": response.heard, "will": response.will, "by_when": response.by_when.isoformat()},
    }


def _share(round_) -> str:
    """How many answered, as a band: "about two thirds have answered" of those invited."""
    if round_.answered is None:
        return f"fewer than {round_.rules.least} answered"
    if not round_.invited:
        return f"{round_.rules.least} or more answered by one open link"
    return share_answered(round_.answered, round_.invited).replace(
        "have answered", f"of {round_.invited} answered"
    )


def presented(snapshot: dict, number: Callable) -> dict | None:
    """What the chapter says; ``number`` makes a figure of a chart. None for a snapshot from before check-ins; without
    ``latest`` where nothing may be shown."""
    if "wellbeing" not in snapshot:
        return None
    check_ins = snapshot["wellbeing"]["check_ins"]
    shown = [one for one in check_ins if one["enough"]]
    if not shown:
        return {"latest": None, "count": len(check_ins)}
    latest = shown[-1]
    statements = _statements(latest)
    basis = f"{latest['title']}, {month(latest['closed_on'])}; {latest['share']}"
    common = [one for one in statements if not results.is_burnout(one.question)]
    burnout = [one for one in statements if results.is_burnout(one.question)]
    figures = [number(results.chart(common, results.STATEMENTS, f"{results.MEASURE}. {basis}."), "wellbeing")]
    if burnout:
        figures.append(number(results.chart(burnout, results.BURNOUT, f"Burnout. {basis}."), "wellbeing"))
    return {
        "latest": latest,
        "headline": sentences.headline(statements),
        "figures": figures,
        "trend": number(_trend(check_ins, statements), "wellbeing") if len(check_ins) > 1 else None,
        "check_ins": check_ins,
        "responses": [one for one in check_ins if one["response"]],
    }


def _statements(check_in: dict) -> list[QuestionResult]:
    return [
        QuestionResult(Question(one["code"], one["text"], "", ()), Figure.from_json(one["figure"]))
        for one in check_in["questions"]
    ]


def _trend(check_ins: list[dict], latest: list[QuestionResult]):
    by_words = [
        {(one.question.code, one.question.text): one.figure for one in _statements(check_in)}
        for check_in in check_ins
    ]
    moments = [_short(one["closed_on"]) for one in check_ins]

    def spots(question):
        for moment, figures in zip(moments, by_words, strict=True):
            figure = figures.get((question.code, question.text))
            asked = "" if figure else results.NOT_ASKED
            yield lanes.Spot(moment, figure and sentences.third_of(figure), asked)

    shown = [_statements(one) for one in check_ins if one["enough"]]
    return lanes.lanes(
        [(one.question.text, list(spots(one.question))) for one in latest],
        title=sentences.trend_headline(shown[0], shown[-1])
        if len(shown) > 1
        else "One check-in with figures shows no direction yet",
        subtitle=f"Share who say “mostly” or “completely”, {len(check_ins)} check-ins of the year.",
    )


def _short(iso: str) -> str:
    """ "2026-03-01" as "1 Mar"."""
    number, name, _ = day(iso).split()
    return f"{number} {name[:3]}"
