"""Sentences about meetings while they are held, and their minutes. Decisions and actions are numbers here: their words
may be confidential."""

from collections.abc import Mapping

from .words import Kind, Wording, of


def _meeting(about: str) -> str:
    return f"the meeting “{about}”" if about else "a meeting"


def _said(words: str) -> Wording:
    return Wording(Kind.MEETINGS, of(words, _meeting))


def _numbered(words: str) -> Wording:
    return Wording(Kind.MEETINGS, lambda detail, about: words.format(detail["number"]))


def _approved(detail: Mapping, about: str) -> str:
    short = "" if detail["quorate"] else ", by a meeting without enough votes"
    return f"recorded that the minutes of {_meeting(about)} were approved{short}"


WORDINGS = {
    "meeting.opened": _said("opened {}"),
    "meeting.ended": _said("ended {}"),
    "meeting.reopened": _said("opened {} again, which had ended"),
    "meeting.attendance_marked": _said("said who came to {}"),
    "meeting.item_noted": _said("wrote a note at {}"),
    "meeting.interest_declared": _said("recorded an interest somebody declared at {}"),
    "meeting.interest_withdrawn": _said("took out an interest recorded at {}"),
    "decision.recorded": _numbered("recorded decision {}"),
    "decision.changed": _numbered("put decision {} in other words"),
    "action.agreed": _numbered("recorded action {} at a meeting"),
    "minutes.changed": _said("changed the minutes of {}"),
    "minutes.circulated": _said("asked for comments on the minutes of {}"),
    "minutes.commented": _said("commented on the minutes of {}"),
    "minutes.comment_settled": _said("settled a comment on the minutes of {}"),
    "minutes.approved": Wording(Kind.MEETINGS, _approved),
    "minutes.downloaded": Wording(Kind.DOWNLOADS, of("downloaded the minutes of {}", _meeting)),
    "minutes.addendum_added": _said("added an addendum to the minutes of {}"),
}
