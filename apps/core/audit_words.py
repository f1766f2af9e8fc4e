"""What the log says: a sentence for everything that is recorded. Codes and names in, words out; no Django."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from .moments import day

PORTAL = "The portal"
GONE = "somebody who is no longer here"
UNKNOWN = "Somebody unknown"


class Kind(Enum):
    """What a reader may narrow the log to; the value stands in addresses."""

    ACCESS = "access"
    PEOPLE = "people"
    ROUNDS = "rounds"
    NOTES = "notes"
    REPORTS = "reports"
    DOWNLOADS = "downloads"
    PUBLISHED = "published"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Kind.ACCESS: "Access and logging in",
    Kind.PEOPLE: "People",
    Kind.ROUNDS: "Scorecards and check-ins",
    Kind.NOTES: "Anonymous notes",
    Kind.REPORTS: "Reports",
    Kind.DOWNLOADS: "Downloads",
    Kind.PUBLISHED: "Published lists",
}

# What may be downloaded as a list, by the code in ``detail["what"]``.
LISTS = {
    "people": "the list of people",
    "results": "the results",
    "history": "the results of all rounds",
    "trend": "the check-ins over time",
    "paper": "the results on one page",
    "slips": "the paper slips",
    "networks": "the list of networks",
    "log": "this log",
    "rounds": "the list of rounds",
    "reports": "the list of reports",
    "members": "the list of who has access",
    "practices": "the list of member practices",
    "problems": "the lines of a list that can’t be used",
    "invitations": "the list of open invitations",
    "workshop_notes": "the notes of the workshop",
    "comparison": "the comparison with other networks",
    "scorecards": "the list of networks’ scorecards",
}
# Fields of a person, as their page calls them.
FIELDS = {
    "email": "email address",
    "name": "name",
    "organisation": "organisation",
    "practice": "practice",
    "staff_group": "staff group",
}


@dataclass(frozen=True)
class Wording:
    """``say(detail, about)`` gives what stands behind the name of whoever did it. ``about`` is the name of the
    person, round or report concerned, and empty where there is none any more."""

    kind: Kind
    say: Callable[[Mapping, str], str]


def _many(count, one: str, more: str) -> str:
    return one if count == 1 else more.format(f"{count:,}")


def _person(about: str) -> str:
    return about or GONE


def _role(detail: Mapping, key: str = "role") -> str:
    return str(detail.get(key, "")).replace("_", " ").replace("ics ", "ICS ")


def _as_role(detail: Mapping, about: str) -> str:
    """In the administrators' log ``about`` names the network."""
    return f"as {_role(detail)}" + (f" of {about}" if about else "")


def _round(about: str) -> str:
    return f"the round “{about}”" if about else "a round"


def _report(about: str) -> str:
    return f"the report “{about}”" if about else "a report"


def _person_changed(detail: Mapping, about: str) -> str:
    fields = detail.get("fields", [])
    if fields == ["active_to"]:
        return f"put {_person(about)} back into the directory"
    named = ", ".join(FIELDS.get(field, field) for field in fields)
    return f"changed the entry of {_person(about)}" + (f": {named}" if named else "")


def _person_removed(detail: Mapping, about: str) -> str:
    if "count" in detail:
        people = _many(detail["count"], "the one person", "the {} people")
        return f"took {people} of an uploaded list out again"
    return f"marked {_person(about)} as left"


def _round_opened(detail: Mapping, about: str) -> str:
    named = f" “{about}”" if about else ""
    what = "check-in" if detail.get("kind") == "check_in" else "scorecard round"
    if detail.get("way") == "open":
        return f"opened a {what}{named} with one open link"
    return f"opened a {what}{named} and invited {_many(detail['invited'], 'one person', '{} people')}"


_CHECK_INS = {
    "questions": "what the next check-ins ask",
    "rhythm": "how often check-ins open",
    "pauses": "the days without check-ins",
    "support": "where people find support",
}


def _check_ins_changed(detail: Mapping, about: str) -> str:
    if detail["what"] == "skipped":
        return "left out the next check-in"
    return f"changed {_CHECK_INS[detail['what']]}"


_QUESTIONS = {
    "added": "wrote a question to ask besides the scorecard",
    "changed": "changed a question that is asked besides the scorecard",
    "moved": "changed the order of the questions that are asked besides the scorecard",
    "removed": "removed a question that was asked besides the scorecard",
    "taken": "took in questions that the area offers",
}


def _questions_changed(detail: Mapping, about: str) -> str:
    now = {0: "none are", 1: "one is"}.get(detail["count"], f"{detail['count']} are")
    return f"{_QUESTIONS.get(detail['what'], _QUESTIONS['changed'])}; now {now} there"


def _round_heads(detail: Mapping, about: str) -> str:
    heads = _many(detail["heads"], "one person was", "{} people were")
    was = f" instead of {detail['was']:,}" if detail.get("was") else ""
    return f"entered that {heads} in the room for {_round(about)}{was}"


def _round_released(detail: Mapping, about: str) -> str:
    late = ", since nobody had in 14 days" if detail.get("by_itself") else ""
    return f"showed the results of {_round(about)} to the network{late}"


def _round_extended(detail: Mapping, about: str) -> str:
    return f"let {_round(about)} run until {day(date.fromisoformat(detail['closes_at'][:10]))}"


def _reminder_switched(detail: Mapping, about: str) -> str:
    return f"switched a planned reminder of {_round(about)} {'on' if detail.get('is_on') else 'off'}"


def _link_renewed(detail: Mapping, about: str) -> str:
    elsewhere = ", to another address than the invitation had gone to" if "elsewhere" in detail else ""
    return f"had a new link sent for {_round(about)}{elsewhere}"


def _taken_down(detail: Mapping) -> str:
    return {"agenda": "something for the agenda", "action": "an action"}.get(detail.get("kind"), "a note")


def _switch(detail: Mapping) -> str:
    """As its page calls it."""
    names = {"count": "Count us in medians", "show": "Show our figures to the ICS"}
    return names.get(detail.get("what"), "a switch of sharing")


def _report_requested(detail: Mapping, about: str) -> str:
    return f"asked once more for {_report(about)}" if "again" in detail else f"asked for {_report(about)}"


def _report_downloaded(detail: Mapping, about: str) -> str:
    return f"downloaded {_report(about)}" + (", a draft" if detail.get("state") == "draft" else "")


def _exported(detail: Mapping, about: str) -> str:
    of = f" of {_round(about)}" if about else ""
    lines = f" ({_many(detail['count'], 'one line', '{} lines')})" if "count" in detail else ""
    return f"downloaded {LISTS.get(detail.get('what'), 'a list')}{of}{lines}"


def _notes_delivered(detail: Mapping, about: str) -> str:
    damaged = detail.get("damaged", 0)
    lost = f"; {_many(damaged, 'one', '{}')} could not be opened" if damaged else ""
    return f"delivered anonymous notes{lost}"


_LOGGED_OUT = {
    "idle": "was logged out after 30 minutes without use",
    "longest": "was logged out after 12 hours",
}
_FACTORS = {"app": "an authenticator app", "passkey": "a passkey"}


def _factor(detail: Mapping) -> str:
    return _FACTORS.get(detail.get("kind"), "a second factor")


def _plain(words: str) -> Callable[[Mapping, str], str]:
    return lambda detail, about: words


def _of(words: str, name: Callable[[str], str]) -> Callable[[Mapping, str], str]:
    return lambda detail, about: words.format(name(about))


# By the code that is stored; a test holds it against `audit.Event`.
WORDINGS = {
    "person.added": Wording(Kind.PEOPLE, _of("added {} to the directory", _person)),
    "people.imported": Wording(
        Kind.PEOPLE,
        lambda detail, about: (
            f"added {_many(detail['count'], 'one person', '{} people')} to the directory from a list"
        ),
    ),
    "person.changed": Wording(Kind.PEOPLE, _person_changed),
    "person.removed": Wording(Kind.PEOPLE, _person_removed),
    "organisations.imported": Wording(
        Kind.PUBLISHED, _plain("imported published lists of networks and practices")
    ),
    "round.opened": Wording(Kind.ROUNDS, _round_opened),
    "round.reminded": Wording(Kind.ROUNDS, _of("sent reminders for {}", _round)),
    "round.reminder_switched": Wording(Kind.ROUNDS, _reminder_switched),
    "round.tried": Wording(Kind.ROUNDS, _plain("sent themselves a test of an invitation")),
    "series.put_off": Wording(Kind.ROUNDS, _plain("put off the next round of a series")),
    "series.ended": Wording(Kind.ROUNDS, _plain("ended a series of rounds and deleted its list of people")),
    "check_ins.set_up": Wording(Kind.ROUNDS, _plain("set up check-ins that open by themselves")),
    "check_ins.changed": Wording(Kind.ROUNDS, _check_ins_changed),
    "check_ins.ended": Wording(Kind.ROUNDS, _plain("ended the check-ins that opened by themselves")),
    "support.checked": Wording(Kind.ROUNDS, _plain("had the addresses of support looked at")),
    "round.link_renewed": Wording(Kind.ROUNDS, _link_renewed),
    "round.open_link_renewed": Wording(
        Kind.ROUNDS, _of("made a new open link for {}; the old one no longer works", _round)
    ),
    "round.heads_counted": Wording(Kind.ROUNDS, _round_heads),
    "round.extended": Wording(Kind.ROUNDS, _round_extended),
    "round.close_asked": Wording(Kind.ROUNDS, _of("closed {} early", _round)),
    "round.closed": Wording(Kind.ROUNDS, _of("closed and counted {}", _round)),
    "round.released": Wording(Kind.ROUNDS, _round_released),
    "wellbeing.response_sent": Wording(
        Kind.ROUNDS, _of("said what will be done after {}, and had everybody invited told", _round)
    ),
    "wellbeing.wait_overridden": Wording(
        Kind.ROUNDS,
        _of(
            "let check-ins open again, with a reason, although {} and the one before have no response", _round
        ),
    ),
    "round.paper_asked": Wording(Kind.ROUNDS, _of("had the results of {} put on one page", _round)),
    "round.alarm": Wording(Kind.ROUNDS, _of("could not count {} and told the administrators", _round)),
    "round.reviewer_named": Wording(
        Kind.ROUNDS, _of("named somebody else to read the comments of {}", _round)
    ),
    "round.cancelled": Wording(Kind.ROUNDS, _of("cancelled {}", _round)),
    "round.voided": Wording(Kind.ROUNDS, _of("ended {} without a result: its key was lost", _round)),
    "questions.changed": Wording(Kind.ROUNDS, _questions_changed),
    "questions.offered": Wording(
        Kind.ROUNDS,
        lambda detail, about: (
            f"offered {_many(detail['count'], 'one question', '{} questions')} to the area’s networks"
        ),
    ),
    "questions.withdrawn": Wording(Kind.ROUNDS, _plain("stopped offering questions to the area’s networks")),
    "comment.decided": Wording(Kind.ROUNDS, _of("decided on a comment of {}", _round)),
    "workshop.note_written": Wording(
        Kind.ROUNDS,
        lambda detail, about: f"wrote down {_taken_down(detail)} at the workshop of {_round(about)}",
    ),
    "workshop.note_changed": Wording(
        Kind.ROUNDS, lambda detail, about: f"changed {_taken_down(detail)} of the workshop of {_round(about)}"
    ),
    "workshop.note_deleted": Wording(
        Kind.ROUNDS, lambda detail, about: f"deleted {_taken_down(detail)} of the workshop of {_round(about)}"
    ),
    "notes.opened": Wording(Kind.NOTES, _plain("let people raise something anonymously")),
    "notes.closed": Wording(Kind.NOTES, _plain("stopped taking anonymous notes")),
    "notes.link_renewed": Wording(Kind.NOTES, _plain("made a new link for anonymous notes")),
    "notes.delivered": Wording(Kind.NOTES, _notes_delivered),
    "notes.lost": Wording(
        Kind.NOTES, _plain("deleted anonymous notes that could not be opened: their key was lost")
    ),
    "note.answered": Wording(Kind.NOTES, _plain("answered an anonymous note")),
    "note.settled": Wording(Kind.NOTES, _plain("marked an anonymous note as dealt with")),
    "network.controller_named": Wording(
        Kind.ACCESS, _plain("said which practice or body is the data controller, or how to reach it")
    ),
    "network.sharing_on": Wording(Kind.ROUNDS, lambda detail, about: f"switched on “{_switch(detail)}”"),
    "network.sharing_off": Wording(Kind.ROUNDS, lambda detail, about: f"switched off “{_switch(detail)}”"),
    "report.requested": Wording(Kind.REPORTS, _report_requested),
    "report.approved": Wording(Kind.REPORTS, _of("approved {}", _report)),
    "report.released": Wording(Kind.REPORTS, _of("released {} to the area", _report)),
    "report.downloaded": Wording(Kind.DOWNLOADS, _report_downloaded),
    "access.invited": Wording(
        Kind.ACCESS, lambda detail, about: f"invited somebody {_as_role(detail, about)}"
    ),
    "access.invitation_renewed": Wording(
        Kind.ACCESS,
        lambda detail, about: f"sent an invitation {_as_role(detail, about)} again, with a new link",
    ),
    "access.invitation_withdrawn": Wording(
        Kind.ACCESS, lambda detail, about: f"withdrew an invitation {_as_role(detail, about)}"
    ),
    "access.accepted": Wording(
        Kind.ACCESS, lambda detail, about: f"accepted the invitation as {_role(detail)}"
    ),
    "access.role_changed": Wording(
        Kind.ACCESS,
        lambda detail, about: f"made {_person(about)} {_role(detail)} instead of {_role(detail, 'was')}",
    ),
    "access.removed": Wording(Kind.ACCESS, _of("took away the access of {}", _person)),
    "access.left": Wording(Kind.ACCESS, _plain("gave up their own access")),
    "access.ended": Wording(
        Kind.ACCESS, _of("ended the access of {}: their practice is no longer in the network", _person)
    ),
    "access.confirmed": Wording(
        Kind.ACCESS, lambda detail, about: f"confirmed the access of {_person(about)} as {_role(detail)}"
    ),
    "account.logged_in": Wording(
        Kind.ACCESS,
        lambda detail, about: "logged in" + (" by their organisation" if "how" in detail else ""),
    ),
    "account.log_in_failed": Wording(
        Kind.ACCESS, _plain("tried to log in and failed, or somebody else did with their email address")
    ),
    "account.organisation_bound": Wording(Kind.ACCESS, _plain("set up logging in by their organisation")),
    "account.organisation_unbound": Wording(Kind.ACCESS, _plain("ended logging in by their organisation")),
    "account.name_changed": Wording(Kind.ACCESS, _plain("changed their name")),
    "account.logged_out": Wording(
        Kind.ACCESS, lambda detail, about: _LOGGED_OUT.get(detail.get("why"), "logged out")
    ),
    "account.limited": Wording(
        Kind.ACCESS, _plain("tried to log in or to confirm who they are too often, and was turned away")
    ),
    "account.password_changed": Wording(Kind.ACCESS, _plain("changed their password")),
    "account.reset_asked": Wording(
        Kind.ACCESS, _plain("asked for a link to choose a new password, or somebody else did for them")
    ),
    "account.password_reset": Wording(Kind.ACCESS, _plain("chose a new password by a mailed link")),
    "account.second_factor_failed": Wording(
        Kind.ACCESS, _plain("gave the right password and then a wrong code or passkey, or somebody else did")
    ),
    "account.second_factor_added": Wording(
        Kind.ACCESS, lambda detail, about: f"added {_factor(detail)} as second factor"
    ),
    "account.second_factor_removed": Wording(
        Kind.ACCESS, lambda detail, about: f"removed {_factor(detail)} as second factor"
    ),
    "account.second_factor_reset": Wording(
        Kind.ACCESS, _of("removed every second factor of {}, who had lost theirs", _person)
    ),
    "account.recovery_codes_made": Wording(Kind.ACCESS, _plain("made new recovery codes")),
    "account.recovery_code_used": Wording(Kind.ACCESS, _plain("used a recovery code")),
    "account.devices_forgotten": Wording(Kind.ACCESS, _plain("stopped trusting every device")),
    "account.sessions_ended": Wording(
        Kind.ACCESS,
        lambda detail, about: f"logged {_many(detail['count'], 'one device', '{} devices')} out",
    ),
    "export.made": Wording(Kind.DOWNLOADS, _exported),
}


def sentence(code: str, detail: Mapping, about: str = "") -> str:
    """What was done, to stand behind who did it. A code that a later version wrote is shown as it is."""
    wording = WORDINGS.get(code)
    return wording.say(detail, about) if wording else f"did something this version has no words for ({code})"


def is_by_anybody(code: str) -> bool:
    """Whether an event without an actor was done by somebody the portal does not know, and not by the portal."""
    return code in ("account.log_in_failed", "account.limited", "account.second_factor_failed")


def codes_of(kind: Kind) -> list[str]:
    return [code for code, wording in WORDINGS.items() if wording.kind is kind]
