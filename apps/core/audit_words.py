"""What the log says: a sentence for everything that is recorded. Codes and names in, words out; no Django."""

from collections.abc import Mapping

from .wordings import WORDINGS
from .wordings.words import Kind


def sentence(code: str, detail: Mapping, about: str = "") -> str:
    """What was done, to stand behind who did it. A code that a later version wrote is shown as it is."""
    wording = WORDINGS.get(code)
    return wording.say(detail, about) if wording else f"did something this version has no words for ({code})"


def is_by_anybody(code: str) -> bool:
    """Whether an event without an actor was done by somebody the portal does not know, and not by the portal."""
    return code in (
        "account.log_in_failed",
        "account.limited",
        "account.second_factor_failed",
        "team.recorded",
        "action.link_used",
    )


def codes_of(kind: Kind) -> list[str]:
    return [code for code, wording in WORDINGS.items() if wording.kind is kind]
