"""Sentences about the maturity matrix: what was agreed, what was shown, and support."""

from .words import Kind, Wording, many, plain


def _house(words: str) -> Wording:
    return Wording(Kind.HOUSE, plain(words))


WORDINGS = {
    "maturity.agreed": Wording(
        Kind.HOUSE,
        lambda detail, about: (
            "recorded what a meeting said of "
            f"{many(detail['count'], 'one statement', '{} statements')} on maturity"
        ),
    ),
    "maturity.evidence_added": Wording(
        Kind.HOUSE,
        lambda detail, about: f"added evidence for {many(detail['count'], 'one statement', '{} statements')}",
    ),
    "maturity.evidence_renewed": _house("said that a piece of evidence is still true"),
    "maturity.evidence_handed_over": _house("had somebody else look after a piece of evidence"),
    "maturity.evidence_taken_off": _house("took a piece of evidence off a statement"),
    "maturity.evidence_downloaded": _house("downloaded a file of evidence"),
    "maturity.support_drafted": _house("wrote that the network would like support, not sent yet"),
    "maturity.support_deleted": _house("deleted a draft that asked for support"),
    "maturity.support_sent": _house("asked the area for support"),
    "maturity.support_offered": _house("answered a network’s request for support with an offer"),
    "maturity.steps_named": _house("named the steps of maturity by the area’s own framework"),
}
