"""What people wrote, as sections of the report: pure, from the words of each part by its code."""

from apps.core.chapters import Heading, Listing, Section, Table, Text

from .parts import ASKS, BECAME, COMMITMENTS, STORIES

_BY = "written by the clinical director and the manager"
_NOT_SAID = "Not said yet"
# As many asks as stand on the first pages.
MOST_ASKS = 2


def sections(words: dict[str, dict], promised: list[str] = ()) -> dict[str, Section]:
    """``promised`` is what the report before committed to: a promise nobody said a word about is shown as such."""
    found = {
        "foreword": _foreword(words.get("foreword", {})),
        "for_residents": _text(words.get("for_residents", {})),
        "accounted": _accounted(words.get("accounted", {}), promised),
        "stories": [part for n in range(1, STORIES + 1) for part in _story(words.get(f"story_{n}", {}))],
        "looking_back": [
            *_under("What went well", _text(words.get("went_well", {}))),
            *_under("What was hard", _text(words.get("challenges", {}))),
        ],
        "next": _next(words.get("next", {})),
        "commitments": _commitments(words.get("commitments", {})),
        "asks": _asks(words.get("asks", {})),
    }
    return {code: Section(parts) for code, parts in found.items() if parts}


def brief(words: dict[str, dict]) -> dict[str, list[str]]:
    """What stands on the first pages, and what the next report accounts for."""
    promises = _lines(words.get("commitments", {}), "line", COMMITMENTS)
    asks = _lines(words.get("asks", {}), "line", ASKS)[:MOST_ASKS]
    return {name: lines for name, lines in (("commitments", promises), ("asks", asks)) if lines}


def _said(words: dict, name: str) -> str:
    return words.get(name, "").strip()


def _lines(words: dict, name: str, count: int) -> list[str]:
    return [text for n in range(1, count + 1) if (text := _said(words, f"{name}_{n}"))]


def _text(words: dict) -> list:
    return [Text(text)] if (text := _said(words, "text")) else []


def _under(heading: str, parts: list) -> list:
    return [Heading(heading), *parts] if parts else []


def _foreword(words: dict) -> list:
    parts = _text(words)
    return [*parts, Text(signed)] if parts and (signed := _said(words, "signed")) else parts


def _accounted(words: dict, promised: list[str]) -> list:
    rows = []
    for n in range(1, COMMITMENTS + 1):
        before = promised[n - 1] if n <= len(promised) else ""
        if promise := _said(words, f"promise_{n}") or before:
            became = dict(BECAME).get(_said(words, f"became_{n}"), _NOT_SAID)
            rows.append((promise, became, _said(words, f"said_{n}") or "–"))
    if not rows:
        return []
    columns = ("We promised", "What became of it", "In our words")
    return [Table("The promises of the last report", columns, rows, source=_BY, wide=(0, 2))]


def _story(words: dict) -> list:
    told = [
        Text(text, label=label)
        for label, name in (
            ("Before", "before"),
            ("What we did", "did"),
            ("What shows that it is better", "evidence"),
        )
        if (text := _said(words, name))
    ]
    return _under(_said(words, "title") or "A story", told)


def _next(words: dict) -> list:
    return [
        part
        for heading in ("Keep", "Adapt", "Stop")
        if (text := _said(words, heading.lower()))
        for part in (Heading(heading), Text(text))
    ]


def _commitments(words: dict) -> list:
    rows = [
        (line, _said(words, f"known_{n}") or "–")
        for n in range(1, COMMITMENTS + 1)
        if (line := _said(words, f"line_{n}"))
    ]
    if not rows:
        return []
    return [
        Text("The next report will say of each what became of it."),
        Table("Our commitments", ("We will", "How we will know"), rows, source=_BY, wide=(0, 1)),
    ]


def _asks(words: dict) -> list:
    lines = _lines(words, "line", ASKS)
    return [Listing(lines)] if lines else []
