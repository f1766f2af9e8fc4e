"""What changed from one text to another, word by word. Pure.

Words, their punctuation and line breaks are compared by difflib's SequenceMatcher (Ratcliff and Obershelp's pattern
matching), its guess at what is junk switched off. Spaces are no words: a text that was only wrapped anew did not
change."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher


@dataclass(frozen=True)
class Run:
    """Neighbouring words of one text that stand in both, or only in this one."""

    words: str
    changed: bool


@dataclass(frozen=True)
class Difference:
    """Both texts in runs, and how many words only one of them has."""

    before: tuple[Run, ...]
    after: tuple[Run, ...]
    removed: int
    added: int

    @property
    def is_same(self) -> bool:
        return not self.removed and not self.added


def compare(before: str, after: str) -> Difference:
    old, new = _tokens(before), _tokens(after)
    left, right, removed, added = [], [], 0, 0
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        changed = kind != "equal"
        left.append((old[i:j], changed))
        right.append((new[k:m], changed))
        if changed:
            removed += _words(old[i:j])
            added += _words(new[k:m])
    return Difference(_runs(left), _runs(right), removed, added)


def _tokens(text: str) -> list[str]:
    """Words as they stand, and each run of line breaks as one token."""
    return [
        "\n" * min(token.count("\n"), 2) if token.isspace() else token
        for token in re.findall(r"[^\S\n]*\n\s*|\S+", text.strip())
    ]


def _words(tokens: Iterable[str]) -> int:
    return sum(not token.isspace() for token in tokens)


def _runs(parts) -> tuple[Run, ...]:
    """A line break that came or went is no word, and is not marked."""
    return tuple(Run(_joined(tokens), changed and _words(tokens) > 0) for tokens, changed in parts if tokens)


def _joined(tokens: list[str]) -> str:
    return re.sub(r" ?(\n+) ?", r"\1", " ".join(tokens))


def in_words(difference: Difference) -> str:
    """ "5 words were removed and 12 added."."""
    if difference.is_same:
        return "No word changed."
    parts = []
    if difference.removed:
        parts.append(f"{_count(difference.removed)} removed")
    if difference.added:
        parts.append(f"{difference.added if parts else _count(difference.added)} added")
    return f"{' and '.join(parts)}."


def _count(number: int) -> str:
    return "1 word was" if number == 1 else f"{number:,} words were"
