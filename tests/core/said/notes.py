"""What is said: sentences about anonymous notes."""

from apps.core.audit import Event

SAID = [
    (Event.NOTES_OPENED, {}, "", "let people raise something anonymously"),
    (Event.NOTES_CLOSED, {}, "", "stopped taking anonymous notes"),
    (Event.NOTES_LINK_RENEWED, {}, "", "made a new link for anonymous notes"),
    (Event.NOTES_DELIVERED, {}, "", "delivered anonymous notes"),
    (Event.NOTES_DELIVERED, {"damaged": 1}, "", "delivered anonymous notes; one could not be opened"),
    (
        Event.NOTES_LOST,
        {},
        "",
        "deleted anonymous notes that could not be opened: their key was lost",
    ),
    (Event.NOTE_ANSWERED, {}, "", "answered an anonymous note"),
    (Event.NOTE_SETTLED, {}, "", "marked an anonymous note as dealt with"),
]
