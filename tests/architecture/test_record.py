"""Every write and every download puts itself on record."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ENGINE = [
    ROOT / "apps/surveys" / name for name in ("opening.py", "answering.py", "reviewing.py", "open_link.py")
]
ACTIONS = [
    *sorted((ROOT / "apps").glob("*/actions.py")),
    *sorted((ROOT / "apps").glob("*/*_actions.py")),
    *ENGINE,
]
VIEWS = sorted((ROOT / "apps").glob("*/*views.py"))
# What puts something on record on behalf of whoever calls it.
RECORDERS = {"record", "record_in", "tell", "hand_out"}
# A file that is handed out.
DOWNLOADS = {"table_csv", "csv_response", "as_download"}
# Public functions of actions.py that put nothing on record, and why.
SILENT = {
    "jobs.enqueue": "part of an action, which records itself",
    "jobs.enqueue_many": "part of an action, which records itself",
    "jobs.try_again": "part of an action, which records itself",
    "people.hold": "locks",
    "people.check_free": "reads",
    "roles.log_month": "one's own time is for oneself: the log would tell who keeps one",
    "surveys.submit": "when or what somebody answered may stand nowhere",
    "surveys.enlist": "the asking to open the round is on record; a worker makes its invitations",
    "surveys.prepare": "the asking to open the round is on record; a worker makes its key",
    "surveys.enqueue_closing": "part of an action, which records itself",
    "surveys.end_without_result": "part of an action, which records itself",
    "surveys.refuse_overlap": "reads",
    "surveys.lock": "reads",
    "surveys.is_full": "reads",
    "surveys.was_sent_in": "reads",
    "surveys.most_envelopes": "reads",
    "scorecard.show": "which slide a screen shows is gone when it moves on",
    "scorecard.start_timer": "how long a room talks is nothing to keep",
    "scorecard.stop_timer": "how long a room talks is nothing to keep",
    "wellbeing.open_by_clock": "the round that opens is on record",
    "wellbeing.open_check_in": "the round that opens is on record",
    "notes.raise_note": "when or whether somebody raised something may stand nowhere",
    "notes.begin_batch": "part of an action, which records itself",
    "overview.make": "the asking for it is on record; a worker makes it",
    "reports.make": "the asking for it is on record; a worker makes it",
    "reports.make_handover": "the asking for it is on record; a worker makes it",
    "meetings.make_pack": "the asking for it is on record; a worker makes it",
    "reports.standing": "reads",
    "people.undoable": "reads",
    "meetings.sign_up": "whoever signs up has no account; the list of an event says who did",
    "meetings.take_up": "the action that comes of it is on record",
    "meetings.agree_action": "writing down an action is on record",
    "meetings.lock": "locks",
    "meetings.lock_running": "locks",
    "meetings.next_number": "locks and reads",
    "meetings.is_locked": "reads",
    "meetings.quorate_at": "reads",
    "meetings.begin_item": "when an item was talked about stands with it",
    "meetings.finish_item": "when an item was talked about stands with it",
    "meetings.draft": "the end of the meeting is on record; its minutes come of it",
    "desk.mark_taken": "part of a download, which is on record",
    "meetings.undraft": "that the meeting was opened again is on record",
}


def functions(source: str) -> dict[str, ast.FunctionDef]:
    return {node.name: node for node in ast.parse(source).body if isinstance(node, ast.FunctionDef)}


def calls(node) -> set[str]:
    called = (one.func for one in ast.walk(node) if isinstance(one, ast.Call))
    return {func.attr if isinstance(func, ast.Attribute) else getattr(func, "id", "") for func in called}


def recording(source: str) -> set[str]:
    """Functions of a module that record, themselves or through another of the module."""
    called = {name: calls(node) for name, node in functions(source).items()}
    found = {name for name, names in called.items() if names & RECORDERS}
    while more := {name for name, names in called.items() if names & found} - found:
        found |= more
    return found


def unrecorded(path: Path) -> set[str]:
    source, room = path.read_text(), path.parent.name
    public = {name for name in functions(source) if not name.startswith("_")}
    return {f"{room}.{name}" for name in public - recording(source)}


@pytest.mark.parametrize("path", ACTIONS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_action_is_on_record(path):
    assert unrecorded(path) <= set(SILENT)


def test_reasons_are_still_needed():
    assert set(SILENT) <= set().union(*(unrecorded(path) for path in ACTIONS))


@pytest.mark.parametrize("path", VIEWS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_download_is_on_record(path):
    source = path.read_text()
    handing = {name for name, node in functions(source).items() if calls(node) & DOWNLOADS}
    helpers = {"as_download"}  # makes the answer; whoever calls it records
    assert handing - helpers <= recording(source)


def test_an_action_without_record_is_seen():
    source = "def good():\n    _inner()\ndef _inner():\n    record(1)\ndef bad():\n    x.save()\n"
    assert recording(source) == {"good", "_inner"}
