"""Snapshots to lay out without a database: a network with two rounds, and how it may differ."""

import json
import random

from apps.reports import findings, words
from apps.surveys import disclosure, questionnaire

PRACTICES = (
    ("Y99001", "Millbrook Surgery", 12034, 21.4),
    ("Y99002", "Castle Street Medical Centre", 9821, 34.9),
    ("Y99003", "The Old Dairy Practice", 7440, 17.2),
    ("Y99004", "Harbour View Health Centre", 15207, 41.5),
    ("Y99005", "Fern Lane Surgery", 4312, 12.8),
    ("Y99006", "St Aldhelm’s Practice", 6120, None),
)


def practices(rows=PRACTICES):
    patients = sum(row[2] or 0 for row in rows)
    scored = [row for row in rows if row[3] is not None]
    return {
        "on": "2026-03-31",
        "patients": patients,
        "list_size_day": "2026-03-01",
        "imd_score": round(sum(r[2] * r[3] for r in scored) / sum(r[2] for r in scored), 1)
        if scored
        else None,
        "imd_edition": "2019",
        "rows": [
            {"code": code, "name": name, "patients": size, "imd_score": score, "since": "2019-07-01"}
            for code, name, size, score in rows
        ],
        "joined": [],
        "left": [],
    }


def round_(title, year_month, answers, lean, seed):
    chance = random.Random(seed)
    definition = questionnaire.parse(questionnaire.shipped()[0])
    themes = []
    for theme, shift in zip(definition.themes, (0.9, 0.2, 0.0, -0.7), strict=True):
        questions = []
        for question in theme.questions:
            centre = 3 + shift + lean + chance.uniform(-0.5, 0.5)
            n = max(0, answers - chance.randint(0, min(answers // 6, 6)))
            counts = [0] * 5
            for _ in range(n):
                counts[min(4, max(0, round(chance.gauss(centre, 1.15)) - 1))] += 1
            figure = disclosure.publish(counts)
            questions.append({"code": question.code, "text": question.text, "figure": figure.to_json()})
        figures = [disclosure.Figure.from_json(q["figure"]) for q in questions]
        mean, about, counted = disclosure.theme_score(figures)
        better = round(answers * (0.35 + shift / 4))
        worse = round(answers * (0.25 - shift / 6))
        year_ago = disclosure.publish([worse, answers - better - worse, better])
        themes.append(
            {
                "code": theme.code,
                "title": theme.title,
                "mean": mean,
                "mean_is_about": about,
                "questions_counted": counted,
                "questions": questions,
                "year_ago": year_ago.to_json(),
            }
        )
    return {
        "title": title,
        "opened_on": f"{year_month}-01",
        "closed_on": f"{year_month}-15",
        "invited": 45,
        "turnout": f"{answers} of 45 answered" if answers >= 8 else "Fewer than 8 of 45 answered",
        "enough": answers >= 8,
        "protection": "Every figure is about at least 8 people together, so that nobody can tell who said what.",
        "themes": themes,
    }


def snapshot(*, rounds=None, practice_rows=PRACTICES, name="Northern Vale PCN", fictional=True):
    made = {
        "schema_version": 1,
        "made_on": "2026-04-12",
        "year": {"start": "2025-04-01", "end": "2026-03-31", "complete": True},
        "fictional": fictional,
        "network": {
            "code": "U99001",
            "name": name,
            "icb": {"code": "QZZ", "name": "Westmarch Integrated Care Board"},
        },
        "practices": practices(practice_rows),
        "rounds": two_rounds() if rounds is None else rounds,
        "scoring": words.SCORING,
        "protection": words.PROTECTION,
        "caveats": [list(caveat) for caveat in words.CAVEATS],
        "glossary": [list(entry) for entry in words.GLOSSARY],
    }
    made["all_rounds"] = [{key: value for key, value in r.items() if key != "themes"} for r in made["rounds"]]
    made["findings"] = findings.key_findings(made)
    return json.loads(json.dumps(made))


def two_rounds(first=31, second=34):
    return [
        round_("Spring round", "2025-05", first, -0.25, 1),
        round_("Winter round", "2026-02", second, 0.15, 2),
    ]
