"""The demo's post: mails lie as files in a folder, newest first, and can be read on a page."""

import email
import re
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.utils import parsedate_to_datetime
from pathlib import Path

from django.conf import settings

_NAME = re.compile(r"[\w.-]+\.log")


@dataclass(frozen=True)
class Letter:
    name: str
    to: str
    subject: str
    sent: datetime | None
    text: str


def _read(path: Path) -> Letter:
    message = email.message_from_bytes(path.read_bytes(), policy=policy.default)
    body = message.get_body(preferencelist=("plain",))
    text = body.get_content() if body else ""
    # The file backend ends each mail with a ruler of dashes.
    text = re.sub(r"\n-{70,}\s*$", "\n", text)
    sent = parsedate_to_datetime(message["Date"]) if message["Date"] else None
    return Letter(path.name, str(message["To"] or ""), str(message["Subject"] or ""), sent, text)


def letters(search: str = "") -> list[Letter]:
    """All mails, newest first; ``search`` looks in address and subject."""
    folder = Path(settings.MAIL_DIR) if settings.MAIL_DIR else None
    if folder is None or not folder.is_dir():
        return []
    paths = sorted(folder.glob("*.log"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
    found = (_read(path) for path in paths)
    wanted = search.casefold()
    return [letter for letter in found if wanted in f"{letter.to} {letter.subject}".casefold()]


def letter(name: str) -> Letter | None:
    """The mail in the file called ``name``; None where there is none."""
    if not settings.MAIL_DIR or not _NAME.fullmatch(name):
        return None
    path = Path(settings.MAIL_DIR) / name
    return _read(path) if path.is_file() else None
