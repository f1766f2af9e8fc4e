"""What is said: sentences about reports and about lists that were downloaded."""

from apps.core.audit import Event

SAID = [
    (Event.HANDOVER_FORGOTTEN, {}, "", "deleted the handover pack, since somebody’s data were erased"),
    (Event.HANDOVER_REQUESTED, {}, "", "asked for a handover pack"),
    (Event.HANDOVER_DOWNLOADED, {}, "", "downloaded the handover pack"),
    (Event.REPORT_REQUESTED, {"year_end": "2026-03-31"}, "One year on", "asked for the report “One year on”"),
    (Event.REPORT_REQUESTED, {"again": True}, "One year on", "asked once more for the report “One year on”"),
    (Event.REPORT_APPROVED, {"content": "0a"}, "One year on", "approved the report “One year on”"),
    (Event.REPORT_RELEASED, {}, "One year on", "released the report “One year on” to the area"),
    (Event.REPORT_DOWNLOADED, {"state": "released"}, "One year on", "downloaded the report “One year on”"),
    (Event.REPORT_DOWNLOADED, {"state": "draft"}, "", "downloaded a report, a draft"),
    (Event.EXPORTED, {"what": "people", "count": 42}, "", "downloaded the list of people (42 lines)"),
    (Event.EXPORTED, {"what": "results"}, "Autumn", "downloaded the results of the round “Autumn”"),
    (Event.EXPORTED, {"what": "trend"}, "", "downloaded the check-ins over time"),
    (
        Event.EXPORTED,
        {"what": "owners", "count": 3},
        "",
        "downloaded the list of who has which actions open (3 lines)",
    ),
    (
        Event.EXPORTED,
        {"what": "follow_through", "count": 3},
        "",
        "downloaded how the network follows through (3 lines)",
    ),
    (Event.EXPORTED, {"what": "thread", "count": 7}, "", "downloaded a thread from score to score (7 lines)"),
    (Event.EXPORTED, {"what": "actions", "count": 7}, "", "downloaded the list of actions (7 lines)"),
    (Event.EXPORTED, {"what": "decisions", "count": 7}, "", "downloaded the list of decisions (7 lines)"),
    (Event.EXPORTED, {"what": "risks", "count": 7}, "", "downloaded the list of risks (7 lines)"),
    (Event.EXPORTED, {"what": "paper"}, "Autumn", "downloaded the results on one page of the round “Autumn”"),
    (Event.EXPORTED, {"what": "history"}, "", "downloaded the results of all rounds"),
    (Event.EXPORTED, {"what": "slips"}, "Autumn", "downloaded the paper slips of the round “Autumn”"),
    (Event.EXPORTED, {"what": "members", "count": 9}, "", "downloaded the list of who has access (9 lines)"),
    (
        Event.EXPORTED,
        {"what": "invitations", "count": 1},
        "",
        "downloaded the list of open invitations (one line)",
    ),
    (Event.EXPORTED, {"what": "rounds", "count": 3}, "", "downloaded the list of rounds (3 lines)"),
    (Event.EXPORTED, {"what": "reports", "count": 2}, "", "downloaded the list of reports (2 lines)"),
    (
        Event.EXPORTED,
        {"what": "practices", "count": 7},
        "",
        "downloaded the list of member practices (7 lines)",
    ),
    (
        Event.EXPORTED,
        {"what": "problems", "count": 2},
        "",
        "downloaded the lines of a list that can’t be used (2 lines)",
    ),
    (Event.EXPORTED, {"what": "log", "count": 1}, "", "downloaded this log (one line)"),
]
