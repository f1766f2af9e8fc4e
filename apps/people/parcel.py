"""People between the check page and the button that adds them, and the lines that can't be used on their way to a CSV.

They travel in hidden fields of that page, signed for one user and one network and good for an hour, and are
kept nowhere: not in the session, which would hold names for as long as it lives and longer in backups."""

from dataclasses import astuple

from django.core import signing

from .upload import Problem, Row, Unreadable

GOOD_FOR = 60 * 60
# The whole form must stay under DATA_UPLOAD_MAX_MEMORY_SIZE.
MAX_CHARACTERS = 900_000


class Stale(ValueError):
    """The parcel is too old, was changed, or belongs to somebody else."""


def _salt(kind: type[Row] | type[Problem], network, user) -> str:
    return f"people.upload.{kind.__name__}:{network.code}:{user.pk}"


def pack(rows: tuple[Row, ...] | tuple[Problem, ...], *, network, user) -> str:
    """Empty where there are none. Raises Unreadable where they are too many to travel."""
    if not rows:
        return ""
    salt = _salt(type(rows[0]), network, user)
    parcel = signing.dumps([astuple(row) for row in rows], salt=salt, compress=True)
    if len(parcel) > MAX_CHARACTERS:
        raise Unreadable("The list is too long to add at once. Split it in two.")
    return parcel


def unpack(kind: type[Row] | type[Problem], parcel: str, *, network, user) -> list:
    """What `pack` packed, all of one ``kind``. Raises Stale."""
    try:
        rows = signing.loads(parcel, salt=_salt(kind, network, user), max_age=GOOD_FOR)
    except signing.BadSignature as problem:
        raise Stale from problem
    return [kind(*row) for row in rows]
