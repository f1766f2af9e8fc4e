"""The report's part on what was done about what people said: of each theme of the scorecard, the decisions of the year
and the actions that came of them. `section` reads them into the snapshot, `presented` lays out what it holds; how the
network follows through stood here before meetings told it themselves.

Nothing confidential and nobody's name: the area reads this, so owners stay out and so do notes on progress."""

from apps.accounts.permissions import Permission
from apps.core.contributions import Reader
from apps.core.topics import threads
from apps.surveys.questionnaire import SCORECARD

from .findings import plural
from .years import Year

# Anybody of the network may read this much; who may read more is not who the report is for.
EYES = frozenset({Permission.VIEW_NETWORK})
DECISION, ACTION, DONE, DROPPED = "Decision", "Action", "Done", "Dropped"
SORTS = (DECISION, ACTION, DONE, DROPPED)
# Words beside a moment that name nobody: how it was decided, what came of it.
TELLING = (DECISION, DONE, DROPPED)


def section(network, year: Year, round_: dict | None) -> dict:
    """By theme of ``round_``, a round of the snapshot: what was decided and done within the year about it and its
    questions, in at most two queries."""
    themes = round_["themes"] if round_ else []
    keys = {
        (SCORECARD, code): theme["code"]
        for theme in themes
        for code in (theme["code"], *(question["code"] for question in theme["questions"]))
    }
    told: dict[str, list] = {theme["code"]: [] for theme in themes}
    for key, moments in threads.about(Reader(network, EYES), list(keys), year.start).items():
        told[keys[key]] += [one for one in moments if one.sort in SORTS and one.day <= year.end]
    return {
        "themes": [
            {"code": theme["code"], "title": theme["title"], "moments": _in_time(told[theme["code"]])}
            for theme in themes
            if told[theme["code"]]
        ],
    }


def _in_time(moments) -> list[dict]:
    """Each once, also where several of a theme's questions are what it is about."""
    rows = {
        (one.day, one.order, one.sort, one.text): one.detail if one.sort in TELLING else "" for one in moments
    }
    return [
        {"day": day.isoformat(), "sort": sort, "text": text, "detail": detail}
        for (day, _, sort, text), detail in sorted(rows.items())
    ]


def presented(snapshot: dict) -> dict | None:
    """What the chapter says; None for a snapshot from before there were meetings."""
    if "acted" not in snapshot:
        return None
    themes = snapshot["acted"]["themes"]
    counts = {
        sort: sum(one["sort"] == sort for theme in themes for one in theme["moments"]) for sort in SORTS
    }
    followed = snapshot["acted"].get("follow_through", ())
    return {"themes": themes, "lead": _lead(counts) if themes else "", "followed": followed}


def _lead(counts: dict[str, int]) -> str:
    taken = f"{plural(counts[DECISION], 'decision')} and {plural(counts[ACTION], 'action')}"
    done = f"{plural(counts[DONE], 'action')} {'was' if counts[DONE] == 1 else 'were'} done"
    return f"Of this year about what the scorecard said: {taken}; {done}."
