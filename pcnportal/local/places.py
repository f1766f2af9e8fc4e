"""Where the local installation keeps its things.

Data lives under ``var/`` of the clone. Sockets need short paths, so they live in a private folder of /tmp
named after the clone. Run by root, PostgreSQL must be another OS user; where a folder above the clone is
closed to that user we keep its binaries and data in a folder of its own rather than open anything.
"""

import hashlib
import os
import pwd
import stat
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VAR = ROOT / "var"
CLONE = hashlib.sha256(str(ROOT).encode()).hexdigest()[:8]
DATABASE_USER = "pcnportal-db"


class LocalError(Exception):
    """Something a person at this machine can mend; the message says how."""


def private_folder(path: Path, owner: int | None = None) -> Path:
    """Make ``path`` a folder of mode 0700 owned by ``owner`` (this user by default).

    Raises LocalError where somebody else put something there first."""
    owner = os.getuid() if owner is None else owner
    try:
        path.mkdir(mode=0o700, parents=True)
        os.chown(path, owner, -1)
    except FileExistsError:
        pass
    found = path.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != owner:
        raise LocalError(f"{path} belongs to somebody else. Remove it, then start again.")
    path.chmod(0o700)
    return path


def runtime_folder(name: str, owner: int | None = None) -> Path:
    return private_folder(Path(f"/tmp/pcn-{CLONE}-{os.getuid()}-{name}"), owner)  # noqa: S108


def database_os_user() -> pwd.struct_passwd | None:
    """The OS user PostgreSQL runs as: None for this one; for root a system user made on first use."""
    if os.getuid() != 0:
        return None
    try:
        return pwd.getpwnam(DATABASE_USER)
    except KeyError:
        made = subprocess.run(
            ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", DATABASE_USER],
            capture_output=True,
            text=True,
        )
        if made.returncode not in (0, 9):  # 9: somebody made it in the meantime
            raise LocalError(
                f"PostgreSQL will not run as root and no user could be made for it: {made.stderr}"
            ) from None
        return pwd.getpwnam(DATABASE_USER)


def open_to_others(path: Path) -> bool:
    """Whether any OS user may walk down to ``path``."""
    return all(folder.stat().st_mode & stat.S_IXOTH for folder in (path, *path.parents) if folder.exists())
