"""Private keys of open rounds and of undelivered batches of notes: one file each, named by its id, on a volume
that only workers mount and that is never backed up.

The web process has no KEYRING_DIR and therefore no way in. A key file holds the id and the private key,
wrapped (libsodium SecretBox) under a key from the environment, so that the volume alone opens nothing."""

import hashlib
import os
import secrets
import uuid
from pathlib import Path

from django.conf import settings
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey
from nacl.secret import SecretBox

README = "README"
_README_TEXT = (
    "Private keys of rounds that are open. Never back this folder up and never copy it: when a round closes, its key\n"
    "is destroyed here, and nothing else may still be able to open its answers.\n"
)


class KeyringError(Exception):
    """The keyring can't be used here."""


class NoKeyring(KeyringError):
    """This process has no keyring, or its volume is not the one that keys were put in."""


class KeyLost(KeyringError):
    """The volume is there and the key is not, or it can't be unwrapped."""


def make_pair(id_: uuid.UUID) -> bytes:
    """Make a pair and return its public key (32 bytes); the private key is on disk, synced, before.

    Where this id has a pair already, returns that one's: a repeat is harmless. Raises NoKeyring."""
    folder = _folder()
    if not (folder / README).exists():
        (folder / README).write_text(_README_TEXT)
    path, key = _path(folder, id_), PrivateKey.generate()
    draft = folder / f".{id_}.{secrets.token_hex(8)}"
    try:
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(_wrapping().encrypt(id_.bytes + bytes(key)))
            file.flush()
            os.fsync(file.fileno())
        # Unlike a rename, a link never replaces: of two workers at once one makes the pair and both use it.
        os.link(draft, path)
    except FileExistsError:
        key = private_key(id_)
    finally:
        draft.unlink(missing_ok=True)
        _sync(folder)
    return bytes(key.public_key)


def private_key(id_: uuid.UUID) -> PrivateKey:
    """The private key of ``id_``. Raises NoKeyring where this can't be the right volume, KeyLost where it is and
    the key is gone for good."""
    folder = _folder()
    try:
        wrapped = _path(folder, id_).read_bytes()
    except FileNotFoundError:
        if not (folder / README).exists():
            raise NoKeyring("the key store is empty. Is the right volume mounted?") from None
        raise KeyLost("The key is gone.") from None
    try:
        opened = _wrapping().decrypt(wrapped)
    except CryptoError:
        raise KeyLost("The key can't be unwrapped with the KEYRING_KEY there is.") from None
    if opened[:16] != id_.bytes:
        raise KeyLost("The key file holds another key.")
    return PrivateKey(opened[16:])


def destroy(id_: uuid.UUID) -> None:
    """Overwrite and remove the key of ``id_`` and whatever an interrupted `make_pair` left of it. Repeats do no
    harm.

    Overwriting is no promise on modern disks; that the volume is never copied, and the wrapping, are."""
    folder = _folder()
    for path in (_path(folder, id_), *folder.glob(f".{id_}.*")):
        try:
            with path.open("r+b") as file:
                file.write(secrets.token_bytes(path.stat().st_size))
                file.flush()
                os.fsync(file.fileno())
        except FileNotFoundError:
            continue
        path.unlink(missing_ok=True)
    _sync(folder)


def kept() -> set[uuid.UUID]:
    """The ids that have a key, or the leftovers of one, here."""
    names = (path.name.lstrip(".")[:36] for path in _folder().iterdir() if path.name != README)
    return {uuid.UUID(name) for name in names}


def _folder() -> Path:
    if not settings.KEYRING_DIR:
        raise NoKeyring("this process has no key store (KEYRING_DIR).")
    folder = Path(settings.KEYRING_DIR)
    if not folder.is_dir():
        raise NoKeyring("the key store’s folder is not there. Is its volume mounted?")
    return folder


def _path(folder: Path, id_: uuid.UUID) -> Path:
    return folder / str(id_)


def _wrapping() -> SecretBox:
    # KEYRING_KEY is long and random (settings.strong), so a plain hash is enough to make it 32 bytes.
    return SecretBox(
        hashlib.blake2b(
            settings.KEYRING_KEY.encode(), digest_size=SecretBox.KEY_SIZE, person=b"pcn keyring"
        ).digest()
    )


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
