"""Finding entries that may be the same person, within one network. Pure."""

import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from .cells import plain_name

EMAIL, NAME = "Same email address", "Same name"


@dataclass(frozen=True)
class Entry:
    """What is compared of a person."""

    pk: int
    name: str
    email: str


@dataclass(frozen=True)
class Pair:
    """Two entries that look alike, the older first, and ``why``."""

    first: int
    second: int
    why: str


def name_key(name: str) -> str:
    """Names alike: "Dr Siân O'Neill" and "ONEILL, Sian" are one."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return " ".join(sorted(plain_name(bare).split()))


def pairs(entries: Iterable[Entry], *, apart: Collection[tuple[int, int]] = ()) -> list[Pair]:
    """Each entry that looks like an older one, beside that one; those whom somebody called two people (``apart``, the
    lower primary key first) are left out. Many of one name are shown against the oldest only, not each with each."""
    found: dict[tuple[int, int], str] = {}
    ordered = sorted(entries, key=lambda one: one.pk)
    for why, key in ((EMAIL, lambda one: one.email.lower()), (NAME, lambda one: name_key(one.name))):
        alike: dict[str, list[int]] = {}
        for entry in ordered:
            if key(entry):
                alike.setdefault(key(entry), []).append(entry.pk)
        for group in alike.values():
            for pk in group[1:]:
                found.setdefault((group[0], pk), why)
    return [Pair(*pair, why) for pair, why in found.items() if pair not in apart]
