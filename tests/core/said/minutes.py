"""What is said: sentences about meetings while they are held, and their minutes."""

from apps.core.audit import Event

SAID = [
    (Event.MEETING_OPENED, {}, "Board", "opened the meeting “Board”"),
    (Event.MEETING_ENDED, {}, "", "ended a meeting"),
    (Event.MEETING_REOPENED, {}, "Board", "opened the meeting “Board” again, which had ended"),
    (Event.ATTENDANCE_MARKED, {}, "Board", "said who came to the meeting “Board”"),
    (Event.ITEM_NOTED, {}, "Board", "wrote a note at the meeting “Board”"),
    (
        Event.INTEREST_DECLARED,
        {},
        "Board",
        "recorded an interest somebody declared at the meeting “Board”",
    ),
    (Event.INTEREST_WITHDRAWN, {}, "Board", "took out an interest recorded at the meeting “Board”"),
    (Event.DECISION_RECORDED, {"number": 12}, "", "recorded decision 12"),
    (Event.DECISION_CHANGED, {"number": 12}, "", "put decision 12 in other words"),
    (Event.ACTION_AGREED, {"number": 7}, "", "recorded action 7 at a meeting"),
    (Event.MINUTES_CHANGED, {}, "Board", "changed the minutes of the meeting “Board”"),
    (Event.MINUTES_CIRCULATED, {}, "Board", "asked for comments on the minutes of the meeting “Board”"),
    (Event.MINUTES_COMMENTED, {}, "Board", "commented on the minutes of the meeting “Board”"),
    (Event.MINUTES_SETTLED, {}, "Board", "settled a comment on the minutes of the meeting “Board”"),
    (
        Event.MINUTES_APPROVED,
        {"quorate": True},
        "Board",
        "recorded that the minutes of the meeting “Board” were approved",
    ),
    (
        Event.MINUTES_APPROVED,
        {"quorate": False},
        "Board",
        "recorded that the minutes of the meeting “Board” were approved, by a meeting without enough votes",
    ),
    (Event.MINUTES_DOWNLOADED, {}, "Board", "downloaded the minutes of the meeting “Board”"),
    (Event.MINUTES_ADDENDUM, {}, "Board", "added an addendum to the minutes of the meeting “Board”"),
]
