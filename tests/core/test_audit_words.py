"""The log's sentences: one for everything that is recorded, whatever it is about."""

import ast
from pathlib import Path

import pytest

from apps.core.audit import Event
from apps.core.audit_words import FIELDS, GONE, LISTS, WORDINGS, Kind, codes_of, sentence
from apps.people.forms import PersonForm
from apps.people.queries import Reach

APPS = Path(__file__).resolve().parents[2] / "apps"

SAID = [
    (Event.ACCESS_INVITED, {"role": "board_member"}, "", "invited somebody as board member"),
    (
        Event.ACCESS_INVITATION_RENEWED,
        {"role": "manager"},
        "",
        "sent an invitation as manager again, with a new link",
    ),
    (Event.ACCESS_INVITATION_WITHDRAWN, {"role": "manager"}, "", "withdrew an invitation as manager"),
    (Event.ACCESS_ACCEPTED, {"role": "finance_lead"}, "", "accepted the invitation as finance lead"),
    (
        Event.ACCESS_ROLE_CHANGED,
        {"was": "board_member", "role": "manager"},
        "Ann Lee",
        "made Ann Lee manager instead of board member",
    ),
    (Event.ACCESS_REMOVED, {"roles": ["manager"]}, "Ann Lee", "took away the access of Ann Lee"),
    (
        Event.ACCESS_INVITED,
        {"role": "manager"},
        "Northern Vale PCN",
        "invited somebody as manager of Northern Vale PCN",
    ),
    (Event.ACCESS_LEFT, {"roles": ["manager"]}, "Ann Lee", "gave up their own access"),
    (
        Event.ACCESS_ENDED,
        {"role": "practice_manager"},
        "Ann Lee",
        "ended the access of Ann Lee: their practice is no longer in the network",
    ),
    (
        Event.ACCESS_CONFIRMED,
        {"role": "ics_analyst"},
        "Ann Lee",
        "confirmed the access of Ann Lee as ICS analyst",
    ),
    (Event.SHARING_ON, {"what": "count"}, "", "switched on “Count us in medians”"),
    (Event.SHARING_OFF, {"what": "show"}, "", "switched off “Show our figures to the ICS”"),
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
    (Event.PERSON_REMOVED, {"count": 3}, "", "took the 3 people of an uploaded list out again"),
    (Event.ORGANISATIONS_IMPORTED, {"x": 1}, "", "imported published lists of networks and practices"),
    (
        Event.ROUND_OPENED,
        {"invited": 42},
        "Autumn",
        "opened a scorecard round “Autumn” and invited 42 people",
    ),
    (Event.ROUND_OPENED, {"invited": 1}, "", "opened a scorecard round and invited one person"),
    (Event.ROUND_OPENED, {"way": "open"}, "Autumn", "opened a scorecard round “Autumn” with one open link"),
    (
        Event.ROUND_OPEN_LINK_RENEWED,
        {},
        "Autumn",
        "made a new open link for the round “Autumn”; the old one no longer works",
    ),
    (
        Event.ROUND_HEADS_COUNTED,
        {"heads": 18},
        "Autumn",
        "entered that 18 people were in the room for the round “Autumn”",
    ),
    (
        Event.ROUND_HEADS_COUNTED,
        {"heads": 1, "was": 18},
        "Autumn",
        "entered that one person was in the room for the round “Autumn” instead of 18",
    ),
    (Event.ROUND_REMINDED, {}, "Autumn", "sent reminders for the round “Autumn”"),
    (
        Event.ROUND_REMINDER_SWITCHED,
        {"is_on": False},
        "Autumn",
        "switched a planned reminder of the round “Autumn” off",
    ),
    (
        Event.ROUND_REMINDER_SWITCHED,
        {"is_on": True},
        "Autumn",
        "switched a planned reminder of the round “Autumn” on",
    ),
    (Event.ROUND_TRIED, {}, "", "sent themselves a test of an invitation"),
    (Event.SERIES_PUT_OFF, {}, "", "put off the next round of a series"),
    (Event.SERIES_ENDED, {}, "", "ended a series of rounds and deleted its list of people"),
    (
        Event.ROUND_OPENED,
        {"invited": 3, "kind": "check_in"},
        "May",
        "opened a check-in “May” and invited 3 people",
    ),
    (Event.CHECK_INS_SET_UP, {}, "", "set up check-ins that open by themselves"),
    (Event.CHECK_INS_CHANGED, {"what": "questions"}, "", "changed what the next check-ins ask"),
    (Event.CHECK_INS_CHANGED, {"what": "skipped"}, "", "left out the next check-in"),
    (Event.CHECK_INS_ENDED, {}, "", "ended the check-ins that opened by themselves"),
    (Event.CHECK_INS_CHANGED, {"what": "support"}, "", "changed where people find support"),
    (Event.SUPPORT_CHECKED, {}, "", "had the addresses of support looked at"),
    (Event.ROUND_LINK_RENEWED, {}, "Autumn", "had a new link sent for the round “Autumn”"),
    (
        Event.ROUND_LINK_RENEWED,
        {"elsewhere": True},
        "Autumn",
        "had a new link sent for the round “Autumn”, to another address than the invitation had gone to",
    ),
    (
        Event.ROUND_EXTENDED,
        {"closes_at": "2026-03-05T17:00:00+00:00"},
        "Autumn",
        "let the round “Autumn” run until 5 March 2026",
    ),
    (Event.ROUND_CLOSE_ASKED, {}, "Autumn", "closed the round “Autumn” early"),
    (
        Event.ROUND_REVIEWER_NAMED,
        {},
        "Autumn",
        "named somebody else to read the comments of the round “Autumn”",
    ),
    (Event.ROUND_ALARM, {}, "Autumn", "could not count the round “Autumn” and told the administrators"),
    (Event.ROUND_CLOSED, {}, "Autumn", "closed and counted the round “Autumn”"),
    (Event.ROUND_RELEASED, {}, "Autumn", "showed the results of the round “Autumn” to the network"),
    (
        Event.ROUND_RELEASED,
        {"by_itself": True},
        "Autumn",
        "showed the results of the round “Autumn” to the network, since nobody had in 14 days",
    ),
    (Event.ROUND_CANCELLED, {}, "", "cancelled a round"),
    (Event.ROUND_VOIDED, {}, "Autumn", "ended the round “Autumn” without a result: its key was lost"),
    (
        Event.QUESTIONS_CHANGED,
        {"what": "added", "count": 2},
        "",
        "wrote a question to ask besides the scorecard; now 2 are there",
    ),
    (
        Event.QUESTIONS_CHANGED,
        {"what": "taken", "count": 1},
        "",
        "took in questions that the area offers; now one is there",
    ),
    (Event.QUESTIONS_OFFERED, {"count": 3}, "", "offered 3 questions to the area’s networks"),
    (Event.QUESTIONS_WITHDRAWN, {}, "", "stopped offering questions to the area’s networks"),
    (Event.COMMENT_DECIDED, {}, "Autumn", "decided on a comment of the round “Autumn”"),
    (
        Event.WORKSHOP_NOTE_WRITTEN,
        {"kind": "action"},
        "Autumn",
        "wrote down an action at the workshop of the round “Autumn”",
    ),
    (
        Event.WORKSHOP_NOTE_CHANGED,
        {"kind": "agenda"},
        "Autumn",
        "changed something for the agenda of the workshop of the round “Autumn”",
    ),
    (
        Event.WORKSHOP_NOTE_DELETED,
        {"kind": "note"},
        "Autumn",
        "deleted a note of the workshop of the round “Autumn”",
    ),
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
    (
        Event.CONTROLLER_NAMED,
        {},
        "",
        "said which practice or body is the data controller, or how to reach it",
    ),
    (Event.REPORT_REQUESTED, {"year_end": "2026-03-31"}, "One year on", "asked for the report “One year on”"),
    (Event.REPORT_REQUESTED, {"again": True}, "One year on", "asked once more for the report “One year on”"),
    (Event.REPORT_APPROVED, {"content": "0a"}, "One year on", "approved the report “One year on”"),
    (Event.REPORT_RELEASED, {}, "One year on", "released the report “One year on” to the area"),
    (Event.REPORT_DOWNLOADED, {"state": "released"}, "One year on", "downloaded the report “One year on”"),
    (Event.REPORT_DOWNLOADED, {"state": "draft"}, "", "downloaded a report, a draft"),
    (Event.LOGGED_IN, {}, "", "logged in"),
    (Event.LOGGED_IN, {"how": "organisation"}, "", "logged in by their organisation"),
    (Event.ORGANISATION_BOUND, {}, "", "set up logging in by their organisation"),
    (Event.ORGANISATION_UNBOUND, {}, "", "ended logging in by their organisation"),
    (
        Event.LOG_IN_FAILED,
        {},
        "",
        "tried to log in and failed, or somebody else did with their email address",
    ),
    (Event.NAME_CHANGED, {}, "", "changed their name"),
    (Event.LOGGED_OUT, {}, "", "logged out"),
    (Event.LOGGED_OUT, {"why": "idle"}, "", "was logged out after 30 minutes without use"),
    (Event.LOGGED_OUT, {"why": "longest"}, "", "was logged out after 12 hours"),
    (
        Event.ATTEMPTS_LIMITED,
        {},
        "",
        "tried to log in or to confirm who they are too often, and was turned away",
    ),
    (Event.PASSWORD_CHANGED, {}, "Ann Lee", "changed their password"),
    (
        Event.PASSWORD_RESET_ASKED,
        {},
        "",
        "asked for a link to choose a new password, or somebody else did for them",
    ),
    (Event.PASSWORD_RESET, {}, "Ann Lee", "chose a new password by a mailed link"),
    (
        Event.SECOND_FACTOR_FAILED,
        {},
        "",
        "gave the right password and then a wrong code or passkey, or somebody else did",
    ),
    (Event.SECOND_FACTOR_ADDED, {"kind": "passkey"}, "Ann Lee", "added a passkey as second factor"),
    (Event.SECOND_FACTOR_ADDED, {"kind": "app"}, "", "added an authenticator app as second factor"),
    (Event.SECOND_FACTOR_REMOVED, {"kind": "passkey"}, "", "removed a passkey as second factor"),
    (
        Event.SECOND_FACTOR_RESET,
        {},
        "Ann Lee",
        "removed every second factor of Ann Lee, who had lost theirs",
    ),
    (Event.RECOVERY_CODES_MADE, {}, "", "made new recovery codes"),
    (Event.RECOVERY_CODE_USED, {}, "", "used a recovery code"),
    (Event.DEVICES_FORGOTTEN, {}, "", "stopped trusting every device"),
    (Event.SESSIONS_ENDED, {"count": 1}, "", "logged one device out"),
    (Event.SESSIONS_ENDED, {"count": 3}, "", "logged 3 devices out"),
    (Event.EXPORTED, {"what": "people", "count": 42}, "", "downloaded the list of people (42 lines)"),
    (Event.EXPORTED, {"what": "results"}, "Autumn", "downloaded the results of the round “Autumn”"),
    (
        Event.RESPONSE_SENT,
        {},
        "October",
        "said what will be done after the round “October”, and had everybody invited told",
    ),
    (
        Event.WAIT_OVERRIDDEN,
        {},
        "October",
        "let check-ins open again, with a reason, although the round “October” and the one before have no response",
    ),
    (Event.EXPORTED, {"what": "trend"}, "", "downloaded the check-ins over time"),
    (Event.PAPER_ASKED, {}, "Autumn", "had the results of the round “Autumn” put on one page"),
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


@pytest.mark.parametrize(("event", "detail", "about", "words"), SAID)
def test_sentence(event, detail, about, words):
    assert sentence(event, detail, about) == words


def test_every_event_has_a_sentence_and_a_test_of_it():
    assert set(WORDINGS) == {event.value for event in Event}
    assert {event for event, *_ in SAID} == set(Event)


def test_every_event_is_of_one_kind():
    assert sorted(code for kind in Kind for code in codes_of(kind)) == sorted(WORDINGS)
    assert all(kind.label for kind in Kind)


def test_code_of_a_later_version_is_shown_as_it_is():
    assert sentence("meeting.held", {}) == "did something this version has no words for (meeting.held)"


def downloads_recorded():
    """What rooms call the lists they record as downloaded."""
    for path in APPS.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and node.args and ast.unparse(node.args[0]) == "Event.EXPORTED":
                yield next(ast.literal_eval(word.value) for word in node.keywords if word.arg == "what")


def test_every_list_that_is_downloaded_has_a_name():
    assert set(downloads_recorded()) == set(LISTS)


def test_every_field_of_a_person_has_a_name(db, network):
    assert set(PersonForm(reach=Reach(network)).fields) == set(FIELDS)
