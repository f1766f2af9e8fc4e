"""Sentences about scorecard rounds, check-ins and the questions they ask."""

from collections.abc import Mapping
from datetime import date

from ..moments import day
from .words import Kind, Wording, many, of, plain, round_named


def _round_opened(detail: Mapping, about: str) -> str:
    named = f" “{about}”" if about else ""
    what = "check-in" if detail.get("kind") == "check_in" else "scorecard round"
    if detail.get("way") == "open":
        return f"opened a {what}{named} with one open link"
    return f"opened a {what}{named} and invited {many(detail['invited'], 'one person', '{} people')}"


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
    heads = many(detail["heads"], "one person was", "{} people were")
    was = f" instead of {detail['was']:,}" if detail.get("was") else ""
    return f"entered that {heads} in the room for {round_named(about)}{was}"


def _round_released(detail: Mapping, about: str) -> str:
    late = ", since nobody had in 14 days" if detail.get("by_itself") else ""
    return f"showed the results of {round_named(about)} to the network{late}"


def _round_extended(detail: Mapping, about: str) -> str:
    return f"let {round_named(about)} run until {day(date.fromisoformat(detail['closes_at'][:10]))}"


def _reminder_switched(detail: Mapping, about: str) -> str:
    return f"switched a planned reminder of {round_named(about)} {'on' if detail.get('is_on') else 'off'}"


def _link_renewed(detail: Mapping, about: str) -> str:
    elsewhere = ", to another address than the invitation had gone to" if "elsewhere" in detail else ""
    return f"had a new link sent for {round_named(about)}{elsewhere}"


def _taken_down(detail: Mapping) -> str:
    return {"agenda": "something for the agenda", "action": "an action"}.get(detail.get("kind"), "a note")


def _switch(detail: Mapping) -> str:
    """As its page calls it."""
    names = {"count": "Count us in medians", "show": "Show our figures to the ICS"}
    return names.get(detail.get("what"), "a switch of sharing")


WORDINGS = {
    "round.opened": Wording(Kind.ROUNDS, _round_opened),
    "round.reminded": Wording(Kind.ROUNDS, of("sent reminders for {}", round_named)),
    "round.reminder_switched": Wording(Kind.ROUNDS, _reminder_switched),
    "round.tried": Wording(Kind.ROUNDS, plain("sent themselves a test of an invitation")),
    "series.put_off": Wording(Kind.ROUNDS, plain("put off the next round of a series")),
    "series.ended": Wording(Kind.ROUNDS, plain("ended a series of rounds and deleted its list of people")),
    "check_ins.set_up": Wording(Kind.ROUNDS, plain("set up check-ins that open by themselves")),
    "check_ins.changed": Wording(Kind.ROUNDS, _check_ins_changed),
    "check_ins.ended": Wording(Kind.ROUNDS, plain("ended the check-ins that opened by themselves")),
    "support.checked": Wording(Kind.ROUNDS, plain("had the addresses of support looked at")),
    "round.link_renewed": Wording(Kind.ROUNDS, _link_renewed),
    "round.open_link_renewed": Wording(
        Kind.ROUNDS, of("made a new open link for {}; the old one no longer works", round_named)
    ),
    "round.heads_counted": Wording(Kind.ROUNDS, _round_heads),
    "round.extended": Wording(Kind.ROUNDS, _round_extended),
    "round.close_asked": Wording(Kind.ROUNDS, of("closed {} early", round_named)),
    "round.closed": Wording(Kind.ROUNDS, of("closed and counted {}", round_named)),
    "round.released": Wording(Kind.ROUNDS, _round_released),
    "wellbeing.response_sent": Wording(
        Kind.ROUNDS, of("said what will be done after {}, and had everybody invited told", round_named)
    ),
    "wellbeing.wait_overridden": Wording(
        Kind.ROUNDS,
        of(
            "let check-ins open again, with a reason, although {} and the one before have no response",
            round_named,
        ),
    ),
    "round.paper_asked": Wording(Kind.ROUNDS, of("had the results of {} put on one page", round_named)),
    "round.alarm": Wording(Kind.ROUNDS, of("could not count {} and told the administrators", round_named)),
    "round.reviewer_named": Wording(
        Kind.ROUNDS, of("named somebody else to read the comments of {}", round_named)
    ),
    "round.cancelled": Wording(Kind.ROUNDS, of("cancelled {}", round_named)),
    "round.voided": Wording(Kind.ROUNDS, of("ended {} without a result: its key was lost", round_named)),
    "questions.changed": Wording(Kind.ROUNDS, _questions_changed),
    "questions.offered": Wording(
        Kind.ROUNDS,
        lambda detail, about: (
            f"offered {many(detail['count'], 'one question', '{} questions')} to the area’s networks"
        ),
    ),
    "questions.withdrawn": Wording(Kind.ROUNDS, plain("stopped offering questions to the area’s networks")),
    "comment.decided": Wording(Kind.ROUNDS, of("decided on a comment of {}", round_named)),
    "workshop.note_written": Wording(
        Kind.ROUNDS,
        lambda detail, about: f"wrote down {_taken_down(detail)} at the workshop of {round_named(about)}",
    ),
    "workshop.note_changed": Wording(
        Kind.ROUNDS,
        lambda detail, about: f"changed {_taken_down(detail)} of the workshop of {round_named(about)}",
    ),
    "workshop.note_deleted": Wording(
        Kind.ROUNDS,
        lambda detail, about: f"deleted {_taken_down(detail)} of the workshop of {round_named(about)}",
    ),
    "network.sharing_on": Wording(Kind.ROUNDS, lambda detail, about: f"switched on “{_switch(detail)}”"),
    "network.sharing_off": Wording(Kind.ROUNDS, lambda detail, about: f"switched off “{_switch(detail)}”"),
}
