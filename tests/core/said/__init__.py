"""Events with their details and the sentence the log shows of them, a module for each room."""

from . import access, leading, notes, people, profile, purpose, reports, roles, rounds

SAID = [
    case
    for room in (access, leading, notes, people, profile, purpose, reports, roles, rounds)
    for case in room.SAID
]
