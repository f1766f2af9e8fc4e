"""A snapshot as a publication: HTML, and the PDF made of it. Reads nothing but the snapshot."""

import hashlib
import json
from dataclasses import dataclass

from django.template.loader import render_to_string

from apps.core import charts
from apps.documents.pdf import DocumentFailed, Pdf, render

from . import acted, findings, pattern, wellbeing
from .findings import plural
from .words import day, month, year_title

__all__ = ["DRAFT", "DocumentFailed", "Standing", "digest", "html", "pdf", "typeset"]

TITLE_IN_HEAD = 60


@dataclass(frozen=True)
class Standing:
    """How far a report has come, as its cover says: ``code`` is draft, approved or released."""

    code: str
    words: str


DRAFT = Standing("draft", "Draft: the clinical director has not approved it yet")


@dataclass(frozen=True)
class Figure:
    number: int
    chart: charts.Chart
    place: str


def digest(snapshot: dict) -> str:
    """SHA-256 of a snapshot, the same for the same content whatever the order of its keys."""
    return hashlib.sha256(json.dumps(snapshot, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def html(snapshot: dict, standing: Standing = DRAFT) -> str:
    return render_to_string("reports/document/document.html", context(snapshot, standing))


def pdf(snapshot: dict, standing: Standing = DRAFT) -> bytes:
    return typeset(snapshot, standing).content


def typeset(snapshot: dict, standing: Standing = DRAFT) -> Pdf:
    """The PDF and how many pages it has. Raises DocumentFailed (see documents.pdf)."""
    identifier = hashlib.sha256(f"{digest(snapshot)} {standing.code} {standing.words}".encode()).digest()[:16]
    return render(html(snapshot, standing), identifier=identifier)


def context(snapshot: dict, standing: Standing) -> dict:
    """Everything the templates say, numbered and in order."""
    rounds = snapshot["rounds"]
    latest = rounds[-1] if rounds else None
    shown = latest is not None and latest["enough"]
    figures: list[Figure] = []

    def number(chart, place):
        figures.append(Figure(len(figures) + 1, chart, place))
        return figures[-1]

    both = len(rounds) == 2 and all(round_["enough"] for round_ in rounds)
    overview = number(_change(rounds) if both else _level(latest), "brief") if shown else None
    practices = (
        number(_practices(snapshot["practices"]), "network") if _sized(snapshot["practices"]) else None
    )
    themes = (
        [(theme, number(_theme(theme, latest), "scorecard")) for theme in latest["themes"]] if shown else []
    )
    year_ago = (
        number(_year_ago(latest), "scorecard")
        if shown and any(t["year_ago"] for t in latest["themes"])
        else None
    )
    about_wellbeing = wellbeing.presented(snapshot, number)
    name = snapshot["network"]["name"]
    return {
        "snapshot": snapshot,
        "standing": standing,
        "year_title": year_title(snapshot["year"]),
        "short_name": name if len(name) <= TITLE_IN_HEAD else f"{name[: TITLE_IN_HEAD - 1].rstrip()}…",
        "field": pattern.field(snapshot["network"]["code"]),
        "field_size": (pattern.COLUMNS * pattern.SIDE, pattern.ROWS * pattern.SIDE),
        "facts": _facts(snapshot, latest),
        "latest": latest,
        "overview": overview,
        "foot": f"{standing.words}. Fictional: invented names and figures"
        if snapshot["fictional"]
        else standing.words,
        "practices_figure": practices,
        "practices_table": len(figures) + 1,
        "practice_count": plural(len(snapshot["practices"]["rows"]), "member practice"),
        "deprivation_range": _deprivation_range(snapshot["practices"]),
        "themes": themes,
        "year_ago": year_ago,
        "acted": acted.presented(snapshot),
        "wellbeing": about_wellbeing,
        "figures": figures,
        "digest": digest(snapshot)[:12],
    }


def _sized(practices: dict) -> bool:
    return any(row["patients"] for row in practices["rows"])


def _deprivation_range(practices: dict) -> tuple[float, float] | None:
    scores = [row["imd_score"] for row in practices["rows"] if row["imd_score"] is not None]
    return (min(scores), max(scores)) if len(scores) > 1 else None


def _facts(snapshot, latest) -> list[tuple[str, str]]:
    """Up to four large numbers with what they count."""
    practices, facts = snapshot["practices"], []
    if practices["patients"]:
        facts.append((f"{practices['patients']:,}", "registered patients"))
    if practices["rows"]:
        facts.append(
            (str(len(practices["rows"])), "member practice" + ("s" if len(practices["rows"]) > 1 else ""))
        )
    if practices["imd_score"] is not None:
        facts.append((f"{practices['imd_score']:.1f}", "deprivation score, weighted by list size"))
    if snapshot["rounds"]:
        count = len(snapshot["rounds"])
        facts.append((str(count), f"scorecard round{'s' if count > 1 else ''} in this report"))
    return facts


def _change(rounds) -> charts.Chart:
    then, now = rounds
    rows = findings.compared(then, now)
    return charts.dumbbell(
        [(row["title"], row["then"], row["now"]) for row in rows],
        title=findings.change_headline(rows),
        subtitle=f"Mean score of each theme, 1 to 5. {then['title']}: {then['turnout']}. {now['title']}: "
        f"{now['turnout']}. Only questions published in both rounds.",
        then=month(then["closed_on"]),
        now=month(now["closed_on"]),
    )


def _level(round_) -> charts.Chart:
    return charts.dumbbell(
        [(theme["title"], None, theme["mean"]) for theme in round_["themes"]],
        title=findings.level_headline(round_["themes"]),
        subtitle=f"Mean score of each theme, 1 to 5. {round_['title']}: {round_['turnout']}.",
        then=None,
        now=month(round_["closed_on"]),
    )


def _practices(practices) -> charts.Chart:
    def score(row):
        return "–" if row["imd_score"] is None else f"{row['imd_score']:.1f}"

    rows = sorted(practices["rows"], key=lambda row: -(row["patients"] or 0))
    largest = rows[0]
    share = round(100 * largest["patients"] / practices["patients"])
    return charts.bars(
        [(row["name"], row["patients"], score(row)) for row in rows],
        title=f"{largest['name']} looks after {share}% of the network’s patients"
        if len(rows) > 1
        else f"{largest['name']} looks after all of the network’s patients",
        subtitle=f"Registered patients and deprivation score of each practice, {day(practices['list_size_day'])}.",
        value="Patients",
        label="Practice",
        columns=("Deprivation",),
    )


def _theme(theme, round_) -> charts.Chart:
    return charts.likert(
        [charts.LikertRow.of(question["text"], question["figure"]) for question in theme["questions"]],
        title=findings.theme_headline(theme),
        subtitle=f"{theme['title']}: answers from 1 (not at all) to 5 (completely). {round_['title']}, "
        f"{month(round_['closed_on'])}; {round_['turnout']}.",
    )


def _year_ago(round_) -> charts.Chart:
    themes = [theme for theme in round_["themes"] if theme["year_ago"]]
    return charts.likert(
        [charts.LikertRow.of(theme["title"], theme["year_ago"]) for theme in themes],
        title=findings.year_ago_headline(themes),
        subtitle=f"“Compared with a year ago”: worse, the same or better. {round_['title']}, "
        f"{month(round_['closed_on'])}; {round_['turnout']}.",
        scale=charts.YEAR_AGO,
        label="Theme",
    )
