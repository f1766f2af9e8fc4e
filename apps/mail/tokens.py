"""Link tokens: an HMAC of purpose, id and generation, made when a mail is made, recomputed to check, stored
nowhere."""

import base64
import hashlib
import hmac
import re
import uuid

from django.conf import settings

_TAG_BYTES = 16


def tag(purpose: str, id_: uuid.UUID, generation: int) -> bytes:
    """128 bits of HMAC-SHA-256: what shows that the portal made a link, as whole or, cut short, in a code to type."""
    message = b"\0".join([purpose.encode(), id_.bytes, str(generation).encode()])
    return hmac.digest(settings.LINK_KEY.encode(), message, hashlib.sha256)[:_TAG_BYTES]


def make_token(purpose: str, id_: uuid.UUID, generation: int) -> str:
    """43 URL-safe characters: the id and 128 bits of HMAC-SHA-256 over purpose, id and generation."""
    return base64.urlsafe_b64encode(id_.bytes + tag(purpose, id_, generation)).decode().rstrip("=")


def id_in(token: str) -> uuid.UUID | None:
    """The id a token speaks of, unchecked; None where it is no token."""
    try:
        raw = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
    except ValueError:
        return None
    return uuid.UUID(bytes=raw[:16]) if len(raw) == 16 + _TAG_BYTES else None


def token_is_good(token: str, purpose: str, id_: uuid.UUID, generation: int) -> bool:
    return hmac.compare_digest(token, make_token(purpose, id_, generation))


# Crockford's base 32: no two symbols that are taken for one another when read off a wall.
_SYMBOLS = "0123456789abcdefghjkmnpqrstvwxyz"
_MISREAD = str.maketrans("oil", "011")
_SHORT = re.compile(r"-?".join([f"([{_SYMBOLS}]{{4}})"] * 3))


def symbols(number: int, length: int) -> str:
    """The lowest 5 x ``length`` bits of ``number``."""
    return "".join(_SYMBOLS[number >> 5 * place & 31] for place in reversed(range(length)))


def number_of(typed: str, length: int) -> int | None:
    """What `symbols` wrote with ``length`` symbols, typed in any case and taken for their look-alikes; None for
    anything else."""
    typed = typed.lower().translate(_MISREAD)
    if len(typed) != length or not set(typed) <= set(_SYMBOLS):
        return None
    number = 0
    for symbol in typed:
        number = number << 5 | _SYMBOLS.index(symbol)
    return number


def make_code(purpose: str, id_: uuid.UUID, generation: int) -> str:
    """A link short enough to be typed, "7kq3-mx9t-2dfw": 60 bits of the HMAC, without the id. For links that are
    shown to a whole room; whoever checks one must know which ids it may speak of."""
    number = int.from_bytes(tag(purpose, id_, generation)[:8], "big") >> 4
    written = symbols(number, 12)
    return "-".join(written[at : at + 4] for at in (0, 4, 8))


def read_code(typed: str) -> str | None:
    """A code as `make_code` writes it, from what somebody typed; None where it is none."""
    found = _SHORT.fullmatch(typed.lower().translate(_MISREAD))
    return "-".join(found.groups()) if found else None


def code_is_good(code: str, purpose: str, id_: uuid.UUID, generation: int) -> bool:
    return hmac.compare_digest(code, make_code(purpose, id_, generation))


def form_check(token: str) -> str:
    """What a form opened with ``token`` carries, so that it can't be sent in under another: a truncated
    HMAC."""
    return hmac.digest(settings.LINK_KEY.encode(), b"form\0" + token.encode(), hashlib.sha256)[
        :_TAG_BYTES
    ].hex()


def form_check_is_good(check: str, token: str) -> bool:
    return hmac.compare_digest(check.encode(), form_check(token).encode())


def address_mark(address: str) -> bytes:
    """16 bytes that tell whether an e-mail address is still the same one, and to nobody without the key which."""
    message = b"address\0" + address.strip().casefold().encode()
    return hmac.digest(settings.LINK_KEY.encode(), message, hashlib.sha256)[:_TAG_BYTES]
