"""What is said: sentences about what networks ask of their area, and about the area's overview."""

from apps.core.audit import Event

SAID = [
    (Event.ASK_DRAFTED, {}, "", "wrote an ask to the area, not sent yet"),
    (Event.ASKS_TAKEN, {"count": 1}, "", "made a draft of what a report asks of the area"),
    (Event.ASKS_TAKEN, {"count": 3}, "", "made 3 drafts of what a report asks of the area"),
    (Event.ASK_DELETED, {}, "", "deleted a draft of an ask to the area"),
    (Event.ASK_SENT, {}, "", "sent an ask to the area"),
    (Event.ASK_WITHDRAWN, {}, "", "withdrew an ask to the area"),
    (Event.ASK_SHOWN, {"how": "nobody"}, "", "let other networks see an ask no more"),
    (Event.ASK_SHOWN, {"how": "unnamed"}, "", "let other networks see an ask without its name"),
    (Event.ASK_SHOWN, {"how": "named"}, "", "let other networks see an ask with its name"),
    (Event.ASK_MORE, {}, "", "said more about an ask to the area"),
    (Event.ASK_SETTLED, {}, "", "said that an ask to the area is settled"),
    (Event.ASK_REOPENED, {}, "", "said that an ask to the area is not settled after all"),
    (Event.ASK_SUPPORTED, {}, "", "supported what another network asks of the area"),
    (Event.ASK_SUPPORT_ENDED, {}, "", "took back the support of what another network asks of the area"),
    (Event.ASK_OWNED, {}, "", "said who looks after an ask to the area"),
    (Event.ASK_REPLIED, {"reply": "accepted"}, "", "accepted an ask to the area"),
    (Event.ASK_REPLIED, {"reply": "declined"}, "", "declined an ask to the area"),
    (Event.ASK_REPLIED, {"reply": "more"}, "", "asked for more about an ask to the area"),
    (Event.OVERVIEW_REQUESTED, {}, "", "asked for “One year on in this area”"),
    (Event.OVERVIEW_REQUESTED, {"again": True}, "", "asked once more for “One year on in this area”"),
    (Event.OVERVIEW_DOWNLOADED, {}, "", "downloaded “One year on in this area”"),
]
