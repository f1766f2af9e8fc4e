"""Files in storage under their content hash."""

import hashlib
from contextlib import suppress

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import ProtectedError

from .models import StoredFile


def store(content: bytes, *, content_type: str) -> StoredFile:
    """Keep ``content`` and return its row; the same bytes stored twice are one file."""
    digest = hashlib.sha256(content).hexdigest()
    stored, _ = StoredFile.objects.get_or_create(
        sha256=digest, defaults={"content_type": content_type, "size": len(content)}
    )
    if not default_storage.exists(stored.path):
        default_storage.save(stored.path, ContentFile(content))
    return stored


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
