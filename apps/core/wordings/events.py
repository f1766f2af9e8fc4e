"""Sentences about events."""

from .words import Kind, Wording, many, plain


def _of(words: str) -> Wording:
    return Wording(Kind.HOUSE, plain(words))


WORDINGS = {
    "event.set_up": _of("set an event up, or changed what it says"),
    "event.opened": _of("let people sign up for an event"),
    "event.closed": _of("let nobody sign up for an event any more"),
    "event.link_renewed": _of("made a new link to sign up for an event"),
    "event.sign_up_changed": _of("changed what somebody who signed up for an event needs"),
    "event.sign_up_removed": _of("removed somebody who had signed up for an event"),
    "event.attended": Wording(
        Kind.HOUSE,
        lambda detail, about: (
            "wrote down who came to an event: "
            + (many(detail["count"], "one person", "{} people") if detail["count"] else "nobody")
        ),
    ),
    "event.noted": _of("wrote down what came up at an event"),
    "event.followed_up": Wording(
        Kind.HOUSE,
        lambda detail, about: (
            "sent what was agreed at an event to "
            + (many(detail["count"], "one person", "{} people") if detail["count"] else "nobody")
        ),
    ),
    "event.told": _of("showed residents what they said and what was done"),
    "event.networks_invited": Wording(
        Kind.HOUSE,
        lambda detail, about: (
            f"invited {many(detail['count'], 'one network', '{} networks')} to a roundtable"
        ),
    ),
    "event.roundtable_answered": Wording(
        Kind.HOUSE,
        lambda detail, about: (
            "said that the network comes to a roundtable"
            if detail["comes"]
            else "said that the network can’t come to a roundtable"
        ),
    ),
}
