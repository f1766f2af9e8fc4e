"""Files in storage under their content hash."""

import hashlib
from contextlib import suppress

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import ProtectedError

from .models import StoredFile


def store(content: bytes, *, content_type: str) -> StoredFile:
    """Keep ``content`` and return its row; the same bytes stored twice are one file. What a full disk or a killed
    process left half written is written anew."""
    digest = hashlib.sha256(content).hexdigest()
    _write(StoredFile(sha256=digest).path, content)
    stored, _ = StoredFile.objects.get_or_create(
        sha256=digest, defaults={"content_type": content_type, "size": len(content)}
    )
    return stored


def _write(path: str, content: bytes) -> None:
    if default_storage.exists(path):
        if default_storage.size(path) == len(content):
            return
        default_storage.delete(path)
    try:
        written = default_storage.save(path, ContentFile(content))
    except OSError:
        default_storage.delete(path)
        raise
    if written != path:  # somebody else wrote the same bytes meanwhile
        default_storage.delete(written)


def forget(stored: StoredFile) -> None:
    """Delete a file and its row; from storage once the transaction is done. Raises ProtectedError where another row
    still shows it."""
    path = stored.path
    stored.delete()
    transaction.on_commit(lambda: default_storage.delete(path))


def forget_unless_shown(stored: StoredFile) -> None:
    """`forget`, where no other row shows the same bytes."""
    with suppress(ProtectedError):
        forget(stored)


def open_stored(stored: StoredFile):
    """The file for reading in binary. Raises FileNotFoundError where storage lost it."""
    return default_storage.open(stored.path, "rb")
