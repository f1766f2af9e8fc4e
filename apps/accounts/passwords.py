"""Passwords that others would guess from where somebody works. Length, likeness to the person and common passwords
are Django's validators (NCSC and NIST SP 800-63B: length and a deny list, no rules of composition, no expiry)."""

import re
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

from django.core.exceptions import ValidationError

WORDS_FILE = Path(__file__).parent / "data" / "refused_words.txt"
# So many other letters make a password that merely mentions such a word a good one.
OTHER_LETTERS = 7
_LOOK_ALIKES = str.maketrans("013457@$!", "oieastasi")

_providers: list[Callable[..., Iterable[str]]] = []


def register_words(provider: Callable[..., Iterable[str]]) -> None:
    """``provider(user)`` gives names that others connect with ``user``, such as their network's."""
    _providers.append(provider)


@cache
def common_words() -> frozenset[str]:
    lines = WORDS_FILE.read_text().splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))


def _letters(text: str) -> str:
    return re.sub(r"[^a-z]", "", text.casefold())


def _words_about(user) -> set[str]:
    names = [name for provider in _providers for name in provider(user)] if user else []
    if user:
        names += [user.name, user.email]
    return {word for name in names for word in re.split(r"[^a-z]+", name.casefold()) if len(word) > 2}


def is_built_around(password: str, words: Iterable[str]) -> bool:
    """Whether little is left of ``password`` once ``words`` are taken out, digits read as the letters they stand
    for."""
    for letters in (_letters(password), _letters(password.casefold().translate(_LOOK_ALIKES))):
        left = letters
        for word in sorted(words, key=len, reverse=True):
            left = left.replace(word, " ")
        if " " in left and len(left.replace(" ", "")) < OTHER_LETTERS:
            return True
    return False


class ContextWordsValidator:
    def validate(self, password, user=None):
        if is_built_around(password, common_words() | _words_about(user)):
            raise ValidationError(
                "This password is built around words that others would try first, such as the name of your "
                "network or practice. Choose other words.",
                code="password_context",
            )

    def get_help_text(self):
        return "Your password can’t be built around the name of your network, your practice or the NHS."
