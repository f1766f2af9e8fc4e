"""What is said: sentences about an area's places and collections of reports."""

from apps.core.audit import Event

SAID = [
    (Event.REPORT_ASKED_FOR, {"year_end": "2026-03-31"}, "", "asked, for the area, for the report on a year"),
    (Event.REPORTS_ASKED_FOR, {"count": 1}, "", "asked one network for reports"),
    (Event.REPORTS_ASKED_FOR, {"count": 80}, "", "asked 80 networks for reports"),
    (Event.REPORTS_ASKED_AGAIN, {"count": 2}, "", "asked 2 networks once more, where it had not worked"),
    (Event.REPORTS_REMINDED, {"count": 5}, "", "reminded 5 networks of reports"),
    (Event.REPORTS_TAKEN, {"count": 1}, "", "downloaded a released report in one file"),
    (Event.REPORTS_TAKEN, {"count": 40}, "", "downloaded 40 released reports in one file"),
    (Event.PLACE_NAMED, {}, "", "named a place of the area"),
    (Event.PLACE_FILLED, {"count": 1}, "", "changed the place of one network"),
    (Event.PLACE_FILLED, {"count": 3}, "", "changed the place of 3 networks"),
    (Event.PLACE_CLOSED, {}, "", "closed a place of the area"),
]
