"""Sentences a person would say about a round, made from its published figures by fixed rules. Pure.

Works on the themes of `surveys.queries.round_results`; looks only at what may be shown. A theme or question
about which nothing is published never takes part, so that no sentence says more than the figures beside it.

Rules, on the scale from 1 (not at all) to 5 (completely):

* a theme is strong from a mean of 3.5 ("mostly" is 4) and weak down from 2.5 ("a little" is 2);
* a question splits us where at least 30% answered low (1 or 2) and at least 30% high (4 or 5); where only
  bands are published, where certainly at least 20% did on either side and at least 60% on both together;
* a theme splits us where at least half of its published questions do."""

from collections.abc import Sequence

STRONG, WEAK = 3.5, 2.5
APART = 0.3

_PHRASES = {
    "purpose": ("we agree on why we exist", "we are unsure why we exist", "why we exist"),
    "performance": (
        "we see what we achieve together",
        "we see little of what we achieve together",
        "what we achieve together",
    ),
    "operations": (
        "we work well together from day to day",
        "working together from day to day is hard",
        "how we work from day to day",
    ),
    "capacity": (
        "we feel that we have the people and the time",
        "we feel short of people and time",
        "whether we have the people and the time",
    ),
}

NOT_ENOUGH = "Not enough answers to show anything"


def is_split(figure) -> bool:
    """Whether a published figure shows that many answered low and many high."""
    if figure.detail == "full":
        return min(sum(figure.shares[:2]), sum(figure.shares[-2:])) >= 30
    if figure.detail == "bands":
        return min(figure.low[0], figure.high[0]) >= 20 and figure.low[0] + figure.high[0] >= 60
    return False


def headline(themes: Sequence) -> str:
    """The sentence at the top of a round's results: what we are strong on, what divides or worries us."""
    shown = [theme for theme in themes if theme.mean is not None]
    if not shown:
        return _by_thirds(themes)
    divided = [theme for theme in shown if _theme_is_split(theme)]
    strong = [theme for theme in shown if theme.mean >= STRONG and theme not in divided]
    best = max(strong, key=lambda theme: theme.mean, default=None)
    trouble = _trouble(shown, divided)
    if best and trouble:
        return _sentence(f"{_phrase(best, 0)}; {trouble}")
    if best:
        return _sentence(_phrase(best, 0) + _tail(best, shown))
    return _sentence(trouble) if trouble else _middling(shown)


def theme_finding(theme) -> str:
    """The finding of one theme: the title of its chart."""
    title = theme.theme.title
    figures = [result.figure for result in theme.questions if result.figure.detail != "withheld"]
    if not figures:
        return f"{title}: too few answers to show"
    split = sum(map(is_split, figures))
    on = f"split on {split} of {len(figures)} question{'' if len(figures) == 1 else 's'}"
    if theme.theme.is_own and any(figure.mean is not None for figure in figures):
        strong = sum(figure.mean is not None and figure.mean >= STRONG for figure in figures)
        return (
            f"{title}: we mostly agree with {_of(strong, len(figures))}{f', and are {on}' if split else ''}"
        )
    if theme.mean is None:
        over = sum(figure.agreeing == "over" for figure in figures)
        return f"{title}: over two thirds agree with {_of(over, len(figures))}"
    if _theme_is_split(theme):
        return f"{title}: we are {on}"
    level = "mostly agree" if theme.mean >= STRONG else "partly agree"
    if theme.mean <= WEAK:
        level = "agree a little at best"
    return f"{title}: we {level}{f', and are {on}' if split else ''}"


def order(themes: Sequence) -> str:
    """Which theme stands highest and which lowest: the finding of all themes side by side."""
    shown = [theme for theme in themes if theme.mean is not None]
    if not shown:
        return "Too few answers to show how the themes stand"
    best, lowest = (pick(shown, key=lambda theme: theme.mean) for pick in (max, min))
    if len(shown) == 1:
        return f"{best.theme.title} is the only theme that can be shown"
    if round(best.mean - lowest.mean, 1) < APART:
        return "All themes stand much alike"
    return f"{best.theme.title} stands highest, {lowest.theme.title.lower()} lowest"


def year_ago_finding(themes: Sequence) -> str:
    """In which themes certainly more of us say better than worse, and the other way round."""
    sides = [(theme.theme.title.lower(), _leaning(theme.year_ago)) for theme in themes if theme.year_ago]
    parts = [
        f"{words} in {_and([title for title, side in sides if side == wanted])}"
        for wanted, words in (
            (1, "more of us say better than worse"),
            (-1, "more of us say worse than better"),
        )
        if any(side == wanted for _, side in sides)
    ]
    if not parts:
        return "No theme stands out as better or worse than a year ago"
    return _sentence("; ".join(parts)).removesuffix(".")


def _leaning(figure) -> int:
    """1 where certainly more say better (by 10 points, or in separate bands), -1 for worse, else 0."""
    if figure.detail == "full":
        worse, _, better = figure.shares
        return (better - worse >= 10) - (worse - better >= 10)
    if figure.detail == "bands":
        return (figure.high[0] >= figure.low[1]) - (figure.low[0] >= figure.high[1])
    return 0


def _and(titles: list[str]) -> str:
    return titles[0] if len(titles) == 1 else f"{', '.join(titles[:-1])} and {titles[-1]}"


def _theme_is_split(theme) -> bool:
    figures = [result.figure for result in theme.questions if result.figure.mean is not None]
    return bool(figures) and 2 * sum(map(is_split, figures)) >= len(figures)


def _trouble(shown, divided) -> str:
    """What divides or worries us most: a split theme, else a weak theme, else a split question."""
    if divided:
        worst = max(divided, key=lambda theme: sum(is_split(result.figure) for result in theme.questions))
        return f"we are split on {_phrase(worst, 2)}"
    weakest = min(shown, key=lambda theme: theme.mean)
    if weakest.mean <= WEAK:
        return _phrase(weakest, 1)
    split = [result for theme in shown for result in theme.questions if is_split(result.figure)]
    if split:
        return f"we are split on “{max(split, key=how_split).question.text}”"
    return ""


def how_split(result) -> int:
    """Percent on the smaller side of a split question; of bands what is certain."""
    figure = result.figure
    if figure.detail == "full":
        return min(sum(figure.shares[:2]), sum(figure.shares[-2:]))
    return min(figure.low[0], figure.high[0])


def _tail(best, shown) -> str:
    lowest = min(shown, key=lambda theme: theme.mean)
    if round(best.mean - lowest.mean, 1) < APART:
        return "" if len(shown) == 1 else "; all themes stand much alike"
    return f"; our lowest theme is {lowest.theme.title.lower()}"


def _middling(shown) -> str:
    best, lowest = (pick(shown, key=lambda theme: theme.mean) for pick in (max, min))
    if round(best.mean - lowest.mean, 1) < APART:
        return "We partly agree on every theme, on none much more than on another."
    return (
        f"We partly agree on every theme: most on {best.theme.title.lower()}, "
        f"least on {lowest.theme.title.lower()}."
    )


def _by_thirds(themes) -> str:
    figures = [result.figure for theme in themes for result in theme.questions]
    shown = [figure for figure in figures if figure.detail == "thirds"]
    if not shown:
        return "Too few answered each question to show any figures."
    over, under = (sum(figure.agreeing == side for figure in shown) for side in ("over", "under"))
    parts = [
        f"{share} of us agree with {_of(count, len(shown))}"
        for share, count in (("over two thirds", over), ("under a third", under))
        if count
    ]
    words = (
        ", ".join(parts) or f"between a third and two thirds of us agree with {_of(len(shown), len(shown))}"
    )
    return _sentence(f"{words}: too few answered to say more")


def _of(count: int, total: int) -> str:
    questions = f"{total} question{'' if total == 1 else 's'}"
    return f"all {questions}" if count == total > 1 else f"{count} of {questions}"


def _phrase(theme, form: int) -> str:
    title = theme.theme.title.lower()
    generic = (f"we are strong on {title}", f"we are weak on {title}", title)
    return _PHRASES.get(theme.theme.code, generic)[form]


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}."
