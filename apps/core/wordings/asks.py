"""Sentences about what networks ask of their area, which stand in the logs of both, and about the area's overview."""

from .words import Kind, Wording, many, plain

_REPLIES = {
    "accepted": "accepted an ask",
    "declined": "declined an ask",
    "more": "asked for more about an ask",
}
_SHOWN = {"nobody": "no more", "unnamed": "without its name", "named": "with its name"}


def _house(words: str) -> Wording:
    return Wording(Kind.HOUSE, plain(words))


WORDINGS = {
    "ask.drafted": _house("wrote an ask to the area, not sent yet"),
    "ask.taken_from_report": Wording(
        Kind.HOUSE,
        lambda detail, about: (
            f"made {many(detail['count'], 'a draft', '{} drafts')} of what a report asks of the area"
        ),
    ),
    "ask.deleted": _house("deleted a draft of an ask to the area"),
    "ask.sent": _house("sent an ask to the area"),
    "ask.withdrawn": _house("withdrew an ask to the area"),
    "ask.shown": Wording(
        Kind.HOUSE,
        lambda detail, about: f"let other networks see an ask {_SHOWN.get(detail.get('how'), 'in some way')}",
    ),
    "ask.more_said": _house("said more about an ask to the area"),
    "ask.settled": _house("said that an ask to the area is settled"),
    "ask.reopened": _house("said that an ask to the area is not settled after all"),
    "ask.supported": _house("supported what another network asks of the area"),
    "ask.support_ended": _house("took back the support of what another network asks of the area"),
    "overview.requested": Wording(
        Kind.REPORTS,
        lambda detail, about: (
            f"asked {'once more ' if 'again' in detail else ''}for “One year on in this area”"
        ),
    ),
    "overview.downloaded": Wording(Kind.DOWNLOADS, plain("downloaded “One year on in this area”")),
    "ask.owned": _house("said who looks after an ask to the area"),
    "ask.replied": Wording(
        Kind.HOUSE,
        lambda detail, about: f"{_REPLIES.get(detail.get('reply'), 'replied to an ask')} to the area",
    ),
}
