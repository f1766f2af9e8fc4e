"""What is said: sentences about the directory and the published lists."""

from apps.core.audit import Event
from apps.core.wordings.words import GONE

SAID = [
    (Event.PERSON_ADDED, {}, "Ann Lee", "added Ann Lee to the directory"),
    (Event.PERSON_ADDED, {}, "", f"added {GONE} to the directory"),
    (Event.PEOPLE_IMPORTED, {"count": 1200}, "", "added 1,200 people to the directory from a list"),
    (Event.PEOPLE_IMPORTED, {"count": 1}, "", "added one person to the directory from a list"),
    (
        Event.PERSON_CHANGED,
        {"fields": ["email", "staff_group"]},
        "Ann Lee",
        "changed the entry of Ann Lee: email address, staff group",
    ),
    (Event.PERSON_CHANGED, {"fields": ["active_to"]}, "Ann Lee", "put Ann Lee back into the directory"),
    (Event.PERSON_REMOVED, {}, "Ann Lee", "marked Ann Lee as left"),
    (
        Event.PERSON_REMOVED,
        {"on": "2026-05-03"},
        "Ann Lee",
        "set 3 May 2026 as the leaving date of Ann Lee",
    ),
    (Event.PEOPLE_MERGED, {}, "Ann Lee", "merged two entries of Ann Lee"),
    (Event.PEOPLE_APART, {}, "", "said that two entries that look alike are two people"),
    (Event.PERSON_HANDED_OUT, {}, "Ann Lee", "downloaded what is kept about Ann Lee"),
    (Event.PERSON_HANDED_OUT, {"own": True}, "Ann Lee", "downloaded what is kept about themselves"),
    (Event.PERSON_ERASED, {}, "", "erased a person from the directory"),
    (Event.PERSON_REMOVED, {"count": 3}, "", "took the 3 people of an uploaded list out again"),
    (Event.ORGANISATIONS_IMPORTED, {"x": 1}, "", "imported published lists of networks and practices"),
]
