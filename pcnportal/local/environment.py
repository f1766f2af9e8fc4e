"""The environment variables of a local installation; secrets are made once and kept in var/secrets (0600)."""

import os
import secrets
from pathlib import Path

from .places import VAR, private_folder


def secret(name: str) -> str:
    """The secret called ``name``, made on first use."""
    path = private_folder(VAR / "secrets") / name
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text()
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(48))
    return path.read_text()


def portal_environment(*, database_url: str, owner_url: str, redis_url: str, files: Path, port: int) -> dict:
    """What settings.py reads, for the web process: everything but the key that unlocks ballots."""
    return {
        "DATABASE_URL": database_url,
        "DATABASE_OWNER_URL": owner_url,
        "REDIS_URL": redis_url,
        "SECRET_KEY": secret("django"),
        "LINK_KEY": secret("links"),
        "PORTAL_URL": f"http://localhost:{port}",
        "FILES_DIR": str(files / "files"),
    }


def worker_environment(*, files: Path) -> dict:
    """What only workers get: where the private keys of open rounds are, and the key that unlocks them."""
    return {"KEYRING_DIR": str(private_folder(files / "keyring")), "KEYRING_KEY": secret("keyring")}
