"""What is said: sentences about actions, raised issues and risks."""

from apps.core.audit import Event

SAID = [
    (Event.ACTION_ADDED, {}, "Action 12", "wrote down action 12"),
    (Event.ACTION_ADDED, {}, "", "wrote down an action"),
    (Event.ACTION_CHANGED, {}, "Action 12", "changed action 12"),
    (Event.ACTION_NOTED, {}, "Action 12", "noted how action 12 comes along"),
    (Event.ACTION_ENDED, {"state": "done"}, "Action 12", "recorded that action 12 was done"),
    (Event.ACTION_ENDED, {"state": "dropped"}, "Action 12", "recorded that action 12 was dropped"),
    (Event.ACTION_REOPENED, {}, "Action 12", "opened action 12 again"),
    (Event.ACTION_HANDED_OVER, {}, "Action 12", "gave action 12 to another owner"),
    (
        Event.ACTION_LINK_USED,
        {"what": "noted"},
        "Action 12",
        "noted by its owner’s link how action 12 comes along",
    ),
    (
        Event.ACTION_LINK_USED,
        {"what": "done"},
        "Action 12",
        "recorded by its owner’s link that action 12 was done",
    ),
    (Event.ISSUE_RAISED, {}, "", "raised an issue"),
    (Event.ISSUE_SETTLED, {"state": "answered"}, "", "answered an issue that somebody raised"),
    (Event.ISSUE_SETTLED, {"state": "closed"}, "", "closed an issue that somebody raised"),
    (Event.ISSUE_SETTLED, {"state": "agenda"}, "", "put an issue that somebody raised on an agenda"),
    (Event.RISK_ADDED, {}, "", "added a risk"),
    (Event.RISK_CHANGED, {}, "", "changed a risk"),
    (Event.RISK_MOVED, {}, "", "said that a risk moved"),
    (Event.RISK_CLOSED, {}, "", "closed a risk"),
]
