"""What is said: sentences about meetings."""

from apps.core.audit import Event

SAID = [
    (Event.MEETING_PLANNED, {}, "Board", "planned the meeting “Board”"),
    (Event.MEETING_SERIES_PLANNED, {}, "Board", "planned the series “Board”"),
    (Event.MEETING_SERIES_CHANGED, {}, "Board", "changed the series “Board”"),
    (Event.MEETING_SERIES_ENDED, {}, "", "ended a series of meetings"),
    (Event.MEETING_CHANGED, {}, "", "changed a meeting"),
    (Event.MEETING_MOVED, {}, "Board", "moved the meeting “Board”"),
    (Event.MEETING_CALLED, {"count": 1}, "Board", "sent the invitations to the meeting “Board”"),
    (
        Event.MEETING_CALLED,
        {"count": 6},
        "Board",
        "sent the invitations to the meeting “Board” and the others of its series, 6 in all",
    ),
    (Event.MEETING_PEOPLE_CHANGED, {}, "Board", "changed who is asked to the meeting “Board”"),
    (Event.MEETING_CANCELLED, {}, "Board", "cancelled the meeting “Board”"),
]
