"""Sealing answers to a round's public key, and opening them again at its close.

What is sealed has one layout and therefore one size per questionnaire, whatever is answered: a header with
the round, the ballot's own id, the questionnaire and the practice or staff group where the round shows them
apart; a byte for each question (0 for "don't know" and skipped
alike); for each comment its length and room for the longest text there can be. The seal (libsodium SealedBox)
adds 48."""

import struct
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox

from .questionnaire import Definition

_LAYOUT = 2
_HEADER = struct.Struct(">B16s16s40sH")
_BLOCK = struct.Struct(">20s")
_LENGTH = struct.Struct(">H")
_BYTES_PER_CHARACTER = 4


class EnvelopeDamaged(Exception):
    """An envelope that can't be opened, or that is not of this round. Never says what was in it."""


@dataclass(frozen=True)
class Opened:
    """One person's answers by question code, "don't know" and skipped left out; comments by theme code; their
    block, empty where the round shows none apart.

    Lives in the memory of the closing job, nowhere else."""

    answers: dict[str, int]
    comments: dict[str, str]
    block: str = ""


def plaintext_size(definition: Definition) -> int:
    """Bytes before sealing: the same for every set of answers to this questionnaire."""
    room = sum(_LENGTH.size + _BYTES_PER_CHARACTER * prompt.characters for prompt in definition.comments)
    return _HEADER.size + _BLOCK.size + len(definition.questions) + room


def seal(
    public_key: bytes,
    definition: Definition,
    *,
    round_id: uuid.UUID,
    ballot_id: uuid.UUID,
    answers: dict[str, int],
    comments: dict[str, str],
    block: str = "",
) -> bytes:
    """The sealed envelope. Raises ValueError for an unknown code, an answer off the scale, a comment or a block's
    code that is too long."""
    _check(definition, answers, comments)
    if len(block.encode()) > _BLOCK.size:
        raise ValueError("The code of a practice or staff group is too long.")
    parts = [_header(definition, round_id, ballot_id), _BLOCK.pack(block.encode())]
    parts.append(bytes(answers.get(question.code, 0) for question in definition.questions))
    for prompt in definition.comments:
        text = comments.get(prompt.code, "").encode()
        parts += [_LENGTH.pack(len(text)), text.ljust(_BYTES_PER_CHARACTER * prompt.characters, b"\0")]
    return SealedBox(PublicKey(public_key)).encrypt(b"".join(parts))


def open_all(
    private_key: PrivateKey,
    definition: Definition,
    *,
    round_id: uuid.UUID,
    rows: Iterable[tuple[uuid.UUID, bytes]],
) -> list[Opened]:
    """Open every (ballot id, sealed) of a round; a copy under another id is dropped.

    Raises EnvelopeDamaged where one can't be opened or is not of this round and questionnaire."""
    box, opened = SealedBox(private_key), []
    for ballot_id, sealed in rows:
        try:
            plain = box.decrypt(bytes(sealed))
        except (CryptoError, ValueError):
            raise EnvelopeDamaged("An envelope can't be opened.") from None
        if len(plain) != plaintext_size(definition):
            raise EnvelopeDamaged("An envelope has the wrong size.")
        inside = uuid.UUID(bytes=_HEADER.unpack_from(plain)[2])
        if plain[: _HEADER.size] != _header(definition, round_id, inside):
            raise EnvelopeDamaged("An envelope belongs to another round or questionnaire.")
        if inside == ballot_id:
            opened.append(_read(definition, plain))
    return opened


def _header(definition: Definition, round_id: uuid.UUID, ballot_id: uuid.UUID) -> bytes:
    return _HEADER.pack(
        _LAYOUT, round_id.bytes, ballot_id.bytes, definition.code.encode(), definition.version
    )


def _check(definition: Definition, answers: dict[str, int], comments: dict[str, str]) -> None:
    scales = {question.code: len(question.options) for question in definition.questions}
    if any(code not in scales or not 1 <= answer <= scales[code] for code, answer in answers.items()):
        raise ValueError("An answer is not one of those offered.")
    limits = {prompt.code: prompt.characters for prompt in definition.comments}
    if any(code not in limits or len(text) > limits[code] for code, text in comments.items()):
        raise ValueError("A comment is too long, or was not asked for.")


def _read(definition: Definition, plain: bytes) -> Opened:
    (block,) = _BLOCK.unpack_from(plain, _HEADER.size)
    at = _HEADER.size + _BLOCK.size
    answers = {q.code: value for q, value in zip(definition.questions, plain[at:], strict=False) if value}
    at += len(definition.questions)
    comments = {}
    for prompt in definition.comments:
        (length,) = _LENGTH.unpack_from(plain, at)
        at += _LENGTH.size
        if text := plain[at : at + length].decode():
            comments[prompt.code] = text
        at += _BYTES_PER_CHARACTER * prompt.characters
    return Opened(answers, comments, block.rstrip(b"\0").decode())
