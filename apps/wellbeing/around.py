"""What stands around a check-in's questions, thanks and mails."""

from apps.core.moments import day

from .outcomes import last_response
from .support import places


def words(round_) -> dict:
    """Where people find support, and what came of the last check-in. Two queries."""
    response = last_response(round_.network)
    return places(round_.network) | {"response": response, "by_when": response and day(response.by_when)}
