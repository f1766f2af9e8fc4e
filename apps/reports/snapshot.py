"""What a report is about, frozen: everything the document says and nothing that may not be shown.

Read through other rooms' queries alone; of rounds only `surveys.queries.round_results`, which reads published
findings. The result is made of what JSON knows, so that what is stored is what was built."""

import json
from datetime import date, timedelta

from django.utils import timezone

from apps.core.chapters import joined
from apps.practices.queries import network_profile
from apps.surveys.models import Kind
from apps.surveys.queries import caution, protection_sentence, round_results

from . import acted, contents, findings, told, wellbeing, words, writing_queries, written
from .years import Year

# 1 had no chapters of rooms and no written parts; it is still laid out as it was.
SCHEMA_VERSION = 2
# A round is compared with one before the year only where that closed at most this long before it.
LOOK_BACK = timedelta(days=400)


def build(network, year_end: date) -> dict:
    """The snapshot of ``network`` for the 12 months up to ``year_end``, as known today."""
    year, today = Year(year_end), timezone.localdate()
    chosen, all_rounds = _rounds(network, year)
    icb = network.icb
    snapshot = {
        "schema_version": SCHEMA_VERSION,
        "made_on": today.isoformat(),
        "year": {
            "start": year.start.isoformat(),
            "end": year.end.isoformat(),
            "complete": year.end < today,
        },
        "fictional": network.is_fictional,
        "network": {
            "code": network.code,
            "name": network.name,
            "icb": {"code": icb.code, "name": icb.name} if icb else None,
        },
        "practices": _practices(network, year, min(year.end, today)),
        "rounds": [_round(results) for results in chosen],
        "all_rounds": [_round_line(results) for results in all_rounds],
        "wellbeing": wellbeing.section(network, year),
        "scoring": words.SCORING,
        "protection": words.PROTECTION,
        "caveats": words.CAVEATS,
        "glossary": words.GLOSSARY,
    }
    snapshot["acted"] = acted.section(network, year, snapshot["rounds"][-1] if chosen else None)
    snapshot |= _chapters(network, year)
    snapshot["findings"] = findings.key_findings(snapshot)
    return json.loads(json.dumps(snapshot))


def _chapters(network, year: Year) -> dict:
    """What rooms told and what people wrote."""
    mine = writing_queries.words_of(network, year.end)
    sections = written.sections(mine, writing_queries.promised(network, year.end))
    for code, section in told.sections(told.period_of(network, year)).items():
        # What people wrote stands before what rooms tell of the same.
        sections[code] = joined(sections[code], section) if code in sections else section
    chapters = told.as_json({code: sections[code] for code in contents.TITLES if code in sections})
    return {"chapters": chapters, "brief": written.brief(mine), "purpose_line": _purpose_line(chapters)}


def _purpose_line(chapters: dict) -> str:
    """Why the network exists, in the line it adopted; empty where it has none."""
    parts = chapters.get("purpose", {}).get("parts", ())
    return next((part["text"] for part in parts if part["part"] == "quote"), "")


def rounds_of(network, year: Year) -> list[dict]:
    """The rounds that a report on the year shows, as the snapshot holds them: at most the first and the latest."""
    return [_round(results) for results in _rounds(network, year)[0]]


def _practices(network, year: Year, on: date) -> dict:
    profile = network_profile(network, on=on)
    return {
        "on": on.isoformat(),
        "patients": profile.patients,
        "list_size_day": profile.list_size_day.isoformat() if profile.list_size_day else None,
        "imd_score": _tenth(profile.imd_score),
        "imd_edition": profile.imd_edition,
        "rows": [
            {
                "code": fact.code,
                "name": fact.name,
                "patients": fact.patients,
                "imd_score": _tenth(fact.imd_score),
                "since": fact.since.isoformat(),
            }
            for fact in profile.practices
        ],
        **_changes(network, year, on),
    }


def _changes(network, year: Year, on: date) -> dict:
    """Who joined and who left within the year. Where nobody was a member before, records began: nobody joined."""
    spells = list(network.practice_spells.select_related("practice").order_by("start", "practice__name"))
    began = min((spell.start for spell in spells), default=None)
    return {
        "joined": [
            {"name": spell.practice.name, "on": spell.start.isoformat()}
            for spell in spells
            if year.start <= spell.start <= on and spell.start > began
        ],
        "left": [
            {"name": spell.practice.name, "on": spell.end.isoformat()}
            for spell in spells
            if spell.end and year.start <= spell.end <= on
        ],
    }


def _rounds(network, year: Year):
    """Results to show (one before, the latest), and of every round that closed in the year or is compared with."""
    closed = network.rounds.released().filter(kind=Kind.SCORECARD).select_related("questionnaire")
    in_year = closed.filter(closed_at__date__gte=year.start, closed_at__date__lte=year.end).order_by(
        "closed_at"
    )
    results = [round_results(round_) for round_ in in_year]
    shown = [result for result in results if result.enough]
    if len(shown) > 1:
        return [shown[0], shown[-1]], results
    if not shown:
        return results[-1:], results
    before = closed.filter(
        closed_at__date__lt=year.start, closed_at__gte=shown[0].round.closed_at - LOOK_BACK
    ).order_by("-closed_at")
    earlier = next((result for result in map(round_results, before) if result.enough), None)
    return ([earlier, shown[0]], [earlier, *results]) if earlier else (shown, results)


def _round_line(results) -> dict:
    round_ = results.round
    return {
        "title": round_.title,
        "opened_on": timezone.localdate(round_.opens_at).isoformat(),
        "closed_on": timezone.localdate(round_.closed_at).isoformat(),
        "invited": round_.invited,
        "turnout": results.turnout,
        "caution": caution(round_),
        "enough": results.enough,
    }


def _round(results) -> dict:
    return {
        **_round_line(results),
        "protection": protection_sentence(results.round),
        "themes": [
            {
                "code": result.theme.code,
                "title": result.theme.title,
                "mean": result.mean,
                "mean_is_about": result.mean_is_about,
                "questions_counted": result.questions_counted,
                "questions": [
                    {"code": one.question.code, "text": one.question.text, "figure": one.figure.to_json()}
                    for one in result.questions
                ],
                "year_ago": result.year_ago.to_json() if result.year_ago else None,
            }
            # What a network asks besides is its own: the report, which the area reads, speaks of the four themes.
            for result in results.themes
            if not result.theme.is_own
        ],
    }


def _tenth(number) -> float | None:
    return None if number is None else round(float(number), 1)
