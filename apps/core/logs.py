"""What may stand in a log line, and how it is written: one JSON object a line, nothing of anybody's data in it."""

import json
import logging
import re
from datetime import UTC, datetime
from pathlib import Path
from traceback import extract_tb

from .middleware import is_key_address

ROOT = Path(__file__).resolve().parents[2]
MOST_FRAMES = 12
ADDRESS = re.compile(r"[^\s@'\"<>=:,;()]+@[^\s@'\"<>,;()]+")


def where(problem: BaseException) -> str:
    """The kind of a failure and the line it came from, without what it was about: "KeyError in f, line 3"."""
    last = problem.__traceback__
    while last.tb_next:
        last = last.tb_next
    return f"{type(problem).__name__} in {last.tb_frame.f_code.co_qualname}, line {last.tb_lineno}"


class NoAnswerAddresses(logging.Filter):
    """Leaves of a failure behind a personal link only where in the code it was: the address may hold a personal link,
    and a traceback's message a row."""

    def filter(self, line: logging.LogRecord) -> bool:
        path = getattr(getattr(line, "request", None), "path", "")
        if is_key_address(path):
            problem = line.exc_info[1] if line.exc_info else None
            line.msg, line.args = (
                "A page behind a personal link failed: %s",
                (where(problem) if problem else "no exception",),
            )
            line.request = line.exc_info = line.exc_text = line.stack_info = None
        return True


class JsonLines(logging.Formatter):
    """``time`` (UTC), ``level``, ``logger``, ``message``; of a failure its kinds and places but never its message,
    which may hold a row; the fields that a caller hands over as ``extra={"fields": {…}}``.

    Mail addresses are blotted out wherever they stand; a line break in a message stays inside its line."""

    def format(self, line: logging.LogRecord) -> str:
        problem = line.exc_info[1] if line.exc_info else None
        said = {
            "time": datetime.fromtimestamp(line.created, UTC).isoformat(timespec="milliseconds"),
            "level": line.levelname,
            "logger": line.name,
            "message": _without(problem, line.getMessage()),
        }
        said |= getattr(line, "fields", {})
        if problem:
            said["error"] = [type(one).__name__ for one in _chain(problem)]
            said["at"] = [_place(frame) for frame in extract_tb(problem.__traceback__)][-MOST_FRAMES:]
        return ADDRESS.sub("(address)", json.dumps(said, default=str, ensure_ascii=True))


def _chain(problem: BaseException | None):
    while problem:
        yield problem
        problem = problem.__cause__ or problem.__context__


def _without(problem: BaseException | None, message: str) -> str:
    for one in _chain(problem):
        for text in filter(None, (repr(one), str(one))):
            message = message.replace(text, type(one).__name__)
    return message


def _place(frame) -> str:
    file = Path(frame.filename)
    inside = file.is_relative_to(ROOT) and "site-packages" not in file.parts
    name = file.relative_to(ROOT) if inside else Path(*file.parts[-3:])
    return f"{name}:{frame.lineno} {frame.name}"
