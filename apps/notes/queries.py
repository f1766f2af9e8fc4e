"""What pages read of notes. Nothing here knows how many wait, or that any do."""

from dataclasses import dataclass

from . import receipts
from .models import Box, Note


def box_of(network) -> Box | None:
    return Box.objects.select_related("network").filter(network=network).first()


def notes_of(network):
    """Delivered notes of ``network``."""
    return Note.objects.filter(box__network=network).select_related("box__network")


@dataclass(frozen=True)
class Reply:
    """What a receipt code opens: the network, how far the note is, the day and the words of an answer. Not the note:
    whoever finds a code should learn as little as possible."""

    network: str
    state: str
    answer: str
    on: object


def reply_to(typed: str) -> Reply | None:
    """What the code opens; None for a wrong one and for a note that is not delivered, which look the same to the
    portal as well: the receipt of an undelivered note is sealed."""
    code = receipts.read(typed)
    found = code and (
        Note.objects.filter(receipt=receipts.fingerprint(code)).select_related("box__network").first()
    )
    return Reply(found.box.network.name, found.state, found.answer, found.settled_on) if found else None
