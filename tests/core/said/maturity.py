"""What is said: sentences about the maturity matrix."""

from apps.core.audit import Event

SAID = [
    (
        Event.MATURITY_AGREED,
        {"count": 12},
        "",
        "recorded what a meeting said of 12 statements on maturity",
    ),
    (Event.EVIDENCE_ADDED, {"count": 1}, "", "added evidence for one statement"),
    (Event.EVIDENCE_ADDED, {"count": 3}, "", "added evidence for 3 statements"),
    (Event.EVIDENCE_RENEWED, {}, "", "said that a piece of evidence is still true"),
    (Event.EVIDENCE_HANDED_OVER, {}, "", "had somebody else look after a piece of evidence"),
    (Event.EVIDENCE_TAKEN_OFF, {}, "", "took a piece of evidence off a statement"),
    (Event.EVIDENCE_DOWNLOADED, {}, "", "downloaded a file of evidence"),
    (Event.SUPPORT_DRAFTED, {}, "", "wrote that the network would like support, not sent yet"),
    (Event.SUPPORT_DELETED, {}, "", "deleted a draft that asked for support"),
    (Event.SUPPORT_SENT, {}, "", "asked the area for support"),
    (Event.SUPPORT_OFFERED, {}, "", "answered a network’s request for support with an offer"),
    (Event.STEPS_NAMED, {}, "", "named the steps of maturity by the area’s own framework"),
]
