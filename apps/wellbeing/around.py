"""What stands around a check-in's questions, thanks and mails."""

from apps.core.moments import day

from .outcomes import last_response
from .support import places

# What the pages of every kind of round say of a check-in, and where they lead.
PAGES = {
    "noun": "check-in",
    "room": "Wellbeing",
    "space": "wellbeing",
    "home": "index",
    "page": "check_in",
    "in_a_room": False,
    "asked": "those whom you sent it to",
    "then": "The next check-in opens when it would have opened anyway.",
}


def words(round_) -> dict:
    """Where people find support, and what came of the last check-in. Two queries."""
    response = last_response(round_.network)
    return places(round_.network) | {"response": response, "by_when": response and day(response.by_when)}
