"""The log's sentences, a module for each room: ``WORDINGS`` by the code that is stored."""

from . import (
    access,
    agenda,
    asks,
    desk,
    events,
    follow,
    leading,
    maturity,
    meetings,
    minutes,
    notes,
    people,
    profile,
    purpose,
    reports,
    roles,
    rounds,
)

_ROOMS = (
    access,
    agenda,
    asks,
    desk,
    events,
    follow,
    leading,
    maturity,
    meetings,
    minutes,
    notes,
    people,
    profile,
    purpose,
    reports,
    roles,
    rounds,
)

# By the code that is stored; a test holds it against `audit.Event`.
WORDINGS = {code: wording for room in _ROOMS for code, wording in room.WORDINGS.items()}
