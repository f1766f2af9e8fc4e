"""People between the check page and the button that adds them.

They travel in a hidden field of that page, signed for one user and one network and good for an hour, and are
kept nowhere: not in the session, which would hold names for as long as it lives and longer in backups."""

from dataclasses import astuple

from django.core import signing

from .upload import Row, Unreadable

GOOD_FOR = 60 * 60
# The whole form must stay under DATA_UPLOAD_MAX_MEMORY_SIZE.
MAX_CHARACTERS = 900_000


class Stale(ValueError):
    """The parcel is too old, was changed, or belongs to somebody else."""


def _salt(network, user) -> str:
    return f"people.upload:{network.code}:{user.pk}"


def pack(rows: tuple[Row, ...], *, network, user) -> str:
    """Raises Unreadable where they are too many to travel."""
    parcel = signing.dumps([astuple(row) for row in rows], salt=_salt(network, user), compress=True)
    if len(parcel) > MAX_CHARACTERS:
        raise Unreadable("The list is too long to add at once. Split it in two.")
    return parcel


def unpack(parcel: str, *, network, user) -> list[Row]:
    """Raises Stale."""
    try:
        rows = signing.loads(parcel, salt=_salt(network, user), max_age=GOOD_FOR)
    except signing.BadSignature as problem:
        raise Stale from problem
    return [Row(*row) for row in rows]
