"""Receipt codes: 100 random bits in groups that can be read out. The portal keeps a fingerprint. No Django."""

import hashlib
import re
import secrets

# Crockford's base 32: no I, L, O or U to mistake.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH, _GROUP = 20, 4
_MISTAKEN = str.maketrans("OIL", "011")


def make() -> str:
    """A new code, such as "7K3M-9QZ2-…": five groups of four."""
    return grouped("".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH)))


def grouped(code: str) -> str:
    return "-".join(code[at : at + _GROUP] for at in range(0, _LENGTH, _GROUP))


def read(typed: str) -> str | None:
    """The code somebody typed, in one spelling; None where it can't be one."""
    code = re.sub(r"[\s\-–—]", "", typed).upper().translate(_MISTAKEN)
    return grouped(code) if len(code) == _LENGTH and set(code) <= set(_ALPHABET) else None


def fingerprint(code: str) -> bytes:
    """32 bytes that tell whether a code is right. A plain hash is enough for 100 random bits."""
    return hashlib.blake2b(code.encode(), digest_size=32, person=b"pcn receipt").digest()
