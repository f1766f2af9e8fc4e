"""Sentences a person would say, made by rules from a snapshot's published figures. No Django, no database.

A rule either has what it needs in the published figures or says nothing. ``round_`` is a round of the snapshot,
``theme`` one of its themes, ``figure`` a published figure as JSON. Differences of theme means under `CLEAR`
(on the scale of 1 to 5) are called no clear change."""

from apps.scorecard.headlines import is_split
from apps.surveys.disclosure import Figure

from .words import day, month

CLEAR = 0.3
NUMBERS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def number(count: int) -> str:
    return NUMBERS[count] if 0 < count < len(NUMBERS) else f"{count:,}"


def plural(count: int, one: str, many: str | None = None) -> str:
    return f"{number(count)} {one if count == 1 else many or one + 's'}"


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def listed(words: list[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def agreeing(figure: dict) -> tuple[int, int] | None:
    """The least and the most percent that agree (4 or 5), as the figure says; None where it says nothing."""
    if figure["detail"] == "full":
        share = sum(figure["shares"][-2:])
        return share, share
    if figure["detail"] == "bands":
        return tuple(figure["high"])
    if figure["detail"] == "thirds":
        return {"under": (0, 33), "between": (33, 67), "over": (67, 100)}[figure["agreeing"]]
    return None


def disagreeing(figure: dict) -> tuple[int, int] | None:
    """As `agreeing`, for 1 or 2; thirds say nothing about it."""
    if figure["detail"] == "full":
        share = sum(figure["shares"][:2])
        return share, share
    return tuple(figure["low"]) if figure["detail"] == "bands" else None


def theme_headline(theme: dict) -> str:
    """The finding of one theme: with how many of its statements most people agree."""
    known = [agreeing(question["figure"]) for question in theme["questions"]]
    known = [share for share in known if share]
    name = theme["title"].lower()
    if not known:
        return f"{theme['title']}: answers are not shown, to protect people"
    sure = sum(least > 50 for least, _ in known)
    unclear = any(least <= 50 < most for least, most in known)
    total = plural(len(known), "statement")
    if sure == len(known):
        return f"Most people agree with {'the one statement' if sure == 1 else f'all {total}'} on {name}"
    if sure:
        least = "at least " if unclear else ""
        return f"Most people agree with {least}{number(sure)} of the {total} on {name}"
    if unclear:
        return f"It is not certain that most people agree with any statement on {name}"
    return f"No statement on {name} finds agreement from most people"


def compared(then: dict, now: dict) -> list[dict]:
    """Themes of two rounds side by side, each mean over the questions published with a mean in both.

    Returns title, then, now (to 0.1, or None where no question was published in both) and questions (count)."""
    before = {theme["code"]: theme for theme in then["themes"]}
    rows = []
    for theme in now["themes"]:
        old = _means(before.get(theme["code"]))
        new = _means(theme)
        both = sorted(old.keys() & new.keys())
        rows.append(
            {
                "title": theme["title"],
                "then": _average([old[code] for code in both]),
                "now": _average([new[code] for code in both]),
                "questions": len(both),
            }
        )
    return rows


def _means(theme: dict | None) -> dict[str, float]:
    questions = theme["questions"] if theme else []
    return {q["code"]: q["figure"]["mean"] for q in questions if q["figure"].get("mean") is not None}


def _average(means: list[float]) -> float | None:
    return round(sum(means) / len(means) + 1e-9, 1) if means else None


def _by(row: dict) -> float:
    """By how much a theme changed. Rounded: 3.4 - 3.1 is a little less than 0.3 to a computer."""
    return round(row["now"] - row["then"], 1)


def moved(then: dict, now: dict, most: int = 6) -> list[dict]:
    """The questions published with a mean in both rounds that moved most, largest first: text, then, now, words. Those
    that did not move at all are left out."""
    before = {code: mean for theme in then["themes"] for code, mean in _means(theme).items()}
    rows = [
        {"text": question["text"], "then": before[question["code"]], "now": question["figure"]["mean"]}
        for question in _questions(now)
        if question["code"] in before and question["figure"].get("mean") is not None
    ]
    rows = sorted((row for row in rows if _by(row)), key=lambda row: -abs(_by(row)))[:most]
    return [row | {"words": _moved(_by(row))} for row in rows]


def prompts(rounds: list[dict]) -> list[tuple[str, str]]:
    """What rounds of a snapshot have for those who write: pairs of a part (went_well, challenges) and a sentence."""
    if not rounds or not rounds[-1]["enough"]:
        return []
    found = []
    if len(rounds) == 2 and rounds[0]["enough"]:
        for row in moved(*rounds, most=MOST_TOLD):
            if abs(_by(row)) >= CLEAR:
                part = "went_well" if _by(row) > 0 else "challenges"
                found.append(
                    (part, f"“{row['text']}” went {row['words']} ({row['then']:.1f} to {row['now']:.1f})")
                )
    seen = {"rounds": rounds}
    for part, maker in (("went_well", _about_agreement), ("challenges", _about_split)):
        if finding := maker(seen):
            found.append((part, finding["text"]))
    return found


def _moved(by: float) -> str:
    if abs(by) < CLEAR:
        return "no clear change"
    return f"{'up' if by > 0 else 'down'} by {abs(by):.1f}"


def change_headline(rows: list[dict]) -> str:
    """The finding of a then-and-now chart."""
    known = [row for row in rows if row["now"] is not None]
    up = [row["title"] for row in known if _by(row) >= CLEAR]
    down = [row["title"] for row in known if -_by(row) >= CLEAR]
    if not known:
        return "The two rounds can’t be compared without giving people away"
    if not up and not down:
        return "No theme changed clearly between the two rounds"
    parts = []
    if up:
        parts.append(f"{listed(up)} went up")
    if down:
        parts.append(f"{listed(down)} went down")
    rest = "; the others did not change clearly" if len(up) + len(down) < len(known) else ""
    return capital(" and ".join(parts)) + rest


def year_ago_headline(themes: list[dict]) -> str:
    """The finding of the year-ago questions: in which themes more say better than worse."""
    known = [theme for theme in themes if theme["year_ago"]["detail"] == "full"]
    better = [t["title"] for t in known if t["year_ago"]["shares"][2] > t["year_ago"]["shares"][0]]
    if not known:
        return "How the year felt, as far as it may be shown"
    if len(better) == len(known) == len(themes):
        return "In every theme, more people say it got better than worse"
    if not better:
        return "In no theme shown in full do more people say it got better than worse"
    return f"More people say {listed([title.lower() for title in better])} got better than worse"


def level_headline(themes: list[dict]) -> str:
    """The finding of one round's theme means."""
    known = sorted((theme for theme in themes if theme["mean"] is not None), key=lambda theme: -theme["mean"])
    if not known:
        return "Theme scores are not shown, to protect people"
    high, low = known[0], known[-1]
    if len(known) == 1:
        return f"{high['title']} scores {high['mean']:.1f} out of 5"
    if round(high["mean"] - low["mean"], 1) < CLEAR:
        return "Our themes score much alike"
    return f"{high['title']} scores highest and {low['title'].lower()} lowest"


# What a reader with three minutes wants to know first of what rooms told.
FIRST = ("objectives", "residents", "inequalities", "purpose", "meetings", "leadership", "people")
MOST, MOST_TOLD = 7, 3


def key_findings(snapshot: dict) -> list[dict]:
    """Up to seven sentences: ``text``, ``note`` (what it rests on) and ``section`` (where it is shown); of what rooms
    told three at most."""
    makers = (_about_network, _about_change, _about_levels, _about_split, _about_agreement, _about_year_ago)
    told = _told(snapshot.get("chapters", {}))[:MOST_TOLD]
    found = [finding for maker in makers if (finding := maker(snapshot))]
    return [*found[: MOST - len(told)], *told]


def _told(chapters: dict) -> list[dict]:
    return [
        _finding(chapters[code]["findings"][0], chapters[code]["title"] + ".", code)
        for code in FIRST
        if code in chapters and chapters[code]["findings"]
    ]


def _finding(text: str, note: str, section: str) -> dict:
    return {"text": text, "note": note, "section": section}


def _about_network(snapshot):
    practices = snapshot["practices"]
    if not practices["rows"] or not practices["patients"]:
        return None
    count = capital(plural(len(practices["rows"]), "practice"))
    verb = "looks" if len(practices["rows"]) == 1 else "together look"
    return _finding(
        f"{count} {verb} after {practices['patients']:,} patients.",
        f"Registered patients on {day(practices['list_size_day'])}.",
        "network",
    )


def _latest(snapshot):
    return snapshot["rounds"][-1] if snapshot["rounds"] and snapshot["rounds"][-1]["enough"] else None


def _about_levels(snapshot):
    latest = _latest(snapshot)
    known = [theme for theme in latest["themes"] if theme["mean"] is not None] if latest else []
    if len(known) < 2:
        return None
    known.sort(key=lambda theme: -theme["mean"])
    high, low = known[0], known[-1]
    about = "about " if high["mean_is_about"] or low["mean_is_about"] else ""
    if round(high["mean"] - low["mean"], 1) < CLEAR:
        spread = f"{about}{low['mean']:.1f} to {high['mean']:.1f} out of 5"
        text = f"Our {number(len(known))} themes score much alike, {spread}."
    else:
        text = (
            f"We score highest on {high['title'].lower()} ({about}{high['mean']:.1f} out of 5) and lowest on "
            f"{low['title'].lower()} ({about}{low['mean']:.1f})."
        )
    return _finding(text, _basis(latest), "scorecard")


def _basis(round_) -> str:
    return f"{round_['title']}, closed {day(round_['closed_on'])}. {capital(round_['turnout'])}.".replace(
        ". .", "."
    )


def _about_change(snapshot):
    if len(snapshot["rounds"]) < 2 or not all(round_["enough"] for round_ in snapshot["rounds"]):
        return None
    then, now = snapshot["rounds"]
    rows = [row for row in compared(then, now) if row["now"] is not None]
    if not rows:
        return None
    row = max(rows, key=lambda row: abs(_by(row)))
    between = f"between {month(then['closed_on'])} and {month(now['closed_on'])}"
    if abs(_by(row)) < CLEAR:
        text = f"No theme changed clearly {between}."
    else:
        verb = "rose" if row["now"] > row["then"] else "fell"
        text = f"{row['title']} {verb} from {row['then']:.1f} to {row['now']:.1f} {between}."
    return _finding(
        text, "Questions published in both rounds. Other people may have answered.", "brief-figures"
    )


def _questions(round_):
    return [question for theme in round_["themes"] for question in theme["questions"]] if round_ else []


def _about_agreement(snapshot):
    known = [(agreeing(q["figure"]), q) for q in _questions(_latest(snapshot)) if agreeing(q["figure"])]
    if not known:
        return None
    (least, most), question = max(known, key=lambda pair: (pair[0][0], pair[0][1]))
    if least <= 50:
        return None
    share = f"{least}%" if least == most else "over two thirds" if least == 67 else f"at least {least}%"
    return _finding(
        f"We agree most on this: “{question['text']}” ({share}).", "Answers of 4 or 5.", "scorecard"
    )


def _about_split(snapshot):
    split = [q for q in _questions(_latest(snapshot)) if is_split(Figure.from_json(q["figure"]))]
    if not split:
        return None
    question = max(split, key=lambda q: min(agreeing(q["figure"])[0], disagreeing(q["figure"])[0]))
    least = "" if question["figure"]["detail"] == "full" else "at least "
    yes, no = agreeing(question["figure"])[0], disagreeing(question["figure"])[0]
    return _finding(
        f"We are split on this: “{question['text']}” ({least}{yes}% agree, {least}{no}% disagree).",
        "Answers of 4 or 5 against answers of 1 or 2.",
        "scorecard",
    )


def _about_year_ago(snapshot):
    latest = _latest(snapshot)
    known = [
        (theme["title"], theme["year_ago"]["shares"])
        for theme in (latest["themes"] if latest else [])
        if theme["year_ago"] and theme["year_ago"]["detail"] == "full"
    ]
    if not known:
        return None
    title, (worse, _, better) = max(known, key=lambda pair: abs(pair[1][2] - pair[1][0]))
    if abs(better - worse) < 20:
        return None
    more, less = ("better", "worse") if better > worse else ("worse", "better")
    return _finding(
        f"Compared with a year ago, more people say {title.lower()} is {more} ({max(better, worse)}%) "
        f"than {less} ({min(better, worse)}%).",
        _basis(latest),
        "scorecard",
    )
