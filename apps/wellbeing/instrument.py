"""What a check-in asks: five statements of our own, and what a network may add to them.

**The single-item burnout measure** (optional). One question about burnout by one's own definition, with five answers
from "I enjoy my work. I have no symptoms of burnout." (1) to "I feel completely burned out …" (5). Scoring of the
source: 3 or more counts as burnt out. It is non-proprietary: free to use without licence or fee. Source: E. D. Dolan
and others, "Using a single item to measure burnout in primary care staff: a psychometric evaluation", Journal of
General Internal Medicine 30(5), 2015, pages 582–587; examined before by B. M. Rohland and others, Stress and Health 20,
2004, pages 75–79. Here its answers are shown in the source's order and coded the other way round, 5 for "I enjoy my
work": so more is better as everywhere else, and the published share of answers 4 and 5 is exactly that of people whom
the source does not count as burnt out (1 and 2 there). Version 2 of the check-in asks it in the source's
own words, where version 1 had shortened the question.

Checked on 22 November 2026 against public copies: the question as quoted by the United States' National Academy of
Medicine, which also calls the measure non-proprietary; the five answers as several research projects reproduce them;
1 and 2 not burnt out, 3 to 5 burnt out as in a table of the Journal of the American Board of Family Medicine on the
same question. The article itself was not at hand. It says something about a staff as a whole; it is no test of a
person.

**The bank** holds statements of our own wording that were reviewed by its rules (`data/bank-1.json`). At most two are
added; they keep code and words for good, so that then and now compares the same.

Nothing else is offered. WHO-5, Maslach and the like are clinical or licensed instruments: `NOT_OFFERED` says why."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from apps.surveys.questionnaire import ENGLISH, BadQuestionnaire, parse

BANK = Path(__file__).parent / "data" / "bank-1.json"
MOST_FROM_BANK = 2
BURNOUT = "burnout"
WORK = "work"


@dataclass(frozen=True)
class NotOffered:
    name: str
    why: str


NOT_OFFERED = (
    NotOffered(
        "WHO-5 Well-Being Index",
        "It is used to look for depression: a low score asks for a clinical follow-up of that person. Nobody here may "
        "know whose score it is, so nobody could follow it up. Its licence also excludes commercial use.",
    ),
    NotOffered(
        "Maslach Burnout Inventory",
        "It is under copyright and paid for by each use, and 22 questions are no one-minute check-in.",
    ),
    NotOffered(
        "PHQ-9, GAD-7 and other clinical scales",
        "They are made for a patient and a clinician. An anonymous answer about self-harm that nobody can act on would "
        "be worse than not asking.",
    ),
    NotOffered(
        "Questions of the NHS Staff Survey",
        "People would take this for part of it, and figures of a few dozen can’t be held against a national survey’s.",
    ),
)


@dataclass(frozen=True)
class Item:
    code: str
    text: str


@dataclass(frozen=True)
class Group:
    title: str
    items: tuple[Item, ...]


@cache
def bank() -> tuple[Group, ...]:
    """Every statement that a network may add, in groups."""
    data = json.loads(BANK.read_text(encoding="utf-8"))
    return tuple(
        Group(group["title"], tuple(Item(one["code"], one["text"][ENGLISH]) for one in group["items"]))
        for group in data["groups"]
    )


@cache
def _entries() -> dict[str, dict]:
    data = json.loads(BANK.read_text(encoding="utf-8"))
    return {one["code"]: one for group in data["groups"] for one in group["items"]}


def compose(base: dict, *, burnout: bool, bank: Collection[str], comment: bool, version: int) -> dict:
    """The questionnaire that asks all of ``base``, the shipped content, and what is chosen besides. Bank statements
    stand in the order of the bank, whatever that of the choice.

    Raises BadQuestionnaire for more than two of the bank, and for unknown ones."""
    entries = _entries()
    if len(set(bank)) > MOST_FROM_BANK or not set(bank) <= entries.keys():
        raise BadQuestionnaire(f"Choose at most {MOST_FROM_BANK} statements of the bank.")
    themes = [dict(theme) for theme in base["themes"]]
    added = [entries[code] for code in entries if code in bank]
    themes[0]["questions"] = [*themes[0]["questions"], *added]
    if burnout:
        themes.append(base["optional"][BURNOUT])
    if comment:
        themes[-1] = themes[-1] | {"comment": base["optional"]["comment"]}
    content = base | {"version": version, "themes": themes}
    parse(content)
    return content


def same_questions(one: dict, other: dict) -> bool:
    """Whether two contents ask the same, whatever their versions are called."""
    return one | {"version": 0} == other | {"version": 0}
