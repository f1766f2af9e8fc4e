"""What is said: sentences about the network's profile and what its population needs."""

from apps.core.audit import Event

NEED = "More people with dementia"

SAID = [
    (
        Event.PROFILE_CHANGED,
        {"fields": ["collaboration", "name"]},
        "",
        "changed the network’s profile: working together before the network, name",
    ),
    (Event.PRACTICE_NAMED, {}, "Mill Lane Surgery", "corrected the name of Mill Lane Surgery"),
    (
        Event.PRACTICE_NAMED,
        {"taken_back": True},
        "Mill Lane Surgery",
        "took the corrected name of Mill Lane Surgery back",
    ),
    (Event.CHANGES_SEEN, {"count": 1}, "", "marked one change of the published lists as seen"),
    (Event.CHANGES_SEEN, {"count": 12}, "", "marked 12 changes of the published lists as seen"),
    (Event.NEED_RECORDED, {}, NEED, f"recorded the need “{NEED}”"),
    (Event.NEED_CHANGED, {}, "", "changed a need of the population"),
    (Event.NEED_CLOSED, {}, NEED, f"closed the need “{NEED}”"),
    (Event.NEED_REOPENED, {}, NEED, f"opened the need “{NEED}” again"),
]
