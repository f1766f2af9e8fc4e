"""What is said: sentences about who would like to lead."""

from apps.core.audit import Event

SAID = [
    (Event.LEAD_OFFERED, {}, "", "offered to lead something"),
    (Event.LEAD_WITHDRAWN, {}, "", "withdrew an offer to lead"),
    (Event.LEAD_ANSWERED, {}, "Ann Lee", "answered an offer to lead of Ann Lee"),
    (Event.COURSE_ADDED, {}, "Ann Lee", "noted leadership development of Ann Lee"),
    (Event.COURSE_REMOVED, {}, "Ann Lee", "removed leadership development of Ann Lee"),
]
