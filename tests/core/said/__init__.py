"""Events with their details and the sentence the log shows of them, a module for each room."""

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

ROOMS = (
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
SAID = [case for room in ROOMS for case in room.SAID]
