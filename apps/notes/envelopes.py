"""Sealing a note to its batch's public key, and opening a batch. No Django.

Every envelope has one size: a header with layout, batch and the envelope's own id, the receipt's fingerprint, the
text's length and room for the longest there can be. The seal (libsodium SealedBox) adds 48."""

import struct
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from nacl.exceptions import CryptoError
from nacl.public import PublicKey, SealedBox

from . import rules

_LAYOUT = 1
_HEADER = struct.Struct(">B16s16s32sH")
_ROOM = 4 * rules.CHARACTERS


@dataclass(frozen=True)
class Opened:
    """A note as its batch is delivered. Lives in the memory of that job, nowhere else, until it is written."""

    text: str
    receipt: bytes


def seal(
    public_key: bytes, *, batch_id: uuid.UUID, envelope_id: uuid.UUID, text: str, receipt: bytes
) -> bytes:
    """The sealed envelope. Raises ValueError for a text that is empty or too long."""
    if not text or len(text) > rules.CHARACTERS:
        raise ValueError("A note is empty or too long.")
    words = text.encode()
    header = _HEADER.pack(_LAYOUT, batch_id.bytes, envelope_id.bytes, receipt, len(words))
    return SealedBox(PublicKey(public_key)).encrypt(header + words.ljust(_ROOM, b"\0"))


def open_batch(
    private_key, *, batch_id: uuid.UUID, rows: Iterable[tuple[uuid.UUID, bytes]]
) -> tuple[list[Opened], int]:
    """The notes of (envelope id, sealed) rows, and how many could not be opened or are not of this batch: one that
    somebody damaged must not hold back the others. A copy under another id is dropped."""
    box, opened, damaged = SealedBox(private_key), [], 0
    for envelope_id, sealed in rows:
        try:
            inside, note = _read(box.decrypt(bytes(sealed)), batch_id)
        except (CryptoError, ValueError):
            damaged += 1
        else:
            if inside == envelope_id.bytes:
                opened.append(note)
    return opened, damaged


def _read(plain: bytes, batch_id: uuid.UUID) -> tuple[bytes, Opened]:
    """The id inside an envelope, and its note. Raises ValueError for what `seal` did not make for this batch."""
    if len(plain) != _HEADER.size + _ROOM:
        raise ValueError("Another size.")
    layout, batch, inside, receipt, length = _HEADER.unpack_from(plain)
    text = plain[_HEADER.size :][:length].decode()
    # What the database would not take must not hold back the others.
    if (layout, batch) != (_LAYOUT, batch_id.bytes) or not 0 < len(text) <= rules.CHARACTERS or "\0" in text:
        raise ValueError("Of another batch, or no note.")
    return inside, Opened(text, receipt)
