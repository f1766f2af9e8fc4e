"""Questions of a network's own, or those an area offers: a few statements beside the scorecard, never instead of any of
it. Pure."""

import hashlib
import json
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from .questionnaire import ENGLISH, OWN

MOST = 5
MOST_CHARACTERS = 120
# With more of them than this, answering takes a minute longer.
IN_THE_SAME_TIME = 2
WELSH = "cy"
TITLE, ABOUT = "Questions of our own", "What our network asks besides the scorecard."


@dataclass(frozen=True)
class Own:
    """A statement, answered like those of the scorecard. ``area`` is the code of the area it was taken from."""

    text: str
    help: str = ""
    plain: str = ""
    welsh: str = ""
    area: str = ""

    @property
    def code(self) -> str:
        """The same for the same words, whoever asks them and whenever, so that then and now compares those only."""
        return f"own_{hashlib.sha256(self.text.encode()).hexdigest()[:12]}"

    @property
    def as_asked(self) -> Self:
        """As it stands in a questionnaire, whoever wrote it."""
        return type(self)(self.text, self.help, self.plain, self.welsh)

    def to_json(self) -> dict:
        entry = {"code": self.code, "text": {ENGLISH: self.text}}
        if self.welsh:
            entry["text"][WELSH] = self.welsh
        for part in ("help", "plain"):
            if words := getattr(self, part):
                entry[part] = {ENGLISH: words}
        return entry | ({"area": self.area} if self.area else {})

    @classmethod
    def from_json(cls, entry: dict) -> Self:
        help_, plain = (entry.get(part, {}).get(ENGLISH, "") for part in ("help", "plain"))
        text = entry["text"]
        return cls(text[ENGLISH], help_, plain, text.get(WELSH, ""), entry.get("area", ""))


def tidy(text: str) -> str:
    """One line, single spaces, composed letters: what looks the same is the same."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def same_words(one: str, other: str) -> bool:
    """Whether two statements differ in capitals, spaces and punctuation at most."""
    return _bare(one) == _bare(other)


def _bare(text: str) -> str:
    return " ".join(
        re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold().replace("’", "").replace("'", ""))
    )


def compose(base: dict, questions: Sequence[Own], version: int) -> dict:
    """A whole questionnaire: everything of ``base``, the shipped content, and ``questions`` as a last theme."""
    themes = list(base["themes"])
    if questions:
        title, about = {ENGLISH: TITLE}, {ENGLISH: ABOUT}
        entries = [one.to_json() for one in questions]
        themes.append({"code": OWN, "title": title, "about": about, "questions": entries})
    longer = 1 if len(questions) > IN_THE_SAME_TIME else 0
    return base | {"version": version, "minutes": base["minutes"] + longer, "themes": themes}


def questions_in(content: dict) -> tuple[Own, ...]:
    """Those that `compose` put in."""
    entries = (theme["questions"] for theme in content["themes"] if theme["code"] == OWN)
    return tuple(Own.from_json(entry) for entry in next(entries, ()))


def edition(questions: Sequence[Own]) -> str:
    """A short fingerprint, by which whoever saves says what they had before them."""
    whole = json.dumps([one.to_json() for one in questions], sort_keys=True)
    return hashlib.sha256(whole.encode()).hexdigest()[:16]


def problem(questions: Sequence[Own], base: dict) -> str:
    """Why nobody may be asked these, in words; empty where they may."""
    if len(questions) > MOST:
        return f"There is room for {MOST} questions. Remove one before you add another."
    taken = [entry["text"][ENGLISH] for theme in base["themes"] for entry in theme["questions"]]
    for at, one in enumerate(questions):
        if not one.text or len(one.text) > MOST_CHARACTERS:
            return f"A statement has 1 to {MOST_CHARACTERS} characters."
        if any(same_words(one.text, other) for other in taken):
            return f"The scorecard asks this already: “{one.text}”"
        if any(same_words(one.text, other.text) for other in questions[:at]):
            return f"You ask this already: “{one.text}”"
    return ""
