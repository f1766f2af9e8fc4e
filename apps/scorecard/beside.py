"""A round beside other networks in words and charts. It says where a mean lies, never how good that is: no rank, no
order by figures. Pure, from published figures alone."""

from collections.abc import Sequence
from dataclasses import dataclass

from apps.core.bands import NOT_SHOWN, Band, Beside, beside
from apps.core.charts import WITHHELD, Chart, mean_words
from apps.surveys.benchmarks import Benchmark
from apps.surveys.published import Comparable, comparables, means_by_key

from .others import FEW, Kind, Others, Set


@dataclass(frozen=True)
class Line:
    """A theme (``question`` empty) or one of its questions: our mean, in words too, and what each set says."""

    theme: str
    question: str
    own: float | None
    words: str
    figures: tuple[Benchmark | None, ...]


@dataclass(frozen=True)
class Page:
    headline: str
    glances: tuple[tuple[Set, Chart | None], ...]
    sections: tuple[tuple[str, Chart], ...]
    lines: tuple[Line, ...]


def lines_of(found, sets: Sequence[Set]) -> list[Line]:
    """Of a round's results, theme by theme, each followed by its questions; only what can be compared."""
    figures = {one.question.code: one.figure for theme in found.themes for one in theme.questions}
    themes = comparables(found.round.definition)
    published = {code: figure.mean for code, figure in figures.items() if figure.mean is not None}
    own, lines = means_by_key(themes, published), []
    for theme in themes:
        about = any(figures[code].mean_end for code in theme.questions)
        lines.append(_line(theme, "", theme.key, own, sets, about=about))
        lines += [
            _line(theme, code, key, own, sets, end=figures[code].mean_end)
            for code, key in theme.questions.items()
        ]
    return lines


def _line(theme: Comparable, code: str, key: str, own: dict, sets, *, end="", about=False) -> Line:
    mean = own.get(key)
    words = WITHHELD if mean is None else mean_words(mean, end, about=about)
    return Line(
        theme.title, theme.texts.get(code, ""), mean, words, tuple(one.figures.get(key) for one in sets)
    )


def present(lines: Sequence[Line], others: Others, *, basis: str) -> Page:
    """``basis`` says whose figures of when ours are ("34 of 45 answered · December 2026")."""
    themes = [line for line in lines if not line.question]
    glances = tuple(
        (one, _glance(one, number, themes, basis) if one.is_shown else None)
        for number, one in enumerate(others.sets)
    )
    shown = [number for number, one in enumerate(others.sets) if one.is_shown]
    sections = tuple(
        (theme.theme, _section([line for line in lines if line.theme == theme.theme], others, shown, basis))
        for theme in themes
        if shown
    )
    return Page(headline(themes, others.sets), glances, sections, tuple(lines))


def _glance(one: Set, number: int, themes: Sequence[Line], basis: str) -> Chart:
    return beside(
        [_row(line, line.theme, [number]) for line in themes],
        sets=(one.name,),
        title=finding(themes, number, one),
        subtitle=f"Mean of each theme’s questions · ours: {basis} · {one.count:,} other networks",
    )


def _section(lines: Sequence[Line], others: Others, shown: Sequence[int], basis: str) -> Chart:
    return beside(
        [_row(line, line.question, shown) for line in lines if line.question],
        sets=tuple(others.sets[number].name for number in shown),
        title=f"{lines[0].theme}: each question beside other networks",
        subtitle=f"Mean of the answers from 1 (not at all) to 5 (completely) · ours: {basis}",
        label="Question",
    )


def _row(line: Line, label: str, which: Sequence[int]) -> Beside:
    bands = tuple(_band(line.figures[number]) for number in which)
    return Beside(label, line.own, line.words, bands)


def _band(figure: Benchmark | None) -> Band | None:
    return figure and Band(figure.low, figure.median, figure.high)


# Most alike first: what a reader would hold us against.
_FIRST = (Kind.PEERS, Kind.ENGLAND, Kind.AREA)
NOT_YET = "Not enough networks to stand beside yet"


def headline(themes: Sequence[Line], sets: Sequence[Set]) -> str:
    """Where our themes lie among the networks most like us of which enough count. It says where, never how good."""
    for kind in _FIRST:
        number, one = next((number, one) for number, one in enumerate(sets) if one.kind == kind)
        if one.is_shown:
            return finding(themes, number, one)
    return NOT_YET


def finding(themes: Sequence[Line], number: int, one: Set) -> str:
    """ "On purpose we lie above the middle half of networks like ours; on operations and capacity in it"."""
    places: dict[str, list[str]] = {"above": [], "in": [], "below": []}
    for line in themes:
        figure = line.figures[number]
        if line.own is not None and figure is not None:
            where = "below" if line.own < figure.low else "above" if line.own > figure.high else "in"
            places[where].append(line.theme.lower())
    said = [(where, names) for where, names in places.items() if names]
    if not said:
        return f"Our themes can’t be placed among {one.others}"
    (first, names), *rest = said
    which = _and(names) if rest or len(names) == 1 else f"all {len(names)} themes"
    sentence = f"On {which} we lie {first} the middle half of {one.others}"
    return sentence + "".join(f"; on {_and(more)} {where} it" for where, more in rest)


def _and(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


# --- As a table ------------------------------------------------------------------------
FACTS = {
    "patients": "Registered patients",
    "practices": "Practices",
    "deprivation": "Deprivation (IMD)",
}


@dataclass(frozen=True)
class Context:
    """A row of what is published about us, and about the middle half of each set; texts by the names of `FACTS`."""

    name: str
    about: str
    facts: dict[str, str]


def _from_to(low: int, high: int) -> str:
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"


def context(others: Others) -> list[Context]:
    mine = others.standing
    own = {
        "patients": f"{mine.patients:,}" if mine.patients else "not published",
        "practices": str(mine.practices),
        "deprivation": "not published" if mine.deprivation is None else str(mine.deprivation),
    }
    rows = [Context("Our network", "", own)]
    for one in others.sets:
        facts = {name: _from_to(low, high) for name, (low, _, high) in one.context.items()}
        rows.append(
            Context(one.name, one.about, {name: facts.get(name, NOT_SHOWN.lower()) for name in FACTS})
        )
    return rows


def columns(sets: Sequence[Set]) -> list[str]:
    """Of the CSV."""
    parts = ("other networks", "median", "middle half from", "middle half to")
    return ["Theme", "Question", "Ours", *(f"{one.name}: {part}" for one in sets for part in parts), "Note"]


def table(lines: Sequence[Line], others: Others | None) -> list[list]:
    """The rows of the CSV: themes and questions in the order of the page, then what is published about the networks."""
    sets = others.sets if others else ()
    few = "; ".join(f"{one.name}: {NOT_SHOWN.lower()}, {FEW}" for one in sets if not one.is_shown)
    rows = []
    for line in lines:
        cells = [line.theme, line.question or "All its questions", line.words if line.own is not None else ""]
        for figure in line.figures:
            cells += [figure.others, figure.median, figure.low, figure.high] if figure else [""] * 4
        rows.append([*cells, WITHHELD if line.own is None else few])
    if others is None:
        return rows
    mine = context(others)[0]
    for name, called in FACTS.items():
        cells = ["About the networks", called, mine.facts[name]]
        for one in others.sets:
            low, median, high = one.context.get(name, ("", "", ""))
            cells += [one.count or "", median, low, high]
        rows.append([*cells, others.quarter_words])
    return rows
