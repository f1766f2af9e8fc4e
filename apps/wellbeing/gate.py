"""What keeps the clock from opening a check-in."""

from .outcomes import waiting_for_response

NOBODY_RESPONDED = (
    "The last two check-ins have no response, so no new one opens by itself. Say what you heard and what you will do, "
    "or why the next should open without."
)


def may_open(network) -> str:
    """Why the clock may not open a check-in of ``network`` now, in words; empty where it may. One query."""
    return NOBODY_RESPONDED if waiting_for_response(network) else ""
