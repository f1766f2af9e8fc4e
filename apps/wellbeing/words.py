"""What a check-in says, in words made from published figures by fixed rules. Pure.

Looks only at what may be shown: of each statement the third of valid answers that were "mostly" or "completely" (4 or
5). Where nothing is published of a statement, no sentence says anything about it.

Rules: what over two thirds say comes first, then what under a third say, at most two of each in the headline; what
lies between is said only where nothing else can be. A statement moved where its third is not that of before: then its
share stands in another third, since no more than that is known."""

from collections.abc import Sequence

from apps.core.lanes import BETWEEN, OVER, THIRDS, UNDER
from apps.surveys.disclosure import Figure

NOT_ENOUGH = "Not enough answers to show anything"
IN_HEADLINE = 2
_BANDS = {(0, 33): UNDER, (33, 67): BETWEEN, (67, 100): OVER}
# By question code: what those who agree do, and the statement's name in a table.
_PHRASES = {
    "workload": ("find their workload manageable", "Manageable workload"),
    "someone": ("have someone at work to turn to", "Someone to turn to"),
    "energy": ("have energy left after work", "Energy left"),
    "pride": ("are proud of the work", "Proud of the work"),
    "belonging": ("feel part of the network", "Part of the network"),
    "burnout": ("do not feel burned out", "Not burned out"),
}


def third_of(figure: Figure) -> str | None:
    """The third that those who agree are: "under", "between" or "over"; None where the figure does not say."""
    return figure.agreeing or _BANDS.get(figure.high)


def phrase(question) -> str:
    """What those do who answer "mostly" or "completely": "are proud of the work"."""
    return _PHRASES.get(question.code, (f"agree that “{question.text}”", ""))[0]


def name(question) -> str:
    """A few words for a column; a network's own statement stands as it is."""
    return _PHRASES.get(question.code, ("", question.text))[1]


def questions_of(results) -> list:
    """Every statement with its figure, themes together."""
    return [one for theme in results.themes for one in theme.questions]


def headline(questions: Sequence) -> str:
    """The sentence at the top of a check-in's results."""
    by_third = {third: [] for third in THIRDS}
    for one in questions:
        if third := third_of(one.figure):
            by_third[third].append(phrase(one.question))
    shown = sum(map(len, by_third.values()))
    if not shown:
        return f"{NOT_ENOUGH}."
    parts = [
        f"{share} of us {_and(phrases[:IN_HEADLINE])}"
        for share, phrases in (
            (THIRDS[OVER], by_third[OVER]),
            (THIRDS[UNDER], by_third[UNDER]),
        )
        if phrases
    ]
    if not parts:
        middle = by_third[BETWEEN]
        said = "every statement" if len(middle) == shown > 1 else "the one statement that can be shown"
        return f"Between a third and two thirds of us agree with {said}."
    return _sentence("; ".join(parts))


def finding(questions: Sequence) -> str:
    """How many statements over two thirds and under a third agree with: the title of their chart."""
    shown = [(third, one.question) for one in questions if (third := third_of(one.figure))]
    if not shown:
        return "Not shown, to protect people"
    if len(shown) == 1:
        [(third, question)] = shown
        return _sentence(f"{_share(third)} of us {phrase(question)}").removesuffix(".")
    thirds = [third for third, _ in shown]
    over, under = thirds.count(OVER), thirds.count(UNDER)
    parts = [f"over two thirds agree with {over} of {len(thirds)} statements"] if over else []
    if under:
        parts.append(
            f"under a third with {under}" if over else f"under a third agree with {under} of {len(thirds)}"
        )
    return _sentence(", ".join(parts) or "no statement stands out").removesuffix(".")


def summary(questions: Sequence, before: Sequence = (), then: str = "") -> list[str]:
    """A sentence for each statement that can be shown, with what it was ``then`` (when the earlier check-in closed)
    where that was shown too."""
    earlier = {(one.question.code, one.question.text): third_of(one.figure) for one in before}
    found = []
    for one in questions:
        if third := third_of(one.figure):
            was = earlier.get((one.question.code, one.question.text))
            found.append(_sentence(f"{_share(third)} of us {phrase(one.question)}{_since(third, was, then)}"))
    return found


def _share(third: str) -> str:
    return f"between {THIRDS[third]}".replace(" to ", " and ") if third == BETWEEN else THIRDS[third]


def _since(third: str, was: str | None, then: str) -> str:
    if was is None:
        return ""
    return f", as in {then}" if was == third else f" (in {then}: {THIRDS[was]})"


def moved(before: Sequence, now: Sequence) -> dict[str, list[str]]:
    """Phrases of the statements whose share lies in a "higher" or a "lower" third now."""
    order = (UNDER, BETWEEN, OVER)
    earlier = {(one.question.code, one.question.text): third_of(one.figure) for one in before}
    found: dict[str, list[str]] = {"higher": [], "lower": []}
    for one in now:
        then, third = earlier.get((one.question.code, one.question.text)), third_of(one.figure)
        if then and third and then != third:
            way = "higher" if order.index(third) > order.index(then) else "lower"
            found[way].append(phrase(one.question))
    return found


def trend_headline(first: Sequence, last: Sequence) -> str:
    """What stands in another third in the last shown check-in than in the first shown one; never that more or fewer
    people agree, which thirds do not tell."""
    changes = moved(first, last)
    rose, fell = len(changes["higher"]), len(changes["lower"])
    if not rose + fell:
        return "Every statement stands where it stood at first"
    if rose + fell == 1:
        what = f"The share who {(changes['higher'] + changes['lower'])[0]}"
    else:
        what = "Every statement" if len(last) in (rose, fell) else f"{rose or fell} of {len(last)} statements"
    way = "rose to a higher" if rose else "fell to a lower"
    return f"{what} {way} third than at first" + (f", {fell} fell to a lower one" if rose and fell else "")


def _and(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}."
