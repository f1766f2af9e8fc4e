"""Reading comments before others do: what may be cut, and what a reviewer should look at twice. Pure."""

import re
from collections.abc import Iterable, Sequence

CUT = "[…]"
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
# Shorter parts of names ("Jo", "Al") would mark half of all words.
_LEAST_LETTERS = 3


def is_shortened(original: str, text: str) -> bool:
    """Whether ``text`` is ``original`` with words left out: its words are there in the same order, and nothing
    else but `CUT`. A reviewer may take away, never put words into somebody's mouth."""
    words = iter(original.split())
    return all(word in words for word in text.replace(CUT, " ").split())


def parts_of_names(names: Iterable[str]) -> frozenset[str]:
    """What of ``names`` would be noticed in a text: every part of three letters or more, in lower case."""
    parts = (part.lower() for name in names for part in _WORD.findall(name))
    return frozenset(part for part in parts if len(part) >= _LEAST_LETTERS)


def marked(text: str, parts: frozenset[str]) -> Sequence[tuple[str, bool]]:
    """``text`` in pieces, each with whether it is (a part of) a name; the pieces together are the text."""
    pieces, at = [], 0
    for word in _WORD.finditer(text):
        if word[0].lower().removesuffix("’s").removesuffix("'s") in parts:
            pieces += [(text[at : word.start()], False), (word[0], True)]
            at = word.end()
    return [piece for piece in [*pieces, (text[at:], False)] if piece[0]]
